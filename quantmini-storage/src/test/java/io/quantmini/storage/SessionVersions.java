package io.quantmini.storage;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the flat files of a few sessions of one dataset hold, in several versions each: the rows as bronze has them, and
 * the file.
 */
final class SessionVersions {
    /** The version without rows; those before it have some. */
    static final int EMPTY = 3;

    /** All sessions of a month, and one of the next. */
    static final List<LocalDate> SESSIONS = List.of(
            LocalDate.of(2025, 1, 2),
            LocalDate.of(2025, 1, 3),
            LocalDate.of(2025, 1, 6),
            LocalDate.of(2025, 1, 7),
            LocalDate.of(2025, 1, 8),
            LocalDate.of(2025, 1, 10),
            LocalDate.of(2025, 2, 3));

    /** The calendar in which they are. */
    static final String CALENDAR = "closures: [" + String.join(", ", closures()) + "]\n";

    private static final List<String> ROOTS = List.of("A", "BRKB", "NULL", "x");
    private static final int MAX_MINUTES = 5;
    /** Of 14:30 UTC, where {@link Bars} begin, back to midnight in New York. */
    private static final int MIDNIGHT = -9 * 60 - 30;

    private final Dataset dataset;

    SessionVersions(Dataset dataset) {
        this.dataset = dataset;
    }

    /** What the sessions are called in actions. */
    static List<Integer> numbers() {
        return IntStream.range(0, SESSIONS.size()).boxed().toList();
    }

    /** The rows of a version, sorted as a file of the lake is. */
    List<List<Object>> rows(int session, int version) {
        List<List<Object>> rows = new ArrayList<>();
        if (version == EMPTY) {
            return rows;
        }
        Random random = new Random(31L * session + version);
        for (String root : ROOTS) {
            // At least one bar of A, so that only one version is empty.
            if (!root.equals("A") && random.nextInt(3) == 0) {
                continue;
            }
            int bars = dataset.isMinute() ? 1 + random.nextInt(MAX_MINUTES) : 1;
            for (int bar = 0; bar < bars; bar++) {
                rows.add(row(root, SESSIONS.get(session), bar, version));
            }
        }
        return Bars.sorted(dataset, rows);
    }

    /** Writes the flat file of a version into a directory in the vendor's layout. */
    void write(int session, int version, Path directory) throws IOException {
        StringBuilder text = new StringBuilder("ticker,volume,open,close,high,low,window_start,transactions\n");
        for (List<Object> row : rows(session, version)) {
            text.append(line(row)).append('\n');
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        Path file = directory.resolve(dataset.key(SESSIONS.get(session)));
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, bytes.toByteArray());
    }

    private List<Object> row(String root, LocalDate session, int bar, int version) {
        int minute = dataset.isMinute() ? bar : MIDNIGHT;
        List<Object> row = new ArrayList<>(
                dataset.isOptions() ? Bars.option(root, session, minute) : Bars.stock(root, session, minute));
        row.set(row.size() - 2, 100.0 + version + bar / 4.0);
        row.set(row.size() - 1, 10 * version + bar);
        return row;
    }

    private String line(List<Object> row) {
        int time = Bars.schema(dataset).getFields().indexOf(Bars.schema(dataset).findField(BarSchema.TIMESTAMP));
        Object open = row.get(time + 1);
        Object high = row.get(time + 2);
        Object low = row.get(time + 3);
        Object close = row.get(time + 4);
        return String.join(
                ",",
                String.valueOf(row.get(0)),
                String.valueOf(row.get(time + 5)),
                String.valueOf(open),
                String.valueOf(close),
                String.valueOf(high),
                String.valueOf(low),
                row.get(time) + "000",
                String.valueOf(row.get(time + 6)));
    }

    private static List<String> closures() {
        List<String> closures = new ArrayList<>();
        LocalDate first = LocalDate.of(2025, 1, 1);
        for (LocalDate day = first; day.getMonthValue() == 1; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6 && !SESSIONS.contains(day)) {
                closures.add(day.toString());
            }
        }
        return closures;
    }
}
