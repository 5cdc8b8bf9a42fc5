import io.quantmini.Quantmini;
import io.quantmini.batch.BatchStream;
import java.nio.file.Path;

/** Opens a lake with nothing but the published artifacts and counts its bars. */
public final class Consumer {
    public static void main(String[] args) {
        try (Quantmini qm = Quantmini.open(Path.of(args[0]));
                BatchStream rows = qm.sql("SELECT count(*) AS bars FROM bronze.stocks_daily")) {
            while (rows.advance()) {
                System.out.print(rows.batch().contentToTSVString());
            }
        }
    }
}
