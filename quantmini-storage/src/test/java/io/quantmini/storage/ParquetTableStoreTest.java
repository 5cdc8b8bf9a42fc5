package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.lake.PartitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableStoreTest {
    private static final Schema SCHEMA = new Schema(List.of(
            Field.notNullable("security_id", new ArrowType.Int(64, true)),
            Field.nullable("ticker", ArrowType.Utf8.INSTANCE),
            Field.nullable("from", new ArrowType.Date(DateUnit.DAY)),
            Field.nullable("seen", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
            Field.nullable("ratio", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Field.nullable("rank", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            Field.nullable("sessions", new ArrowType.Int(32, true)),
            Field.nullable("active", ArrowType.Bool.INSTANCE)));
    private static final List<List<@Nullable Object>> ROWS = List.of(
            Arrays.asList(Long.MIN_VALUE, "", -1, -1L, -0.0, Float.MIN_VALUE, 0, false),
            Arrays.asList(2L, null, null, null, null, null, null, null),
            Arrays.asList(Long.MAX_VALUE, "Ünïcode \u0000 名", Integer.MAX_VALUE, Long.MAX_VALUE, 1.5, 2.5f, -7, true));

    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator();
    private final ParquetTableStore store = new ParquetTableStore();
    private Path table = Path.of("unset");

    @BeforeEach
    void name_the_table() {
        table = directory.resolve("stocks/securities.parquet");
    }

    @AfterEach
    void nothing_is_left_allocated() {
        allocator.close();
    }

    @Test
    void rows_of_every_type_come_back_with_their_nulls_and_their_schema() {
        write(ROWS);

        try (BatchStream rows = store.read(table, allocator)) {
            assertThat(rows.schema()).isEqualTo(SCHEMA);
            assertThat(RowStream.drain(rows)).isEqualTo(ROWS);
        }
    }

    @Test
    void a_table_may_be_empty() {
        write(List.of());

        try (BatchStream rows = store.read(table, allocator)) {
            assertThat(rows.schema()).isEqualTo(SCHEMA);
            assertThat(rows.advance()).isFalse();
        }
    }

    @Test
    void a_write_replaces_the_rows_and_leaves_nothing_beside_the_table() throws IOException {
        write(ROWS);
        write(ROWS.subList(0, 1));

        assertThat(read()).isEqualTo(ROWS.subList(0, 1));
        try (var files = Files.list(directory.resolve("stocks"))) {
            assertThat(files).containsExactly(table);
        }
    }

    @Test
    void the_same_rows_give_the_same_bytes() throws IOException {
        write(ROWS);
        byte[] first = Files.readAllBytes(table);
        try (RowStream rows = new RowStream(SCHEMA, ROWS, 1, allocator)) {
            store.write(table, rows);
        }

        assertThat(table).hasBinaryContent(first);
    }

    @Test
    void a_write_that_fails_leaves_the_old_rows() {
        write(ROWS);
        List<List<@Nullable Object>> broken = List.of(Arrays.asList(null, null, null, null, null, null, null, null));

        assertThatThrownBy(() -> write(broken))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("[column security_id] expected a value in each row, got null");

        assertThat(read()).isEqualTo(ROWS);
    }

    @Test
    void what_a_killed_writer_left_is_written_over() throws IOException {
        Files.createDirectories(directory.resolve("stocks"));
        Files.writeString(directory.resolve("stocks/.securities.parquet.tmp"), "half");

        write(ROWS);

        assertThat(read()).isEqualTo(ROWS);
    }

    @Test
    void a_table_that_is_not_there_or_no_parquet_is_an_error_that_names_it() throws IOException {
        assertThatThrownBy(this::read)
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("securities.parquet");

        Files.createDirectories(directory.resolve("stocks"));
        Files.writeString(table, "this is not a Parquet file at all");
        assertThatThrownBy(this::read)
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("securities.parquet");
    }

    @Test
    void a_column_type_without_a_place_in_a_table_is_an_error_that_names_it() {
        Schema odd = new Schema(List.of(Field.nullable("blob", ArrowType.Binary.INSTANCE)));

        assertThatThrownBy(() -> {
                    try (RowStream rows = new RowStream(odd, List.of(), 1, allocator)) {
                        store.write(table, rows);
                    }
                })
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("[column blob]");
    }

    private void write(List<List<@Nullable Object>> rows) {
        try (RowStream stream = new RowStream(SCHEMA, rows, 100, allocator)) {
            store.write(table, stream);
        }
    }

    private List<List<@Nullable Object>> read() {
        try (BatchStream rows = store.read(table, allocator)) {
            return RowStream.drain(rows);
        }
    }
}
