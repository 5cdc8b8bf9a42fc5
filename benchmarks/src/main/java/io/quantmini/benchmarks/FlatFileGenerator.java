package io.quantmini.benchmarks;

import io.quantmini.market.Dataset;
import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes synthetic flat files of bars in the vendor's layout:
 *
 * <pre>{@code
 * java -cp benchmarks/target/quantmini-benchmarks.jar io.quantmini.benchmarks.FlatFileGenerator \
 *     DIR stocks_minute 2025-01-02 5 [ROWS]
 * }</pre>
 *
 * A session of stock minutes has 1.77 million rows unless asked otherwise, one of option minutes 4 million; of stock days there
 * are 10,000 tickers unless asked otherwise, of which nine in ten trade in a session. Existing files are replaced.
 */
public final class FlatFileGenerator {
    private FlatFileGenerator() {}

    /** Writes sessions from a date on. */
    public static void main(String[] args) throws IOException {
        if (args.length < 4 || args.length > 5) {
            System.err.println(
                    "usage: FlatFileGenerator DIR stocks_daily|stocks_minute|options_minute FIRST_DATE SESSIONS [ROWS]");
            System.exit(2);
        }
        LocalDate first = LocalDate.parse(args[2]);
        int sessions = Integer.parseInt(args[3]);
        Dataset dataset = Dataset.named(args[1]);
        List<LocalDate> dates = Stream.iterate(first, date -> date.plusDays(1))
                .filter(TradingCalendar.nyse()::isSession)
                .limit(sessions)
                .toList();
        if (dataset.equals(Dataset.STOCKS_DAILY)) {
            DailyBars.write(Path.of(args[0]), dates, args.length == 5 ? Integer.parseInt(args[4]) : DailyBars.TICKERS);
            return;
        }
        boolean options = dataset.equals(Dataset.OPTIONS_MINUTE);
        int standard = options ? OptionBars.ROWS : MinuteBars.ROWS;
        int rows = args.length == 5 ? Integer.parseInt(args[4]) : standard;
        for (LocalDate session : dates) {
            Path file = Path.of(args[0]).resolve(dataset.key(session));
            Files.createDirectories(file.resolveSibling(""));
            if (options) {
                OptionBars.write(file, session, rows);
            } else {
                MinuteBars.write(file, session, rows);
            }
            System.out.println(file + " " + Files.size(file) + " bytes");
        }
    }
}
