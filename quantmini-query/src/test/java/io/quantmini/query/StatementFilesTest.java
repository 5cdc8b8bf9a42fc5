package io.quantmini.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.BatchStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a statement opens. */
class StatementFilesTest {
    @TempDir
    Path directory;

    private ReaderLake lake;

    @BeforeEach
    void open() {
        lake = new ReaderLake(directory);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void a_statement_opens_only_files_that_its_conditions_leave() {
        lake.bothTiers();
        int[] files = {19, 3 + 2, 3 + 4, 8 + 3, 8, 19, 19, 19, 3 + 1, 1, 19};
        String[] wheres = {
            "true",
            "symbol = 'AAPL'",
            "t.symbol IN ('AAPL', 'NA') AND close > 100",
            "date BETWEEN DATE '2024-12-01' AND '2024-12-31'",
            "date < DATE '2024-12-01' AND symbol LIKE '%A%'",
            "symbol = 'AAPL' OR close > 109.9",
            "NOT symbol = 'AAPL'",
            "symbol = upper('aapl')",
            "'2024-12-01' < date AND symbol = 'TpA'",
            "symbol = 'none' AND date < '2024-12-01'",
            "symbol COLLATE NOCASE = 'tpa'"
        };
        for (int i = 0; i < wheres.length; i++) {
            String select = "SELECT symbol, count(*), sum(volume ORDER BY timestamp) FROM bronze.stocks_minute t WHERE "
                    + wheres[i] + " GROUP BY ALL ORDER BY ALL";
            assertThat(lake.engine.explain(select, List.of()).files())
                    .as(wheres[i])
                    .hasSize(files[i]);
            assertThat(lake.engine.explain(select, List.of()).filesConsidered()).isEqualTo(19);
            // In a common table expression conditions stand elsewhere, and all files are read.
            String all = select.replace("FROM bronze.stocks_minute", "FROM (FROM bronze.stocks_minute LIMIT 1000000)");
            assertThat(text(select)).as(wheres[i]).isEqualTo(text(all));
        }
        String twice = "SELECT count(*) FROM bronze.stocks_minute WHERE symbol = 'AAPL' UNION ALL SELECT count(*) FROM"
                + " bronze.stocks_minute WHERE symbol = 'MSFT'";
        assertThat(lake.engine.explain(twice, List.of()).files()).hasSize(19);
        assertThat(text(
                        "SELECT count(*) FROM bronze.stocks_minute WHERE symbol = ? AND date >= ?",
                        "NA",
                        LocalDate.of(2024, 12, 1)))
                .isEqualTo(
                        text(
                                "SELECT count(*) FROM bronze.stocks_minute WHERE symbol || '' = 'NA' AND date >= '2024-12-01'"));
    }

    private String text(String select, Object... parameters) {
        StringBuilder text = new StringBuilder();
        try (BatchStream rows = lake.engine.sql(select, List.of(parameters), lake.allocator)) {
            while (rows.advance()) {
                text.append(rows.batch().contentToTSVString());
            }
        }
        return text.toString();
    }
}
