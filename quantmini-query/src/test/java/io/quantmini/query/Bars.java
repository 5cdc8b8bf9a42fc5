package io.quantmini.query;

import io.quantmini.market.OptionTicker;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Bars of a test market, and how they get into Parquet files as bronze has them. */
final class Bars {
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static final String PRICES =
            "open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE," + " transactions INTEGER";

    private Bars() {}

    /** Prices and amounts of one bar. */
    record Trade(double open, double high, double low, double close, double volume, int transactions) {}

    /** One bar of a stock, or of an option under its ticker. */
    record Bar(String ticker, LocalDate date, long micros, Trade trade) {
        static final Comparator<Bar> ORDER =
                Comparator.comparing(Bar::ticker).thenComparing(Bar::date).thenComparing(Bar::micros);

        double close() {
            return trade.close();
        }
    }

    static Bar daily(String ticker, LocalDate date, Trade trade) {
        Instant midnight = date.atStartOfDay(NEW_YORK).toInstant();
        return new Bar(ticker, date, midnight.getEpochSecond() * 1_000_000, trade);
    }

    static Bar minute(String ticker, LocalDate date, int minuteOfDay, Trade trade) {
        Instant start = date.atStartOfDay(NEW_YORK).plusMinutes(minuteOfDay).toInstant();
        return new Bar(ticker, date, start.getEpochSecond() * 1_000_000, trade);
    }

    /** A bar that opens, trades and closes at one price. */
    static Trade flat(double price, double volume) {
        return new Trade(price, price, price, price, volume, 1);
    }

    /** One file a month, in month order. */
    static List<Path> writeStocks(Path directory, Collection<Bar> bars) throws SQLException {
        return write(directory, bars, "symbol VARCHAR, date DATE, micros BIGINT, " + PRICES, false);
    }

    /** One file a month, in month order; tickers start with {@code O:}. */
    static List<Path> writeOptions(Path directory, Collection<Bar> bars) throws SQLException {
        String columns = "ticker VARCHAR, underlying VARCHAR, expiration_date DATE, contract_type VARCHAR,"
                + " strike_price DOUBLE, date DATE, micros BIGINT, " + PRICES;
        return write(directory, bars, columns, true);
    }

    private static List<Path> write(Path directory, Collection<Bar> bars, String columns, boolean options)
            throws SQLException {
        Map<YearMonth, List<Bar>> months = bars.stream()
                .sorted(Bar.ORDER)
                .collect(Collectors.groupingBy(bar -> YearMonth.from(bar.date()), TreeMap::new, Collectors.toList()));
        List<Path> files = new ArrayList<>();
        try (DuckDBConnection duckdb =
                DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class)) {
            try (Statement statement = duckdb.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("CREATE TABLE bars(" + columns + ")");
            }
            for (Map.Entry<YearMonth, List<Bar>> month : months.entrySet()) {
                Path file = directory.resolve("part-" + month.getKey() + "-" + System.nanoTime() + ".parquet");
                append(duckdb, month.getValue(), options);
                try (Statement statement = duckdb.createStatement()) {
                    statement.execute("COPY (SELECT * EXCLUDE (micros), CAST(make_timestamp(micros) AS TIMESTAMPTZ)"
                            + " AS timestamp FROM bars) TO '"
                            + file.toString().replace("'", "''") + "' (FORMAT parquet)");
                    statement.execute("DELETE FROM bars");
                }
                files.add(file);
            }
        }
        return files;
    }

    private static void append(DuckDBConnection duckdb, List<Bar> bars, boolean options) throws SQLException {
        try (DuckDBAppender appender = duckdb.createAppender("bars")) {
            for (Bar bar : bars) {
                appender.beginRow().append(bar.ticker());
                if (options) {
                    OptionTicker option = OptionTicker.parse(bar.ticker());
                    appender.append(option.underlying())
                            .append(option.expiration())
                            .append(option.contractType().text())
                            .append(option.strikePrice());
                }
                appender.append(bar.date())
                        .append(bar.micros())
                        .append(bar.trade().open())
                        .append(bar.trade().high())
                        .append(bar.trade().low())
                        .append(bar.trade().close())
                        .append(bar.trade().volume())
                        .append(bar.trade().transactions())
                        .endRow();
            }
        }
    }
}
