package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.Placement;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.internal.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetPartitionReaderTest {
    @TempDir
    Path staging;

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothing_is_left_allocated() {
        allocator.close();
    }

    @Test
    void columns_come_in_the_order_asked_for() {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 2)).select(List.of("close", "symbol"));

        try (BatchStream rows = new ParquetPartitionReader().open(scan, allocator)) {
            assertThat(rows.schema().getFields()).extracting(Field::getName).containsExactly("close", "symbol");
            assertThat(RowStream.drain(rows)).containsExactly(List.of(100.5, "A"), List.of(100.625, "A"));
        }
    }

    @Test
    void the_schema_is_the_one_that_was_written() {
        FileScan scan = write(Dataset.OPTIONS_DAILY, List.of(Bars.option("SPY", Bars.DAY, 0)));

        try (BatchStream rows = new ParquetPartitionReader().open(scan, allocator)) {
            assertThat(rows.schema()).isEqualTo(Bars.schema(Dataset.OPTIONS_DAILY));
        }
    }

    @Test
    void tickers_and_times_keep_exactly_their_rows_without_being_given() {
        List<List<Object>> rows =
                List.of(Bars.option("A", Bars.DAY, 1), Bars.option("B", Bars.DAY, 1), Bars.option("B", Bars.DAY, 2));
        FileScan all = write(Dataset.OPTIONS_MINUTE, rows);
        FileScan some = new FileScan(
                all.lakeRoot(),
                all.file(),
                List.of("transactions"),
                Set.of("O:B250321C00050000"),
                Bars.time(Bars.DAY, 2),
                Bars.time(Bars.DAY, 9));

        assertThat(StagedFiles.read(some, allocator)).containsExactly(List.of(2));
    }

    @Test
    void the_file_of_one_symbol_is_all_of_it_or_nothing() {
        List<List<Object>> rows = Bars.stock("A", 30);
        FileScan all = write(Dataset.STOCKS_MINUTE, rows);

        assertThat(StagedFiles.read(scan(all, Set.of("A")), allocator)).isEqualTo(rows);
        assertThat(StagedFiles.read(scan(all, Set.of("A", "B")), allocator)).isEqualTo(rows);
        assertThat(StagedFiles.read(scan(all, Set.of("B")), allocator)).isEmpty();
        assertThat(StagedFiles.read(scan(all, Set.of("AA")), allocator)).isEmpty();
    }

    private static FileScan scan(FileScan all, Set<String> symbols) {
        return new FileScan(all.lakeRoot(), all.file(), List.of(), symbols, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Test
    void a_column_the_file_does_not_have_is_named_with_those_it_has() {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 1)).select(List.of("vwap"));

        assertThatThrownBy(() -> StagedFiles.read(scan, allocator))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("cannot read column vwap: expected one of [symbol, date, timestamp, open,");
    }

    @Test
    void a_file_that_is_gone_was_replaced_by_a_commit() throws IOException {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 1));
        Files.delete(path(scan));

        assertThatThrownBy(() -> StagedFiles.read(scan, allocator)).isInstanceOf(ConcurrentCommitException.class);
    }

    @Test
    void a_stream_that_is_open_outlives_its_file() throws IOException {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 3));

        try (BatchStream rows = new ParquetPartitionReader().open(scan, allocator)) {
            Files.delete(path(scan));
            assertThat(RowStream.drain(rows)).isEqualTo(Bars.stock("A", 3));
        }
    }

    @Test
    void a_flip_of_any_byte_is_refused() throws IOException {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 1));
        byte[] content = Files.readAllBytes(path(scan));

        for (int i = 0; i < content.length; i++) {
            content[i] ^= 1;
            Files.write(path(scan), content);
            assertThatThrownBy(() -> StagedFiles.read(scan, allocator))
                    .isInstanceOf(PartitionException.class)
                    .hasMessageContaining("as its manifest has it");
            content[i] ^= 1;
        }
    }

    @Test
    void a_cut_file_is_refused() throws IOException {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 5));
        byte[] content = Files.readAllBytes(path(scan));
        Files.write(path(scan), Arrays.copyOf(content, content.length - 1));

        assertThatThrownBy(() -> StagedFiles.read(scan, allocator))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("expected " + content.length + " bytes");
    }

    @Test
    void a_page_that_was_damaged_before_its_manifest_was_made_is_refused() throws IOException {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 5000));
        byte[] content = Files.readAllBytes(path(scan));
        content[content.length / 2] ^= 1;
        Files.write(path(scan), content);
        CRC32C crc = new CRC32C();
        crc.update(content);
        LakeFile file = scan.file();
        LakeFile blessed = new LakeFile(
                file.path(), file.bytes(), file.rows(), crc.getValue(), file.minTimeMicros(), file.maxTimeMicros());

        assertThatThrownBy(() -> StagedFiles.read(FileScan.all(scan.lakeRoot(), blessed), allocator))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("CRC");
    }

    @Test
    void a_file_that_changed_since_its_checksum_was_compared_is_compared_again() throws IOException {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 5));
        ParquetPartitionReader reader = new ParquetPartitionReader();
        reader.open(scan, allocator).close();
        byte[] content = Files.readAllBytes(path(scan));
        content[100] ^= 1;
        Files.write(path(scan), content);
        Files.setLastModifiedTime(path(scan), FileTime.fromMillis(0));

        assertThatThrownBy(() -> reader.open(scan, allocator)).isInstanceOf(PartitionException.class);
    }

    @Test
    void one_reader_serves_several_threads() {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 500));
        ParquetPartitionReader reader = new ParquetPartitionReader();

        List<List<?>> answers = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> {
                    try (BatchStream rows = reader.open(scan, allocator)) {
                        return RowStream.drain(rows);
                    }
                })
                .collect(Collectors.toList());

        assertThat(answers).hasSize(16).containsOnly(Bars.stock("A", 500));
    }

    @Test
    void a_stream_may_be_closed_before_its_end_and_twice() {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 100));

        BatchStream rows = new ParquetPartitionReader().open(scan, allocator);
        assertThat(rows.advance()).isTrue();
        rows.close();
        rows.close();

        assertThat(allocator.getAllocatedMemory()).isZero();
    }

    @Test
    void there_is_no_batch_before_the_first_or_after_the_last() {
        FileScan scan = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 1));

        try (BatchStream rows = new ParquetPartitionReader().open(scan, allocator)) {
            assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
            assertThat(rows.advance()).isTrue();
            assertThat(rows.advance()).isFalse();
            assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
            assertThat(rows.advance()).isFalse();
        }
    }

    @Test
    void batches_hold_at_most_2048_rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            rows.add(Bars.stock("A", Bars.DAY, i));
        }
        FileScan scan = write(Dataset.STOCKS_MINUTE, rows).select(List.of("transactions"));

        try (BatchStream stream = new ParquetPartitionReader().open(scan, allocator)) {
            assertThat(stream.advance()).isTrue();
            assertThat(stream.batch().getRowCount()).isEqualTo(2_048);
            assertThat(stream.advance()).isTrue();
            assertThat(stream.batch().getRowCount()).isEqualTo(3_000 - 2_048);
        }
    }

    private FileScan write(Dataset dataset, List<List<Object>> rows) {
        FileFormat format = FileFormat.standard(PageCompression.ZSTD_1);
        WriteRequest request = new WriteRequest(dataset, Layer.BRONZE, Placement.SESSION, 1, staging);
        try (RowStream stream = new RowStream(Bars.schema(dataset), rows, rows.size(), allocator)) {
            return StagedFiles.scan(new ParquetPartitionWriter(format)
                    .write(request, stream, allocator)
                    .get(0));
        }
    }

    private static Path path(FileScan scan) {
        return scan.lakeRoot().resolve(scan.file().path());
    }
}
