package io.quantmini.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ResourceLimitException;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.Ingestor;
import io.quantmini.stage.RowFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final LocalDate SESSION = LocalDate.of(2024, 3, 11); // the Monday after clocks went forward
    private static final long MINUTE = 60_000_000_000L;
    private static final long NOON = at(SESSION, 12);
    private static final String GOOD = " 10 11 9 10.5 100 5 ";

    private final BufferAllocator allocator = new RootAllocator(1 << 30);
    private int batchRows = 2;

    @TempDir
    Path directory;

    @AfterEach
    void all_memory_is_given_back() {
        allocator.close();
    }

    @Test
    void sane_rows_pass_in_bronze_columns() {
        Run run = admit(Dataset.STOCKS_MINUTE, "AAPL" + GOOD + NOON, "BRK.A 1 1 1 1 0.5 0 " + (NOON + MINUTE));
        long micros = NOON / 1000;
        assertThat(run.rows())
                .containsExactly(
                        "AAPL 19793 " + micros + " 10.0 11.0 9.0 10.5 100.0 5",
                        "BRK.A 19793 " + (micros + 60_000_000) + " 1.0 1.0 1.0 1.0 0.5 0");
        assertThat(run.quarantine()).isEmpty();
        assertThat(request(Dataset.STOCKS_MINUTE).quarantine()).doesNotExist();
    }

    @Test
    void option_columns_come_from_the_ticker() {
        String ticker = "O:BRKB1240311P00000500";
        Run run = admit(Dataset.OPTIONS_DAILY, ticker + GOOD + NOON, "O:SPY260619C00650000" + GOOD + NOON);
        assertThat(run.rows())
                .containsExactly(
                        ticker + " BRKB1 19793 put 0.5 19793 " + NOON / 1000 + " 10.0 11.0 9.0 10.5 100.0 5",
                        "O:SPY260619C00650000 SPY 20623 call 650.0 19793 " + NOON / 1000
                                + " 10.0 11.0 9.0 10.5 100.0 5");
    }

    @ParameterizedTest
    @CsvSource({
        "A -1 11 -2 10 1 1, NEGATIVE_PRICE",
        "A 10 11 9 10 -0.1 1, NEGATIVE_VOLUME",
        "A 10 11 9 10 9007199254740993.5 1, VOLUME_TOO_LARGE",
        "A 10 11 10.1 10.2 1 1, PRICE_ORDER",
        "A 10 10.1 9 10.2 1 1, PRICE_ORDER",
        "A NaN 11 9 10 1 1, BAD_NUMBER",
        "A 10 Infinity 9 10 1 1, BAD_NUMBER",
        "A 10 11 9 10 NaN 1, BAD_NUMBER",
        "A 10 11 9 10 1 -1, BAD_NUMBER",
        "A'B 10 11 9 10 1 1, BAD_TICKER",
    })
    void a_row_that_is_no_sane_bar_is_quarantined_whoever_decoded_it(String row, RowFault fault) {
        Run run = admit(Dataset.STOCKS_MINUTE, row + " " + NOON);
        assertThat(run.tally().reasons()).isEqualTo(Map.of(fault, 1L));
        assertThat(run.rows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "A 10 11 9 10 9007199254740992 1",
        "A 0 0 0 0 0 0",
        "A 10 10 10 10 1 1",
        "NULL 10 11 9 10 1 1",
        "O:X 10 11 9 10 1 1",
    })
    void the_edges_of_the_rules_are_inside(String row) {
        assertThat(admit(Dataset.STOCKS_MINUTE, row + " " + NOON).rows()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "O:SPY240311C00650000, ",
        "O:SPY240310C00650000, EXPIRED_CONTRACT",
        "O:SPY240230C00650000, BAD_CONTRACT",
        "O:SPY240311X00650000, BAD_CONTRACT",
        "SPY, BAD_CONTRACT",
    })
    void a_contract_must_be_one_and_alive(String ticker, @Nullable RowFault fault) {
        Run run = admit(Dataset.OPTIONS_MINUTE, ticker + GOOD + NOON);
        assertThat(run.tally().reasons()).isEqualTo(fault == null ? Map.of() : Map.of(fault, 1L));
    }

    @Test
    void a_session_runs_from_20_00_new_york_to_20_00_whatever_the_clocks_do() {
        LocalDate sunday = SESSION.minusDays(1);
        long from = at(sunday, 20);
        assertThat(from).isEqualTo(1710115200L * 1_000_000_000L);
        Run run = admit(
                Dataset.STOCKS_MINUTE,
                "A" + GOOD + (from - MINUTE),
                "B" + GOOD + from,
                "C" + GOOD + (at(SESSION, 20) - MINUTE),
                "D" + GOOD + at(SESSION, 20));
        assertThat(run.tickers()).containsExactly("B", "C");
        assertThat(run.tally().reasons()).isEqualTo(Map.of(RowFault.TIME_OUTSIDE_SESSION, 2L));
    }

    @Test
    void minute_bars_start_on_a_minute_and_daily_bars_on_a_microsecond() {
        String odd = "A" + GOOD + (NOON + 1_000);
        String odder = "B" + GOOD + (NOON + 1);
        assertThat(admit(Dataset.STOCKS_MINUTE, odd, odder).tally().reasons())
                .isEqualTo(Map.of(RowFault.NOT_ON_MINUTE, 2L));
        Run daily = admit(Dataset.STOCKS_DAILY, odd, odder);
        assertThat(daily.tickers()).containsExactly("A");
        assertThat(daily.tally().reasons()).isEqualTo(Map.of(RowFault.NOT_ON_MICROSECOND, 1L));
    }

    @Test
    void a_ticker_too_long_to_name_a_directory_does_not_pass() {
        Run run = admit(Dataset.STOCKS_MINUTE, "A".repeat(240) + GOOD + NOON, "A".repeat(241) + GOOD + NOON);
        assertThat(run.tally().published()).isEqualTo(1);
        assertThat(run.tally().reasons()).isEqualTo(Map.of(RowFault.BAD_TICKER, 1L));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void exact_repetitions_collapse_across_batches(int rows) {
        batchRows = rows;
        String a = "A" + GOOD + NOON;
        Run run = admit(Dataset.STOCKS_MINUTE, a, a, "A 10.0 11.0 9.0 10.50 1e2 5 " + NOON, a, "B" + GOOD + NOON);
        assertThat(run.tickers()).containsExactly("A", "B");
        assertThat(run.tally().duplicates()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void all_rows_of_a_key_in_conflict_are_quarantined_repetitions_too(int rows) {
        batchRows = rows;
        String a = "M" + GOOD + NOON;
        String other = "M 10 11 9 10.5 101 5 " + NOON;
        String broken = "M 10 11 9 10.5 -1 5 " + NOON;
        Run run = admit(Dataset.STOCKS_MINUTE, "A" + GOOD + NOON, a, a, broken, other, a, "short", "Z" + GOOD + NOON);
        assertThat(run.tickers()).containsExactly("A", "Z");
        assertThat(run.tally().duplicates()).isZero();
        assertThat(run.tally().reasons())
                .isEqualTo(Map.of(
                        RowFault.WRONG_COLUMN_COUNT, 1L,
                        RowFault.NEGATIVE_VOLUME, 1L,
                        RowFault.CONFLICTING_ROWS, 4L));
        assertThat(run.lines()).containsExactly(2, 3, 4, 5, 6, 7);
    }

    @Test
    void a_conflict_in_the_last_key_publishes_nothing_of_it() {
        Run run = admit(Dataset.STOCKS_MINUTE, "A" + GOOD + NOON, "B" + GOOD + NOON, "B 10 11 9 10.5 101 5 " + NOON);
        assertThat(run.tickers()).containsExactly("A");
        assertThat(run.lines()).containsExactly(2, 3);
    }

    @Test
    void the_first_row_out_of_order_asks_for_sorted_mode_and_leaves_nothing_behind() {
        Path file = file("B" + GOOD + NOON, "short", "A" + GOOD + NOON);
        AdmissionRequest request = request(Dataset.STOCKS_MINUTE);
        assertThatThrownBy(() -> run(new TextIngestor(batchRows), file, request))
                .isInstanceOfSatisfying(
                        UnsortedFileException.class,
                        e -> assertThat(e.position())
                                .isEqualTo(new FilePosition(
                                        file.toString(), 3, ("B" + GOOD + NOON + "\nshort\n").length())));
        assertThat(directory).isDirectoryContaining(file::equals);
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void sorted_mode_gives_what_the_sorted_file_gives(int rows) {
        batchRows = rows;
        List<String> sorted = List.of(
                "A" + GOOD + NOON,
                "A" + GOOD + NOON,
                "AA" + GOOD + NOON,
                "B" + GOOD + (NOON - MINUTE),
                "B" + GOOD + NOON,
                "B 10 11 9 10.5 7 5 " + NOON,
                "BCpC" + GOOD + NOON,
                "BZ" + GOOD + NOON,
                "a" + GOOD + NOON);
        Run filed = run(new TextIngestor(rows), file(sorted.toArray(String[]::new)), request(Dataset.STOCKS_MINUTE));
        List<String> mixed = IntStream.range(0, sorted.size())
                .mapToObj(i -> sorted.get(i * 4 % sorted.size()))
                .toList();
        Run resorted = run(
                new TextIngestor(rows),
                file(mixed.toArray(String[]::new)),
                request(Dataset.STOCKS_MINUTE).inSortedMode());
        assertThat(resorted.rows()).isEqualTo(filed.rows());
        assertThat(resorted.tickers()).containsExactly("A", "AA", "B", "BCpC", "BZ", "a");
        assertThat(resorted.tally().reasons()).isEqualTo(filed.tally().reasons());
        assertThat(resorted.tally().duplicates()).isEqualTo(1);
        assertThat(resorted.tally().findings()).containsExactly(FileFinding.UNSORTED);
    }

    @Test
    void sorted_mode_beyond_the_memory_limit_says_what_to_raise() {
        batchRows = 1000;
        String[] rows = IntStream.range(0, 20_000)
                .mapToObj(i -> "T" + (100_000 - i) + GOOD + NOON)
                .toArray(String[]::new);
        Path file = file(rows);
        try (BufferAllocator small = allocator.newChildAllocator("small", 0, 1 << 20)) {
            assertThatThrownBy(() -> {
                        try (AdmittedStream stream = AdmittedStream.open(
                                new TextIngestor(batchRows),
                                at(file, request(Dataset.STOCKS_MINUTE).inSortedMode()),
                                1000,
                                small)) {
                            stream.advance();
                        }
                    })
                    .isInstanceOf(ResourceLimitException.class)
                    .hasMessageContaining("MAX_MEMORY_GB");
        }
    }

    @Test
    void a_limit_too_small_to_open_leaves_nothing_allocated() {
        try (BufferAllocator small = allocator.newChildAllocator("small", 0, 1 << 20)) {
            Path file = file("A" + GOOD + NOON);
            assertThatThrownBy(() -> Admission.open(
                            new TextIngestor(batchRows), at(file, request(Dataset.STOCKS_MINUTE)), small))
                    .isInstanceOf(ResourceLimitException.class);
            assertThat(small.getAllocatedMemory()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 100, true", "11, 100, false", "11, 11000, true", "12, 11000, false"})
    void more_malformed_rows_than_allowed_reject_the_file(int bad, int all, boolean accepted) {
        assertOutcome("short", bad, all, accepted ? null : FileFault.TOO_MANY_MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"10, 100, true", "11, 100, false", "50, 1000, true", "51, 1000, false"})
    void more_rows_against_the_rules_than_allowed_reject_the_file(int bad, int all, boolean accepted) {
        assertOutcome("X 1 1 1 1 -1 1 " + NOON, bad, all, accepted ? null : FileFault.TOO_MANY_MARKET_FAULTS);
    }

    @Test
    void a_rejected_file_leaves_no_quarantine_and_tells_what_it_had_counted() {
        IngestLimits strict = new IngestLimits(1 << 20, 1, 1000, 0, 0, 0);
        AdmissionRequest request = at(file("A" + GOOD + NOON, "short"), request(Dataset.STOCKS_MINUTE))
                .withLimits(strict);
        try (AdmittedStream stream = Admission.open(new TextIngestor(2), request, allocator)) {
            assertThatThrownBy(stream::advance)
                    .isInstanceOfSatisfying(
                            IngestException.class, e -> assertThat(e.fault()).isEqualTo(FileFault.TOO_MANY_MALFORMED))
                    .hasMessageContaining("1 of 2 do not parse");
            assertThat(stream.tally().read()).isEqualTo(2);
            assertThat(stream.tally().quarantined()).isEqualTo(1);
            assertThatThrownBy(stream::advance).isInstanceOf(IllegalStateException.class);
        }
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void quarantine_lines_are_in_file_order_and_the_same_bytes_each_time() throws IOException {
        String[] rows = {"short", "A 1 1 1 1 -1 1 " + NOON, "short too", "B 1 1 1 1 1 1 0", "C" + GOOD + NOON};
        AdmissionRequest request = request(Dataset.STOCKS_MINUTE).withKey("a \"key\"");
        Run run = run(new TextIngestor(1), file(rows), request);
        byte[] bytes = Files.readAllBytes(request.quarantine());
        Run sorted = run(new TextIngestor(3), file(rows), request.inSortedMode());
        assertThat(run.lines()).containsExactly(1, 2, 3, 4);
        assertThat(run.quarantine().get(0))
                .isEqualTo("{\"file\":\"a \\\"key\\\"\",\"line\":1,\"offset\":0,\"reason\":\"wrong_column_count\","
                        + "\"text\":\"c2hvcnQ=\"}");
        assertThat(sorted.quarantine()).isEqualTo(run.quarantine());
        assertThat(Files.readAllBytes(request.quarantine())).isEqualTo(bytes);
    }

    @Test
    void an_empty_file_is_accepted_with_a_finding() {
        Run run = admit(Dataset.STOCKS_MINUTE);
        assertThat(run.rows()).isEmpty();
        assertThat(run.tally().findings()).containsExactly(FileFinding.NO_ROWS);
    }

    @Test
    void an_ingestor_that_loses_rows_is_found_out() {
        Ingestor careless = (request, memory) -> new TallyOverride(new TextIngestor(2).open(request, memory), 3);
        Path file = file("A" + GOOD + NOON, "B" + GOOD + NOON);
        assertThatThrownBy(() -> run(careless, file, request(Dataset.STOCKS_MINUTE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected 3")
                .hasMessageContaining("got 2");
    }

    private void assertOutcome(String row, int bad, int all, @Nullable FileFault fault) {
        batchRows = 5000;
        String[] rows = new String[all];
        Arrays.setAll(rows, i -> i < bad ? row : "T" + (100_000 + i) + GOOD + NOON);
        if (fault == null) {
            assertThat(admit(Dataset.STOCKS_MINUTE, rows).tally().published()).isEqualTo(all - bad);
        } else {
            assertThatThrownBy(() -> admit(Dataset.STOCKS_MINUTE, rows))
                    .isInstanceOfSatisfying(
                            IngestException.class, e -> assertThat(e.fault()).isEqualTo(fault));
        }
    }

    private Run admit(Dataset dataset, String... rows) {
        return run(new TextIngestor(batchRows), file(rows), request(dataset));
    }

    private AdmissionRequest request(Dataset dataset) {
        return AdmissionRequest.of(Path.of("unused"), dataset, SESSION, directory.resolve("quarantine.ndjson.gz"));
    }

    private static AdmissionRequest at(Path file, AdmissionRequest request) {
        return new AdmissionRequest(
                file,
                request.key(),
                request.dataset(),
                request.session(),
                request.limits(),
                request.quarantine(),
                request.sorted());
    }

    private Path file(String... rows) {
        try {
            return Files.write(directory.resolve("rows.txt"), List.of(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run run(Ingestor ingestor, Path file, AdmissionRequest request) {
        List<String> rows = new ArrayList<>();
        int size = Math.max(2, batchRows);
        try (AdmittedStream stream = AdmittedStream.open(ingestor, at(file, request), size, allocator)) {
            assertThat(stream.schema()).isEqualTo(BarSchema.bronze(request.dataset()));
            while (stream.advance()) {
                append(stream.batch(), rows);
                assertThat(stream.batch().getRowCount()).isPositive();
            }
            assertThat(stream.advance()).isFalse();
            assertThat(stream.tally().published()).isEqualTo(rows.size());
            return new Run(rows, stream.tally(), quarantine(request.quarantine()));
        }
    }

    private static void append(VectorSchemaRoot batch, List<String> rows) {
        for (int row = 0; row < batch.getRowCount(); row++) {
            List<String> values = new ArrayList<>();
            for (FieldVector vector : batch.getFieldVectors()) {
                values.add(String.valueOf(vector.getObject(row)));
            }
            rows.add(String.join(" ", values));
        }
    }

    private static List<String> quarantine(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long at(LocalDate date, int hour) {
        return date.atTime(hour, 0).atZone(ZoneId.of("America/New_York")).toEpochSecond() * 1_000_000_000L;
    }

    /** What came of a file. */
    private record Run(List<String> rows, AdmissionTally tally, List<String> quarantine) {
        List<String> tickers() {
            return rows.stream().map(row -> row.substring(0, row.indexOf(' '))).toList();
        }

        List<Integer> lines() {
            return quarantine.stream()
                    .map(line -> line.replaceAll(".*\"line\":(\\d+).*", "$1"))
                    .map(Integer::valueOf)
                    .toList();
        }
    }
}
