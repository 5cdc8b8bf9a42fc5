package io.quantmini.query.internal;

import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.BarQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Stored rows that a query needs: sessions, and tickers or underlyings.
 *
 * @param query that asks for them
 * @param sessions of the rows
 * @param tickers exact; empty for all
 * @param underlyings roots of contracts; empty for all
 */
record WantedBars(BarQuery query, SessionRange sessions, Set<String> tickers, Set<String> underlyings) {
    /** Before and after any session there is. */
    static final SessionRange ALWAYS = new SessionRange(LocalDate.of(1900, 1, 1), LocalDate.of(2199, 12, 31));

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** What a query asks for that does not go by securities. */
    static WantedBars of(BarQuery query) {
        Set<String> names = new TreeSet<>(query.keys().names());
        SessionRange sessions = sessions(query);
        return switch (query.keys().kind()) {
            case TICKERS -> new WantedBars(query, sessions, names, Set.of());
            case UNDERLYINGS -> new WantedBars(query, sessions, Set.of(), names);
            case ALL -> new WantedBars(query, sessions, Set.of(), Set.of());
            case SECURITIES -> throw new IllegalArgumentException("[bar query] securities have tickers by time");
        };
    }

    /** The rows of one ticker during some sessions. */
    static WantedBars of(BarQuery query, String ticker, SessionRange sessions) {
        return new WantedBars(query, sessions, Set.of(ticker), Set.of());
    }

    static SessionRange sessions(BarQuery query) {
        return query.sessions() == null ? ALWAYS : query.sessions();
    }

    /** The files that can hold such rows, by path. */
    List<LakeFile> files(LakeCatalog catalog) {
        Set<String> partitions = new TreeSet<>(underlyings);
        for (String ticker : tickers) {
            String partition = partition(query.dataset(), ticker);
            if (!partition.isEmpty()) {
                partitions.add(partition);
            }
        }
        if (partitions.isEmpty() && !tickers.isEmpty()) {
            return List.of(); // without a name the catalog would give every file
        }
        List<LakeFile> files = new ArrayList<>();
        for (LakeFile file : catalog.files(query.dataset(), query.layer(), sessions, partitions)) {
            if (file.maxTimeMicros() >= fromMicros() && file.minTimeMicros() <= toMicros()) {
                files.add(file);
            }
        }
        return files;
    }

    /** Earliest start of a bar of these sessions, epoch microseconds. */
    long fromMicros() {
        return TradingCalendar.sessionStartNanos(sessions.from()) / NANOS_PER_MICRO;
    }

    /** Latest start of a bar that is wanted. */
    long toMicros() {
        long end = TradingCalendar.sessionEndNanos(sessions.to()) / NANOS_PER_MICRO - 1;
        @Nullable Instant latest = query.latestAt();
        return latest == null ? end : Math.min(end, micros(latest));
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / NANOS_PER_MICRO);
    }

    /** What the settled partitions of a ticker are named after; empty when no row can have such a ticker. */
    static String partition(Dataset dataset, String ticker) {
        if (!dataset.isOptions()) {
            return ticker;
        }
        OptionTicker parts = OptionTicker.tryParse(ticker);
        return parts == null ? "" : parts.underlying();
    }
}
