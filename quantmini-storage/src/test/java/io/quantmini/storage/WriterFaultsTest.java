package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.lake.Layer;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import io.quantmini.stage.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows, sources and directories that cannot be written; no file is left of them. */
class WriterFaultsTest {
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
    void rows_of_two_sessions_are_no_session_file() {
        List<List<Object>> rows = List.of(Bars.stock("AAPL", Bars.DAY, 0), Bars.stock("AAPL", NEXT, 0));

        assertThatThrownBy(() -> writing.write(Dataset.STOCKS_MINUTE, Placement.SESSION, rows))
                .isInstanceOf(PartitionException.class)
                .hasMessage("[bronze/stocks_minute] cannot write: expected the rows of one session,"
                        + " got 2025-01-02 and 2025-01-03");
        assertThat(staging).isEmptyDirectory();
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
                                    .write(writing.request("", Dataset.STOCKS_MINUTE, placement), stream, allocator);
                        }
                    })
                    .isInstanceOf(PartitionException.class)
                    .hasMessageContaining("[column open] expected a value in each row, got null");
            assertThat(staging).isEmptyDirectory();
        }
    }

    @Test
    void rows_out_of_order_are_refused_with_the_key_at_fault() {
        List<List<Object>> byKey = List.of(Bars.stock("B", Bars.DAY, 0), Bars.stock("A", Bars.DAY, 0));
        List<List<Object>> byTime = List.of(Bars.stock("A", Bars.DAY, 1), Bars.stock("A", Bars.DAY, 0));

        for (List<List<Object>> rows : List.of(byKey, byTime)) {
            for (int batchRows : new int[] {1, 2}) {
                assertThatThrownBy(() -> writing.write(
                                "unsorted", new ParquetPartitionWriter(), Placement.SETTLED, rows, batchRows))
                        .isInstanceOfSatisfying(
                                PartitionException.class,
                                e -> assertThat(e.key()).isEqualTo("A"))
                        .hasMessageContaining("expected rows by key, then time");
            }
        }
    }

    @Test
    void a_null_in_a_required_column_is_refused() {
        List<@Nullable Object> row = new ArrayList<>(Bars.stock("A", Bars.DAY, 0));
        row.set(3, null);

        assertThatThrownBy(() -> {
                    try (RowStream rows =
                            new RowStream(Bars.schema(Dataset.STOCKS_MINUTE), List.of(row), 10, allocator)) {
                        new ParquetPartitionWriter()
                                .write(
                                        writing.request("null", Dataset.STOCKS_MINUTE, Placement.SESSION),
                                        rows,
                                        allocator);
                    }
                })
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("[column open] expected a value in each row, got null");
    }

    @Test
    void a_staging_directory_that_cannot_be_made_is_an_error_that_names_the_dataset() throws IOException {
        Files.writeString(staging.resolve("taken"), "a file");

        assertThatThrownBy(
                        () -> writing.write("taken/unit", Dataset.STOCKS_MINUTE, Placement.SESSION, Bars.stock("A", 1)))
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
