package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.VarCharVector;

/** Where securities begin in bronze {@code stocks_daily}, from the table {@code metadata/stocks/symbols}. */
final class FirstSessions {
    private final Map<String, LocalDate> bySecurity = new HashMap<>();
    private final SecurityMap securities;

    private FirstSessions(SecurityMap securities) {
        this.securities = securities;
    }

    /**
     * The first session of each security that has bars. A ticker that a security took over from another counts from the day
     * it did, whether or not it traded on that day.
     */
    static Map<String, LocalDate> read(OpenLake open, SecurityMap securities) {
        FirstSessions sessions = new FirstSessions(securities);
        Path table = open.lake().paths().metadata().resolve("stocks/symbols.parquet");
        if (Files.exists(table)) {
            try (BufferAllocator allocator =
                            open.context().allocator().newChildAllocator("symbols", 0, Long.MAX_VALUE);
                    BatchStream rows = open.stages().tables().read(table, allocator)) {
                sessions.add(rows);
            }
        }
        return sessions.bySecurity;
    }

    private void add(BatchStream rows) {
        while (rows.advance()) {
            VarCharVector symbols = (VarCharVector) rows.batch().getVector("symbol");
            DateDayVector firsts = (DateDayVector) rows.batch().getVector("first_date");
            DateDayVector lasts = (DateDayVector) rows.batch().getVector("last_date");
            for (int row = 0; row < rows.batch().getRowCount(); row++) {
                add(
                        new String(symbols.get(row), StandardCharsets.UTF_8),
                        LocalDate.ofEpochDay(firsts.get(row)),
                        LocalDate.ofEpochDay(lasts.get(row)));
            }
        }
    }

    /** A ticker's bars lie from {@code first} to {@code last}. */
    private void add(String ticker, LocalDate first, LocalDate last) {
        Set<LocalDate> starts = new HashSet<>(Set.of(first));
        for (SecuritySpan span : securities.spansOf(ticker)) {
            LocalDate from = span.from();
            if (from != null && from.isAfter(first) && !from.isAfter(last)) {
                starts.add(from);
            }
            LocalDate to = span.to();
            if (to != null && !to.isBefore(first) && to.isBefore(last)) {
                starts.add(to.plusDays(1));
            }
        }
        starts.forEach(start -> bySecurity.merge(
                securities.securityOf(ticker, start), start, (one, other) -> one.isBefore(other) ? one : other));
    }
}
