package io.quantmini.storage;

import static io.quantmini.storage.BarWriting.files;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.RowStream;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.internal.FileFormat;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows give the same files, however they come and whoever writes them. */
class WriterSameFilesTest {
    private static final LocalDate NEXT = Bars.DAY.plusDays(1);

    @TempDir
    Path staging;

    private final BufferAllocator allocator = new RootAllocator();
    private BarWriting writing;

    @BeforeEach
    void open() {
        writing = new BarWriting(staging, allocator);
    }

    @AfterEach
    void nothing_is_left_allocated() {
        allocator.close();
    }

    @Test
    void more_partitions_in_turn_than_files_may_be_open_give_the_files_that_each_would_alone() {
        List<List<Object>> rows = new ArrayList<>();
        for (int contract = 0; contract < 3; contract++) {
            for (int session = 0; session < 50; session++) {
                rows.add(Bars.option("SPY", "25030" + (contract + 1), Bars.DAY.plusDays(session), 0));
            }
        }

        List<StagedFile> files = writing.write(Dataset.OPTIONS_MINUTE, Placement.SETTLED, rows);

        assertThat(files).hasSize(50);
        List<List<Object>> third = List.of(rows.get(2), rows.get(52), rows.get(102));
        assertThat(files.get(2).file().path()).startsWith("bronze/options_minute/underlying=SPY/date=2025-01-04/part-");
        assertThat(writing.read(files.get(2))).isEqualTo(third);
        List<StagedFile> alone = writing.write("alone", Dataset.OPTIONS_MINUTE, Placement.SETTLED, third);
        assertThat(alone.get(0).file()).isEqualTo(files.get(2).file());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 100})
    void the_cut_of_the_batches_leaves_no_trace(int batchRows) {
        List<List<Object>> rows = new ArrayList<>(Bars.stock("A", 21));
        rows.addAll(Bars.stock("B", 20));
        ParquetPartitionWriter writer = new ParquetPartitionWriter(new FileFormat(PageCompression.ZSTD_1, 10, 4));

        List<StagedFile> whole = writing.write("whole", writer, Placement.SESSION, rows, 1000);

        assertThat(files(writing.write("cut", writer, Placement.SESSION, rows, batchRows)))
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

        List<StagedFile> one = writing.write("one", new ParquetPartitionWriter(format), Placement.SETTLED, rows, 1000);
        List<StagedFile> several =
                writing.write("several", new ParquetPartitionWriter(format, threads), Placement.SETTLED, rows, 20);

        assertThat(files(several)).hasSize(26).isEqualTo(files(one));
    }

    @ParameterizedTest
    @EnumSource
    void every_compression_keeps_the_rows(PageCompression compression) {
        List<List<Object>> rows = Bars.stock("A", 5000);

        List<StagedFile> files =
                writing.write("any", new ParquetPartitionWriter(compression), Placement.SESSION, rows, 512);

        assertThat(writing.read(files.get(0))).isEqualTo(rows);
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
                    WriteRequest request =
                            writing.request(name, dataset, placement).cutAt(cuts);
                    ParquetPartitionWriter writer = new ParquetPartitionWriter(PageCompression.ZSTD_1, threads);
                    files = writer.write(request, stream, allocator);
                }
                List<StagedFile> alone = new ArrayList<>();
                for (int unit = 0; unit < units.size(); unit++) {
                    alone.addAll(writing.write(name + "-unit-" + unit, dataset, placement, units.get(unit)));
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
}
