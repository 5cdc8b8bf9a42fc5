package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.lake.Layer;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.internal.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetPartitionWriterTest {
    private static final LocalDate NEXT = Bars.DAY.plusDays(1);

    @TempDir
    Path staging;

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothing_is_left_allocated() {
        allocator.close();
    }

    @Test
    void a_session_goes_to_one_file_below_the_sessions_directory() {
        List<List<Object>> rows = new ArrayList<>(Bars.stock("AAPL", 3));
        rows.addAll(Bars.stock("NA", 2));

        List<StagedFile> files = write(Dataset.STOCKS_MINUTE, Placement.SESSION, rows);

        assertThat(files).singleElement().satisfies(file -> {
            assertThat(file.file().path())
                    .matches("bronze/_sessions/stocks_minute/date=2025-01-02/part-[0-9a-f]{16}\\.parquet");
            assertThat(file.file().rows()).isEqualTo(5);
            assertThat(file.file().minTimeMicros()).isEqualTo(Bars.time(Bars.DAY, 0));
            assertThat(file.file().maxTimeMicros()).isEqualTo(Bars.time(Bars.DAY, 2));
        });
        assertThat(read(files.get(0))).isEqualTo(rows);
    }

    @Test
    void length_and_checksum_are_those_of_the_file_on_disk() throws IOException {
        StagedFile file = write(Dataset.STOCKS_MINUTE, Placement.SESSION, Bars.stock("AAPL", 100))
                .get(0);

        byte[] content = Files.readAllBytes(file.staged());
        CRC32C crc = new CRC32C();
        crc.update(content);
        assertThat(file.file().bytes()).isEqualTo(content.length);
        assertThat(file.file().crc32c()).isEqualTo(crc.getValue());
    }

    @Test
    void rows_of_two_sessions_are_no_session_file() {
        List<List<Object>> rows = List.of(Bars.stock("AAPL", Bars.DAY, 0), Bars.stock("AAPL", NEXT, 0));

        assertThatThrownBy(() -> write(Dataset.STOCKS_MINUTE, Placement.SESSION, rows))
                .isInstanceOf(PartitionException.class)
                .hasMessage("[bronze/stocks_minute] cannot write: expected the rows of one session,"
                        + " got 2025-01-02 and 2025-01-03");
        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void settled_stocks_get_a_file_a_symbol_under_its_encoded_name() {
        List<List<Object>> rows = new ArrayList<>();
        for (String symbol : List.of("BRK.A", "CON", "NA", "TpA")) {
            rows.add(Bars.stock(symbol, Bars.DAY, 0));
            rows.add(Bars.stock(symbol, NEXT, 0));
        }

        List<StagedFile> files = write(Dataset.STOCKS_MINUTE, Placement.SETTLED, rows);

        assertThat(directories(files))
                .containsExactly(
                        "bronze/stocks_minute/symbol=%43ON/year=2025/month=01",
                        "bronze/stocks_minute/symbol=BRK.A/year=2025/month=01",
                        "bronze/stocks_minute/symbol=NA/year=2025/month=01",
                        "bronze/stocks_minute/symbol=T%70A/year=2025/month=01");
        assertThat(read(files.get(3))).isEqualTo(rows.subList(6, 8));
    }

    @Test
    void the_months_of_a_symbol_are_partitions_of_their_own() {
        LocalDate february = LocalDate.of(2025, 2, 3);
        List<List<Object>> rows = List.of(
                Bars.stock("A", Bars.DAY, 0),
                Bars.stock("A", february, 0),
                Bars.stock("B", Bars.DAY, 0),
                Bars.stock("B", february, 0));

        assertThat(directories(write(Dataset.STOCKS_MINUTE, Placement.SETTLED, rows)))
                .containsExactly(
                        "bronze/stocks_minute/symbol=A/year=2025/month=01",
                        "bronze/stocks_minute/symbol=A/year=2025/month=02",
                        "bronze/stocks_minute/symbol=B/year=2025/month=01",
                        "bronze/stocks_minute/symbol=B/year=2025/month=02");
    }

    @Test
    void daily_stocks_settle_into_one_file_a_month() {
        List<List<Object>> rows = List.of(
                Bars.stock("A", Bars.DAY, 0),
                Bars.stock("A", NEXT, 0),
                Bars.stock("B", Bars.DAY, 0),
                Bars.stock("B", NEXT, 0));

        List<StagedFile> files = write(Dataset.STOCKS_DAILY, Placement.SETTLED, rows);

        assertThat(directories(files)).containsExactly("bronze/stocks_daily/year=2025/month=01");
        assertThat(read(files.get(0))).isEqualTo(rows);
    }

    @Test
    void a_root_that_ends_in_a_digit_sorts_into_another_and_both_stay_whole() {
        List<List<Object>> rows = Bars.sorted(
                Dataset.OPTIONS_DAILY,
                List.of(
                        Bars.option("SPY", "220117", Bars.DAY, 0),
                        Bars.option("SPY2", "220117", Bars.DAY, 0),
                        Bars.option("SPY", "250117", Bars.DAY, 0),
                        Bars.option("SPY1", "250117", Bars.DAY, 0)));
        assertThat(rows).extracting(row -> row.get(1)).containsExactly("SPY1", "SPY", "SPY2", "SPY");

        List<StagedFile> files = write(Dataset.OPTIONS_DAILY, Placement.SETTLED, rows);

        assertThat(directories(files))
                .containsExactly(
                        "bronze/options_daily/underlying=SPY/year=2025/month=01",
                        "bronze/options_daily/underlying=SPY1/year=2025/month=01",
                        "bronze/options_daily/underlying=SPY2/year=2025/month=01");
        assertThat(read(files.get(0))).containsExactly(rows.get(1), rows.get(3));
    }

    @Test
    void more_partitions_in_turn_than_files_may_be_open_give_the_files_that_each_would_alone() {
        List<List<Object>> rows = new ArrayList<>();
        for (int contract = 0; contract < 3; contract++) {
            for (int session = 0; session < 50; session++) {
                rows.add(Bars.option("SPY", "25030" + (contract + 1), Bars.DAY.plusDays(session), 0));
            }
        }

        List<StagedFile> files = write(Dataset.OPTIONS_MINUTE, Placement.SETTLED, rows);

        assertThat(files).hasSize(50);
        List<List<Object>> third = List.of(rows.get(2), rows.get(52), rows.get(102));
        assertThat(files.get(2).file().path()).startsWith("bronze/options_minute/underlying=SPY/date=2025-01-04/part-");
        assertThat(read(files.get(2))).isEqualTo(third);
        List<StagedFile> alone = write("alone", Dataset.OPTIONS_MINUTE, Placement.SETTLED, third);
        assertThat(alone.get(0).file()).isEqualTo(files.get(2).file());
    }

    @Test
    void auto_settles_a_unit_of_few_partitions() {
        List<List<Object>> rows = List.of(Bars.stock("A", Bars.DAY, 0), Bars.stock("B", Bars.DAY, 0));

        List<StagedFile> auto = write(Dataset.STOCKS_MINUTE, Placement.AUTO, rows);

        assertThat(auto)
                .extracting(StagedFile::file)
                .isEqualTo(files(write("settled", Dataset.STOCKS_MINUTE, Placement.SETTLED, rows)));
    }

    @Test
    void auto_keeps_a_session_of_many_partitions_in_one_file() {
        List<List<Object>> rows = new ArrayList<>();
        for (int symbol = 0; symbol <= WriteRequest.DEFAULT_MAX_PARTITIONS; symbol++) {
            rows.add(Bars.stock(String.format("S%03d", symbol), Bars.DAY, 0));
        }

        List<StagedFile> auto = write(Dataset.STOCKS_MINUTE, Placement.AUTO, rows);

        assertThat(auto)
                .extracting(StagedFile::file)
                .isEqualTo(files(write("session", Dataset.STOCKS_MINUTE, Placement.SESSION, rows)));
    }

    @Test
    void auto_leaves_only_the_files_it_names() throws IOException {
        List<StagedFile> files = write(
                Dataset.STOCKS_MINUTE,
                Placement.AUTO,
                List.of(Bars.stock("A", Bars.DAY, 0), Bars.stock("B", Bars.DAY, 0)));

        try (var found = Files.list(staging)) {
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(
                            files.stream().map(StagedFile::staged).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_rows_are_no_files(Placement placement) {
        assertThat(write(Dataset.STOCKS_MINUTE, placement, List.of())).isEmpty();
        assertThat(staging).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 100})
    void the_cut_of_the_batches_leaves_no_trace(int batchRows) {
        List<List<Object>> rows = new ArrayList<>(Bars.stock("A", 21));
        rows.addAll(Bars.stock("B", 20));
        ParquetPartitionWriter writer = new ParquetPartitionWriter(new FileFormat(PageCompression.ZSTD_1, 10, 4));

        List<StagedFile> whole = write("whole", writer, Placement.SESSION, rows, 1000);

        assertThat(files(write("cut", writer, Placement.SESSION, rows, batchRows)))
                .isEqualTo(files(whole));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void threads_leave_no_trace(int threads) {
        List<List<Object>> rows = new ArrayList<>();
        for (char symbol = 'A'; symbol <= 'Z'; symbol++) {
            rows.addAll(Bars.stock(String.valueOf(symbol), 1 + symbol % 7));
        }
        FileFormat format = new FileFormat(PageCompression.ZSTD_1, 5, 2);

        List<StagedFile> one = write("one", new ParquetPartitionWriter(format), Placement.SETTLED, rows, 1000);
        List<StagedFile> several =
                write("several", new ParquetPartitionWriter(format, threads), Placement.SETTLED, rows, 20);

        assertThat(files(several)).hasSize(26).isEqualTo(files(one));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void a_fault_on_any_thread_is_the_writers(int at) throws IOException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String symbol : List.of("A", "B", "C", "D", "E")) {
            rows.add(new ArrayList<>(Bars.stock(symbol, Bars.DAY, 0)));
        }
        rows.get(at).set(3, null);

        for (Placement placement : Placement.values()) {
            assertThatThrownBy(() -> {
                        try (RowStream stream =
                                new RowStream(Bars.schema(Dataset.STOCKS_MINUTE), rows, 10, allocator)) {
                            new ParquetPartitionWriter(PageCompression.ZSTD_1, 2)
                                    .write(request("", Dataset.STOCKS_MINUTE, placement), stream, allocator);
                        }
                    })
                    .isInstanceOf(PartitionException.class)
                    .hasMessageContaining("[column open] expected a value in each row, got null");
            assertThat(staging).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_compression_keeps_the_rows(PageCompression compression) {
        List<List<Object>> rows = Bars.stock("A", 5000);

        List<StagedFile> files = write("any", new ParquetPartitionWriter(compression), Placement.SESSION, rows, 512);

        assertThat(read(files.get(0))).isEqualTo(rows);
    }

    @Test
    void rows_out_of_order_are_refused_with_the_key_at_fault() {
        List<List<Object>> byKey = List.of(Bars.stock("B", Bars.DAY, 0), Bars.stock("A", Bars.DAY, 0));
        List<List<Object>> byTime = List.of(Bars.stock("A", Bars.DAY, 1), Bars.stock("A", Bars.DAY, 0));

        for (List<List<Object>> rows : List.of(byKey, byTime)) {
            for (int batchRows : new int[] {1, 2}) {
                assertThatThrownBy(() ->
                                write("unsorted", new ParquetPartitionWriter(), Placement.SETTLED, rows, batchRows))
                        .isInstanceOfSatisfying(
                                PartitionException.class,
                                e -> assertThat(e.key()).isEqualTo("A"))
                        .hasMessageContaining("expected rows by key, then time");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION", "SETTLED"})
    void units_written_together_give_the_files_that_each_gives_alone(Placement placement) {
        List<LocalDate> starts = List.of(Bars.DAY, NEXT, LocalDate.of(2025, 2, 3), LocalDate.of(2025, 2, 4));
        for (Dataset dataset : List.of(Dataset.STOCKS_DAILY, Dataset.OPTIONS_DAILY)) {
            List<List<List<Object>>> units = new ArrayList<>();
            for (LocalDate start : starts) {
                boolean month = placement == Placement.SETTLED && start.equals(starts.get(2));
                units.add(unit(dataset, month ? List.of(start.minusDays(1), start) : List.of(start)));
            }
            List<List<Object>> together =
                    Bars.sorted(dataset, units.stream().flatMap(List::stream).toList());
            List<LocalDate> cuts = List.of(NEXT, starts.get(2).minusDays(1), starts.get(3));
            List<StagedFile> files = new ArrayList<>();
            for (int threads = 1; threads <= 3; threads++) {
                String name = dataset + "-" + threads;
                try (RowStream stream = new RowStream(Bars.schema(dataset), together, 7, allocator)) {
                    WriteRequest request = request(name, dataset, placement).cutAt(cuts);
                    ParquetPartitionWriter writer = new ParquetPartitionWriter(PageCompression.ZSTD_1, threads);
                    files = writer.write(request, stream, allocator);
                }
                List<StagedFile> alone = new ArrayList<>();
                for (int unit = 0; unit < units.size(); unit++) {
                    alone.addAll(write(name + "-unit-" + unit, dataset, placement, units.get(unit)));
                }
                assertThat(files).hasSizeGreaterThanOrEqualTo(4);
                assertThat(files.stream().map(StagedFile::file))
                        .containsExactlyInAnyOrderElementsOf(
                                alone.stream().map(StagedFile::file).toList());
            }
        }
    }

    private static List<List<Object>> unit(Dataset dataset, List<LocalDate> sessions) {
        List<List<Object>> rows = new ArrayList<>();
        for (String symbol : List.of("A", "B", "C", "SPY", "SPY1")) {
            for (LocalDate session : sessions) {
                rows.add(dataset.isOptions() ? Bars.option(symbol, session, 0) : Bars.stock(symbol, session, 0));
            }
        }
        return Bars.sorted(dataset, rows);
    }

    @Test
    void a_null_in_a_required_column_is_refused() {
        List<@Nullable Object> row = new ArrayList<>(Bars.stock("A", Bars.DAY, 0));
        row.set(3, null);

        assertThatThrownBy(() -> {
                    try (RowStream rows =
                            new RowStream(Bars.schema(Dataset.STOCKS_MINUTE), List.of(row), 10, allocator)) {
                        new ParquetPartitionWriter()
                                .write(request("null", Dataset.STOCKS_MINUTE, Placement.SESSION), rows, allocator);
                    }
                })
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("[column open] expected a value in each row, got null");
    }

    @Test
    void a_staging_directory_that_cannot_be_made_is_an_error_that_names_the_dataset() throws IOException {
        Files.writeString(staging.resolve("taken"), "a file");

        assertThatThrownBy(() -> write("taken/unit", Dataset.STOCKS_MINUTE, Placement.SESSION, Bars.stock("A", 1)))
                .isInstanceOf(PartitionException.class)
                .hasMessageStartingWith("[bronze/stocks_minute] cannot write: ");
    }

    @ParameterizedTest
    @EnumSource
    void a_source_that_breaks_leaves_no_file_behind(Placement placement) {
        IllegalStateException broken = new IllegalStateException("broken source");

        assertThatThrownBy(() -> {
                    try (RowStream rows = Bars.stream(Dataset.STOCKS_MINUTE, Bars.stock("A", 1500), allocator);
                            BatchStream breaking = new BreakingStream(rows, broken)) {
                        new ParquetPartitionWriter()
                                .write(
                                        new WriteRequest(Dataset.STOCKS_MINUTE, Layer.BRONZE, placement, 10, staging),
                                        breaking,
                                        allocator);
                    }
                })
                .isSameAs(broken);
        assertThat(staging).isEmptyDirectory();
    }

    private List<StagedFile> write(Dataset dataset, Placement placement, List<List<Object>> rows) {
        return write("", dataset, placement, rows);
    }

    private List<StagedFile> write(String name, Dataset dataset, Placement placement, List<List<Object>> rows) {
        try (RowStream stream = Bars.stream(dataset, rows, allocator)) {
            return new ParquetPartitionWriter().write(request(name, dataset, placement), stream, allocator);
        }
    }

    private List<StagedFile> write(
            String name, ParquetPartitionWriter writer, Placement placement, List<List<Object>> rows, int batchRows) {
        Dataset dataset = Dataset.STOCKS_MINUTE;
        try (RowStream stream = new RowStream(Bars.schema(dataset), rows, batchRows, allocator)) {
            return writer.write(request(name, dataset, placement), stream, allocator);
        }
    }

    private WriteRequest request(String name, Dataset dataset, Placement placement) {
        return new WriteRequest(
                dataset, Layer.BRONZE, placement, WriteRequest.DEFAULT_MAX_PARTITIONS, staging.resolve(name));
    }

    private List<List<@Nullable Object>> read(StagedFile file) {
        return StagedFiles.read(file, allocator);
    }

    private static List<?> files(List<StagedFile> staged) {
        return staged.stream().map(StagedFile::file).toList();
    }

    private static List<String> directories(List<StagedFile> files) {
        return files.stream()
                .map(file -> file.file().path())
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .toList();
    }

    private record BreakingStream(BatchStream source, RuntimeException failure) implements BatchStream {
        @Override
        public Schema schema() {
            return source.schema();
        }

        @Override
        public boolean advance() {
            if (source.advance()) {
                return true;
            }
            throw failure;
        }

        @Override
        public VectorSchemaRoot batch() {
            return source.batch();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
