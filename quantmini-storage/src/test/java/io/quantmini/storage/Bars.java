package io.quantmini.storage;

import io.quantmini.batch.RowStream;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/** Bars written down in tests, as rows of the bronze schemas. */
final class Bars {
    static final LocalDate DAY = LocalDate.of(2025, 1, 2);

    private Bars() {}

    /** The row of a stock's bar, the {@code minute}th of its session. */
    static List<Object> stock(String symbol, LocalDate session, int minute) {
        double open = 100 + minute / 8.0;
        return List.of(
                symbol,
                day(session),
                time(session, minute),
                open,
                open + 1,
                open - 1,
                open + 0.5,
                1000.0 + minute,
                minute);
    }

    /** The row of a contract's bar: a call on {@code root}, expiring in 2025-03, strike 50. */
    static List<Object> option(String root, LocalDate session, int minute) {
        return option(root, "250321", session, minute);
    }

    static List<Object> option(String root, String expiry, LocalDate session, int minute) {
        LocalDate expiration = LocalDate.of(
                2000 + Integer.parseInt(expiry.substring(0, 2)),
                Integer.parseInt(expiry.substring(2, 4)),
                Integer.parseInt(expiry.substring(4)));
        return List.of(
                "O:" + root + expiry + "C00050000",
                root,
                day(expiration),
                "call",
                50.0,
                day(session),
                time(session, minute),
                1.5,
                1.75,
                1.25,
                1.5,
                10.0 + minute,
                minute);
    }

    /** {@code count} bars of one stock in one session. */
    static List<List<Object>> stock(String symbol, int count) {
        List<List<Object>> rows = new ArrayList<>();
        for (int minute = 0; minute < count; minute++) {
            rows.add(stock(symbol, DAY, minute));
        }
        return rows;
    }

    /** The rows by key, then time; the keys of these tests are ASCII. */
    static List<List<Object>> sorted(Dataset dataset, List<List<Object>> rows) {
        int time = schema(dataset).getFields().indexOf(schema(dataset).findField(BarSchema.TIMESTAMP));
        List<List<Object>> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing((List<Object> row) -> (String) row.get(0))
                .thenComparing(row -> (Long) row.get(time)));
        return sorted;
    }

    static Schema schema(Dataset dataset) {
        return BarSchema.bronze(dataset);
    }

    static RowStream stream(Dataset dataset, List<List<Object>> rows, BufferAllocator allocator) {
        return new RowStream(schema(dataset), rows, 1000, allocator);
    }

    static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    static long time(LocalDate session, int minute) {
        return TimeUnit.DAYS.toMicros(session.toEpochDay()) + TimeUnit.MINUTES.toMicros(14 * 60 + 30 + minute);
    }
}
