package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.lake.PartitionException;
import io.quantmini.storage.internal.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnFileTest {
    private static final int PAGE = 8_192;
    private static final Field TEXT = required("text", ArrowType.Utf8.INSTANCE);
    private static final Field NUMBER = required("number", new ArrowType.Int(64, true));
    private static final Field VOLUME = required(
            "volume", new ArrowType.FloatingPoint(org.apache.arrow.vector.types.FloatingPointPrecision.DOUBLE));

    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothing_is_left_allocated() {
        allocator.close();
    }

    @ParameterizedTest
    @CsvSource({"1,10,4", "2,7,7", "2,14,7", "3,20,4", "3,21,5", "3,22,22", "40,131072,8192"})
    void hostile_rows_have_the_statistics_and_indexes_of_parquet_java(int rowsEach, int groupRows, int pageRows)
            throws IOException, SQLException {
        check(HostileRows.schema(), HostileRows.rows(rowsEach), format(groupRows, pageRows));
    }

    @ParameterizedTest
    @EnumSource
    void no_rows_are_a_file_without_row_groups(PageCompression compression) throws IOException, SQLException {
        check(HostileRows.schema(), List.of(), FileFormat.standard(compression));
    }

    @ParameterizedTest
    @ValueSource(ints = {PAGE - 1, PAGE, PAGE + 1, 2 * PAGE - 1, 2 * PAGE, 2 * PAGE + 1})
    void rows_about_the_bounds_of_pages_and_row_groups_come_back(int count) throws IOException, SQLException {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(List.of("T" + i / 1000, i % 77 * 60_000_000L, (double) (i % 5)));
        }
        check(new Schema(List.of(TEXT, NUMBER, VOLUME)), rows, format(2 * PAGE, PAGE));
    }

    @Test
    void values_that_never_repeat_need_no_dictionary() throws IOException, SQLException {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < PAGE + 1; i++) {
            rows.add(List.of("T" + i, i * 60_000_000L, (double) i));
        }
        Path file = check(new Schema(List.of(TEXT, NUMBER, VOLUME)), rows, format(8 * PAGE, PAGE));

        assertThat(encodings(file, 0)).contains(Encoding.PLAIN).doesNotContain(Encoding.RLE_DICTIONARY);
        assertThat(encodings(file, 1)).contains(Encoding.DELTA_BINARY_PACKED);
        assertThat(encodings(file, 2)).contains(Encoding.BYTE_STREAM_SPLIT);
    }

    @Test
    void a_dictionary_that_outgrows_its_bound_is_given_up_and_comes_back_with_the_next_row_group()
            throws IOException, SQLException {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 6 * PAGE; i++) {
            int kept = i < PAGE ? i % 100 : i;
            rows.add(List.of("a text that is long enough to fill a dictionary " + kept, (long) kept, 0.5 * kept));
        }
        Path file = check(new Schema(List.of(TEXT, NUMBER, VOLUME)), rows, format(5 * PAGE, PAGE));

        assertThat(encodings(file, 0)).contains(Encoding.PLAIN, dictionary());
    }

    @Test
    void columns_of_nulls_runs_and_single_nulls_come_back() throws IOException, SQLException {
        Schema schema = new Schema(List.of(
                Field.nullable("text", ArrowType.Utf8.INSTANCE),
                Field.nullable("flag", ArrowType.Bool.INSTANCE),
                Field.nullable("number", new ArrowType.Int(32, true)),
                Field.nullable("none", new ArrowType.Int(64, true))));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            rows.add(Arrays.asList(
                    i % 300 < 150 ? null : "T" + i / 7, i % 2 == 0 ? null : i % 3 == 0, i % 64 == 63 ? null : i, null));
        }
        check(schema, rows, format(700, 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 100, 1000})
    void the_cut_of_the_batches_leaves_no_trace(int batchRows) throws IOException {
        FileTwins twins = new FileTwins(HostileRows.schema(), format(100, 30), allocator);
        List<List<@Nullable Object>> rows = HostileRows.rows(60);

        assertThat(twins.writeColumns(directory.resolve("cut"), rows, batchRows))
                .isEqualTo(twins.writeColumns(directory.resolve("whole"), rows, rows.size()));
    }

    @Test
    void a_flipped_bit_in_any_page_is_found() throws IOException {
        FileTwins twins = new FileTwins(HostileRows.schema(), format(100, 30), allocator);
        Path file = directory.resolve("whole");
        twins.writeColumns(file, HostileRows.rows(20), 50);
        byte[] content = Files.readAllBytes(file);
        Path broken = directory.resolve("broken");

        for (int last : lastBytesOfPages(file)) {
            content[last] ^= 1;
            Files.write(broken, content);
            content[last] ^= 1;
            assertThatThrownBy(() -> OtherReaders.parquetJava(broken)).hasStackTraceContaining("CRC");
        }
    }

    @Test
    void a_null_in_a_required_column_is_refused_and_the_file_is_gone() {
        FileTwins twins = new FileTwins(new Schema(List.of(NUMBER)), format(10, 10), allocator);
        List<@Nullable Object> nothing = new ArrayList<>();
        nothing.add(null);

        assertThatThrownBy(() -> twins.writeColumns(directory.resolve("file"), List.of(List.of(1L), nothing), 2))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("[column number] expected a value in each row, got null");
        assertThat(directory).isEmptyDirectory();
    }

    private Path check(Schema schema, List<? extends List<? extends @Nullable Object>> rows, FileFormat format)
            throws IOException, SQLException {
        FileTwins twins = new FileTwins(schema, format, allocator);
        Path columns = directory.resolve("columns.parquet");
        Path records = directory.resolve("records.parquet");
        twins.writeColumns(columns, rows, 1000);
        twins.writeRecords(records, rows, 1000);
        List<List<@Nullable Object>> expected = HostileRows.bits(rows);

        assertThat(HostileRows.bits(OtherReaders.parquetJava(columns))).isEqualTo(expected);
        assertThat(HostileRows.bits(OtherReaders.duckDb(columns, schema))).isEqualTo(expected);
        FileTwins.assertAlike(columns, records);
        return columns;
    }

    /** Of data pages, and of the dictionary page before the first of them. */
    private static List<Integer> lastBytesOfPages(Path file) throws IOException {
        List<Integer> bytes = new ArrayList<>();
        try (ParquetFileReader reader = open(file)) {
            for (ColumnChunkMetaData column : reader.getRowGroups().get(0).getColumns()) {
                OffsetIndex pages = reader.readOffsetIndex(column);
                if (pages.getOffset(0) > column.getStartingPos()) {
                    bytes.add((int) pages.getOffset(0) - 1);
                }
                for (int page = 0; page < pages.getPageCount(); page++) {
                    bytes.add((int) pages.getOffset(page) + pages.getCompressedPageSize(page) - 1);
                }
            }
        }
        return bytes;
    }

    private static ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    }

    private static Iterable<Encoding> encodings(Path file, int column) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return reader.getRowGroups().get(0).getColumns().get(column).getEncodings();
        }
    }

    @SuppressWarnings("deprecation")
    private static Encoding dictionary() {
        return Encoding.PLAIN_DICTIONARY;
    }

    private static FileFormat format(int groupRows, int pageRows) {
        return new FileFormat(PageCompression.ZSTD_1, groupRows, pageRows);
    }

    private static Field required(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), null);
    }
}
