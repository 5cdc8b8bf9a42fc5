package io.quantmini.query.internal;

import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.BarInterval;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.TradingHours;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A {@link BarQuery} as SQL over the files that can hold its bars. */
final class BarQuestion {
    /** Before and after any session there is. */
    private static final SessionRange ALWAYS = new SessionRange(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));

    private static final String PRICES = "open, high, low, close, volume, transactions";
    private static final long MICROS_PER_MINUTE = 60_000_000;

    private final BarQuery query;
    private final SessionRange range;
    private final String key;

    private BarQuestion(BarQuery query) {
        this.query = query;
        this.range = query.sessions() == null ? ALWAYS : query.sessions();
        this.key = SqlText.name(BarSchema.keyColumn(query.dataset()));
    }

    static Question plan(BarQuery query, LakeCatalog catalog, TradingCalendar calendar, PlannedFiles files) {
        BarQuestion plan = new BarQuestion(query);
        String rows = LakeRows.bars(query.dataset(), files.add(plan.files(catalog)));
        List<Object> parameters = new ArrayList<>(query.tickers());
        parameters.add(plan.range.from());
        parameters.add(plan.range.to());
        return new Question(plan.sql(rows, plan.hours(catalog, calendar)), parameters, Map.of(), files);
    }

    private List<LakeFile> files(LakeCatalog catalog) {
        TreeSet<String> partitions = new TreeSet<>();
        for (String ticker : query.tickers()) {
            String partition = partition(query.dataset(), ticker);
            if (!partition.isEmpty()) {
                partitions.add(partition);
            }
        }
        // Without a name the catalog would give every file.
        return partitions.isEmpty() ? List.of() : catalog.files(query.dataset(), query.layer(), range, partitions);
    }

    /** What the settled partitions of a ticker are named after; empty when no row can have such a ticker. */
    private static String partition(Dataset dataset, String ticker) {
        if (!dataset.isOptions()) {
            return ticker;
        }
        OptionTicker parts = OptionTicker.tryParse(ticker);
        return parts == null ? "" : parts.underlying();
    }

    private String sql(String rows, String hours) {
        String kept = "SELECT " + key + ", date, timestamp, epoch_us(timestamp) AS micros, " + PRICES + " FROM (" + rows
                + ") WHERE " + key + " IN ("
                + String.join(", ", Collections.nCopies(query.tickers().size(), "?"))
                + ") AND date BETWEEN ? AND ?";
        if (query.interval() == BarInterval.ONE_DAY) {
            return ordered(kept, "timestamp");
        }
        if (query.interval() == BarInterval.ONE_WEEK) {
            return merged("SELECT *, timezone('America/New_York', CAST(date_trunc('week', date) AS TIMESTAMP)) AS start"
                    + " FROM (" + kept + ")");
        }
        boolean regular = query.hours() == TradingHours.REGULAR;
        String inHours = regular
                ? "SELECT k.*, h.opens AS origin FROM (" + kept + ") k JOIN (" + hours
                        + ") h ON k.date = h.session AND k.micros >= h.opens AND k.micros < h.closes"
                // New York is whole hours from UTC, so its full hours are those of the epoch.
                : "SELECT *, CAST(0 AS BIGINT) AS origin FROM (" + kept + ")";
        if (query.interval() == BarInterval.ONE_MINUTE) {
            return ordered(inHours, "timestamp");
        }
        long width = query.interval().minutes() * MICROS_PER_MINUTE;
        return merged("SELECT *, make_timestamptz(micros - (micros - origin) % " + width + ") AS start FROM (" + inHours
                + ")");
    }

    private String ordered(String bars, String start) {
        return "SELECT " + key + ", " + start + " AS timestamp, " + PRICES + " FROM (" + bars + ") ORDER BY 1, 2";
    }

    /** Bars with the same start as one. A sum of doubles depends on its order, so the order is given. */
    private String merged(String bars) {
        return "SELECT " + key + ", start AS timestamp, arg_min(open, micros) AS open, max(high) AS high,"
                + " min(low) AS low, arg_max(close, micros) AS close, sum(volume ORDER BY micros) AS volume,"
                + " CAST(sum(transactions) AS INTEGER) AS transactions FROM (" + bars + ") GROUP BY 1, 2 ORDER BY 1, 2";
    }

    /** Open and close of every committed session in the range, in epoch microseconds; as rows. */
    private String hours(LakeCatalog catalog, TradingCalendar calendar) {
        List<String> sessions = new ArrayList<>();
        for (LocalDate session : catalog.sessions(query.dataset(), query.layer())) {
            if (range.contains(session) && calendar.isSession(session)) {
                sessions.add("(DATE '" + session + "', CAST(" + calendar.openNanos(session) / 1000
                        + " AS BIGINT), CAST(" + calendar.closeNanos(session) / 1000 + " AS BIGINT))");
            }
        }
        return sessions.isEmpty()
                ? "SELECT CAST(NULL AS DATE) AS session, CAST(NULL AS BIGINT) AS opens, CAST(NULL AS BIGINT) AS closes"
                        + " WHERE false"
                : "SELECT * FROM (VALUES " + String.join(", ", sessions) + ") hours(session, opens, closes)";
    }
}
