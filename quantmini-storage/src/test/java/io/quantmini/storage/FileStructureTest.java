package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.RowStream;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.internal.FileFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStructureTest {
    @TempDir
    Path staging;

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothing_is_left_allocated() {
        allocator.close();
    }

    @Test
    void columns_have_the_types_that_other_programs_expect() throws IOException {
        try (ParquetFileReader file = write(Dataset.OPTIONS_DAILY, List.of(Bars.option("SPY", Bars.DAY, 0)))) {
            assertThat(file.getFileMetaData().getSchema().toString().lines().map(String::strip))
                    .containsExactly(
                            "message rows {",
                            "required binary ticker (STRING);",
                            "required binary underlying (STRING);",
                            "required int32 expiration_date (DATE);",
                            "required binary contract_type (STRING);",
                            "required double strike_price columnorder(TYPE_DEFINED_ORDER);",
                            "required int32 date (DATE);",
                            "required int64 timestamp (TIMESTAMP(MICROS,true));",
                            "required double open columnorder(TYPE_DEFINED_ORDER);",
                            "required double high columnorder(TYPE_DEFINED_ORDER);",
                            "required double low columnorder(TYPE_DEFINED_ORDER);",
                            "required double close columnorder(TYPE_DEFINED_ORDER);",
                            "required double volume columnorder(TYPE_DEFINED_ORDER);",
                            "required int32 transactions;",
                            "}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 9, 10, 11, 19, 20, 21})
    void pages_and_row_groups_are_cut_by_rows(int rows) throws IOException {
        try (ParquetFileReader file = write(Dataset.STOCKS_MINUTE, Bars.stock("A", rows), 10, 4)) {
            List<BlockMetaData> groups = file.getRowGroups();
            assertThat(groups).hasSize((rows + 9) / 10);
            for (int i = 0; i < groups.size(); i++) {
                long groupRows = Math.min(10, rows - 10L * i);
                assertThat(groups.get(i).getRowCount()).isEqualTo(groupRows);
                for (ColumnChunkMetaData column : groups.get(i).getColumns()) {
                    OffsetIndex pages = file.readOffsetIndex(column);
                    assertThat(pages.getPageCount()).isEqualTo((int) (groupRows + 3) / 4);
                    for (int page = 0; page < pages.getPageCount(); page++) {
                        assertThat(pages.getFirstRowIndex(page)).isEqualTo(4L * page);
                    }
                }
            }
        }
    }

    @Test
    void each_column_has_statistics_an_index_and_zstd() throws IOException {
        try (ParquetFileReader file = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 100))) {
            for (ColumnChunkMetaData column : file.getRowGroups().get(0).getColumns()) {
                assertThat(column.getCodec()).isEqualTo(CompressionCodecName.ZSTD);
                assertThat(column.getStatistics().hasNonNullValue()).isTrue();
                assertThat(column.getStatistics().getNumNulls()).isZero();
                assertThat(file.readColumnIndex(column)).isNotNull();
            }
        }
    }

    @Test
    void repeated_values_get_a_dictionary_and_prices_do_not() throws IOException {
        try (ParquetFileReader file = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 1000))) {
            for (ColumnChunkMetaData column : file.getRowGroups().get(0).getColumns()) {
                String name = column.getPath().toDotString();
                if (List.of("symbol", "date").contains(name)) {
                    assertThat(column.getEncodings()).contains(Encoding.PLAIN_DICTIONARY);
                } else if (List.of("open", "high", "low", "close").contains(name)) {
                    assertThat(column.getEncodings()).doesNotContain(Encoding.PLAIN_DICTIONARY);
                }
            }
        }
    }

    @Test
    void the_footer_names_the_release_and_nothing_of_the_machine() throws IOException {
        try (ParquetFileReader file = write(Dataset.STOCKS_MINUTE, Bars.stock("A", 1))) {
            Map<String, String> metadata = file.getFileMetaData().getKeyValueMetaData();
            assertThat(metadata).containsOnlyKeys("quantmini.version");
            assertThat(metadata.get("quantmini.version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
            assertThat(file.getFileMetaData().getCreatedBy()).startsWith("parquet-mr version 1.18.1");
        }
        byte[] content = Files.readAllBytes(staging.resolve("lane-0-0.parquet"));
        assertThat(new String(content, StandardCharsets.ISO_8859_1))
                .doesNotContain(staging.getFileName().toString())
                .doesNotContain(System.getProperty("user.dir"));
    }

    private ParquetFileReader write(Dataset dataset, List<List<Object>> rows) throws IOException {
        return write(dataset, rows, 131_072, 8_192);
    }

    private ParquetFileReader write(Dataset dataset, List<List<Object>> rows, int groupRows, int pageRows)
            throws IOException {
        WriteRequest request = new WriteRequest(dataset, Layer.BRONZE, Placement.SESSION, 1, staging);
        FileFormat format = new FileFormat(PageCompression.ZSTD_1, groupRows, pageRows);
        try (RowStream stream = Bars.stream(dataset, rows, allocator)) {
            Path file = new ParquetPartitionWriter(format)
                    .write(request, stream, allocator)
                    .get(0)
                    .staged();
            return ParquetFileReader.open(
                    new LocalInputFile(file),
                    ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
        }
    }
}
