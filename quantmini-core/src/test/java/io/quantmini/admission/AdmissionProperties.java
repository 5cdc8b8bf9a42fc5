package io.quantmini.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.Dataset;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.RowFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** A few lines of collections are the oracle: group rows by key, publish the groups of one distinct row. */
class AdmissionProperties {
    private static final LocalDate SESSION = LocalDate.of(2023, 11, 14);
    private static final long START = 1_700_000_040_000_000_000L;
    private static final List<String> TICKERS = List.of("A", "AA", "AB", "Z", "a", "b.c");

    private static Path directory = Path.of("");

    @BeforeContainer
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("admission");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        Files.deleteIfExists(directory.resolve("rows.txt"));
        Files.deleteIfExists(directory.resolve("quarantine.ndjson.gz"));
        Files.delete(directory);
    }

    @Property(tries = 300)
    void keys_come_out_once_in_order_and_conflicts_not_at_all(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> rows = rows(random);
        Files.write(directory.resolve("rows.txt"), rows);
        Expected expected = Expected.of(rows);

        Outcome sorted = admit(random, true);
        assertThat(sorted.published()).isEqualTo(expected.published());
        assertThat(sorted.tally().duplicates()).isEqualTo(expected.duplicates());
        assertThat(sorted.tally().reasons()).isEqualTo(expected.reasons());
        if (expected.inOrder()) {
            Outcome filed = admit(random, false);
            assertThat(filed.published()).isEqualTo(sorted.published());
            assertThat(filed.tally().duplicates()).isEqualTo(sorted.tally().duplicates());
            assertThat(filed.tally().reasons()).isEqualTo(sorted.tally().reasons());
        }
    }

    /** Lines {@code ticker open high low close volume transactions start}; half of the files in order. */
    private static List<String> rows(Random random) {
        List<String> rows = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            String ticker = TICKERS.get(random.nextInt(TICKERS.size()));
            int volume = random.nextInt(6) == 0 ? 2 : 1;
            int low = random.nextInt(12) == 0 ? 11 : 9;
            rows.add(
                    ticker + " 10 11 " + low + " 10 " + volume + " 1 " + (START + random.nextInt(4) * 60_000_000_000L));
        }
        if (random.nextBoolean()) {
            rows.sort((a, b) -> key(a).compareTo(key(b)));
        }
        if (random.nextBoolean()) {
            rows.add(random.nextInt(rows.size() + 1), "short");
        }
        return rows;
    }

    /** Sorts as (ticker, time): a space comes before every ticker character. */
    private static String key(String row) {
        String[] cells = row.split(" ", -1);
        return cells[0] + " " + cells[cells.length - 1];
    }

    private static Outcome admit(Random random, boolean sorted) {
        AdmissionRequest request = AdmissionRequest.of(
                directory.resolve("rows.txt"),
                Dataset.STOCKS_MINUTE,
                SESSION,
                directory.resolve("quarantine.ndjson.gz"));
        request = request.withLimits(new IngestLimits(1 << 20, 1, 1 << 10, 100, 1, 1));
        TextIngestor ingestor = new TextIngestor(1 + random.nextInt(6));
        List<String> published = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                AdmittedStream stream = AdmittedStream.open(
                        ingestor, sorted ? request.inSortedMode() : request, 2 + random.nextInt(5), allocator)) {
            while (stream.advance()) {
                for (int row = 0; row < stream.batch().getRowCount(); row++) {
                    published.add(stream.batch().getVector("symbol").getObject(row) + " "
                            + stream.batch().getVector("timestamp").getObject(row));
                }
            }
            assertThat(stream.tally().published()).isEqualTo(published.size());
            return new Outcome(published, stream.tally());
        }
    }

    private record Outcome(List<String> published, AdmissionTally tally) {}

    private record Expected(List<String> published, long duplicates, Map<RowFault, Long> reasons, boolean inOrder) {
        static Expected of(List<String> rows) {
            Map<RowFault, Long> reasons = new TreeMap<>();
            Map<String, List<String>> byKey = new TreeMap<>();
            List<String> keys = new ArrayList<>();
            for (String row : rows) {
                if (row.equals("short")) {
                    reasons.merge(RowFault.WRONG_COLUMN_COUNT, 1L, Long::sum);
                } else if (row.contains(" 11 11 ")) {
                    reasons.merge(RowFault.PRICE_ORDER, 1L, Long::sum);
                } else {
                    keys.add(key(row));
                    byKey.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row);
                }
            }
            List<String> published = new ArrayList<>();
            long duplicates = 0;
            for (Map.Entry<String, List<String>> group : byKey.entrySet()) {
                Set<String> distinct = new LinkedHashSet<>(group.getValue());
                int size = group.getValue().size();
                if (distinct.size() > 1) {
                    reasons.merge(RowFault.CONFLICTING_ROWS, (long) size, Long::sum);
                } else {
                    String[] key = group.getKey().split(" ", -1);
                    published.add(key[0] + " " + Long.parseLong(key[1]) / 1000);
                    duplicates += size - 1;
                }
            }
            List<String> inOrder = new ArrayList<>(keys);
            Collections.sort(inOrder);
            return new Expected(published, duplicates, reasons, keys.equals(inOrder));
        }
    }
}
