package io.quantmini.benchmarks;

import io.quantmini.market.Dataset;
import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Writes synthetic flat files of minute bars in the vendor's layout:
 *
 * <pre>{@code
 * java -cp benchmarks/target/quantmini-benchmarks.jar io.quantmini.benchmarks.FlatFileGenerator \
 *     DIR stocks_minute 2025-01-02 5 [ROWS]
 * }</pre>
 *
 * A session of stocks has 1.77 million rows unless asked otherwise, one of options 4 million. Existing files are replaced.
 */
public final class FlatFileGenerator {
    private FlatFileGenerator() {}

    /** Writes sessions from a date on. */
    public static void main(String[] args) throws IOException {
        if (args.length < 4 || args.length > 5) {
            System.err.println("usage: FlatFileGenerator DIR stocks_minute|options_minute FIRST_DATE SESSIONS [ROWS]");
            System.exit(2);
        }
        boolean options = args[1].equals(Dataset.OPTIONS_MINUTE.name());
        Dataset dataset = options ? Dataset.OPTIONS_MINUTE : Dataset.STOCKS_MINUTE;
        int standard = options ? OptionBars.ROWS : MinuteBars.ROWS;
        int rows = args.length == 5 ? Integer.parseInt(args[4]) : standard;
        TradingCalendar calendar = TradingCalendar.nyse();
        LocalDate session = LocalDate.parse(args[2]);
        for (int i = 0; i < Integer.parseInt(args[3]); session = session.plusDays(1)) {
            if (calendar.isSession(session)) {
                Path file = Path.of(args[0]).resolve(dataset.key(session));
                Files.createDirectories(file.resolveSibling(""));
                if (options) {
                    OptionBars.write(file, session, rows);
                } else {
                    MinuteBars.write(file, session, rows);
                }
                System.out.println(file + " " + Files.size(file) + " bytes");
                i++;
            }
        }
    }
}
