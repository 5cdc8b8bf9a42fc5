package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.lake.LakeFile;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a writer that ends pages by size, in each column elsewhere. */
class UnalignedPagesTest {
    private static final int ROWS_EACH = 50;
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message bars {
              required binary symbol (STRING);
              required int32 date (DATE);
              required int64 timestamp (TIMESTAMP(MICROS,true));
              required double close;
              optional int32 transactions;
            }""");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("bars.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(SCHEMA)
                .withDictionaryEncoding(false)
                .withPageSize(200)
                .withMinRowCountForPageSizeCheck(1)
                .withMaxRowCountForPageSizeCheck(1)
                .build()) {
            for (List<Object> row : rows()) {
                writer.write(group(row));
            }
        }
        assertThat(new HashSet<>(pageStarts()))
                .as("columns with pages of their own")
                .hasSizeGreaterThan(2);
    }

    @Test
    void a_filter_by_symbol_gives_its_rows_whole() throws IOException {
        assertThat(read(Set.of("BB"), 0, 1000)).isEqualTo(rows().subList(ROWS_EACH, 2 * ROWS_EACH));
    }

    @Test
    void a_filter_by_time_gives_its_rows_whole() throws IOException {
        List<List<Object>> expected = rows().stream()
                .filter(row -> (long) row.get(2) >= 7 && (long) row.get(2) <= 9)
                .toList();

        assertThat(read(Set.of(), 7, 9)).isEqualTo(expected);
    }

    private List<? extends List<?>> read(Set<String> symbols, long from, long to) throws IOException {
        byte[] content = Files.readAllBytes(file);
        CRC32C crc = new CRC32C();
        crc.update(content);
        LakeFile described =
                new LakeFile(file.toString(), content.length, rows().size(), crc.getValue(), 0, ROWS_EACH - 1);
        FileScan all = StagedFiles.scan(new StagedFile(file, described));
        try (BufferAllocator allocator = new RootAllocator()) {
            return StagedFiles.read(new FileScan(all.lakeRoot(), all.file(), List.of(), symbols, from, to), allocator);
        }
    }

    private List<List<Long>> pageStarts() throws IOException {
        List<List<Long>> starts = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
            for (var chunk : reader.getRowGroups().get(0).getColumns()) {
                OffsetIndex pages = reader.readOffsetIndex(chunk);
                List<Long> column = new ArrayList<>();
                for (int page = 0; page < pages.getPageCount(); page++) {
                    column.add(pages.getFirstRowIndex(page));
                }
                starts.add(column);
            }
        }
        return starts;
    }

    private static List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (String symbol : List.of("A", "BB", "CCCCCCCCCCCC")) {
            for (int minute = 0; minute < ROWS_EACH; minute++) {
                rows.add(java.util.Arrays.asList(
                        symbol, 20_000, (long) minute, minute + 0.5, minute % 3 == 0 ? null : minute));
            }
        }
        return rows;
    }

    private static Group group(List<Object> row) {
        Group group = new SimpleGroupFactory(SCHEMA)
                .newGroup()
                .append("symbol", (String) row.get(0))
                .append("date", (int) row.get(1))
                .append("timestamp", (long) row.get(2))
                .append("close", (double) row.get(3));
        return row.get(4) == null ? group : group.append("transactions", (int) row.get(4));
    }
}
