package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.RowStream;
import io.quantmini.storage.internal.ColumnFileWriter;
import io.quantmini.storage.internal.FileDigest;
import io.quantmini.storage.internal.FileFormat;
import io.quantmini.storage.internal.RecordFileWriter;
import io.quantmini.storage.internal.RowFileWriter;
import io.quantmini.storage.internal.ZstdPages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/** The same rows written by the column writer and by parquet-java's record writer, which is its oracle. */
final class FileTwins {
    private final Schema schema;
    private final FileFormat format;
    private final BufferAllocator allocator;

    FileTwins(Schema schema, FileFormat format, BufferAllocator allocator) {
        this.schema = schema;
        this.format = format;
        this.allocator = allocator;
    }

    FileDigest writeColumns(Path file, List<? extends List<? extends @Nullable Object>> rows, int batchRows)
            throws IOException {
        return writeColumns(file, rows, batchRows, 1);
    }

    FileDigest writeColumns(
            Path file, List<? extends List<? extends @Nullable Object>> rows, int batchRows, int threads)
            throws IOException {
        try (ColumnFileWriter.Factory writers = ColumnFileWriter.factory("twins", schema, format, threads);
                RowFileWriter writer = writers.create(file)) {
            return write(writer, rows, batchRows);
        }
    }

    FileDigest writeRecords(Path file, List<? extends List<? extends @Nullable Object>> rows, int batchRows)
            throws IOException {
        try (ZstdPages pages = new ZstdPages(format.compression().level());
                RowFileWriter writer = RecordFileWriter.create(file, schema, format, pages)) {
            return write(writer, rows, batchRows);
        }
    }

    private FileDigest write(RowFileWriter writer, List<? extends List<? extends @Nullable Object>> rows, int batchRows)
            throws IOException {
        try (RowStream stream = new RowStream(schema, rows, batchRows, allocator)) {
            while (stream.advance()) {
                writer.append(stream.batch(), 0, stream.batch().getRowCount());
            }
            return writer.finish();
        }
    }

    /** Schema, row groups, statistics and indexes agree; encodings and sizes are each writer's own. */
    static void assertAlike(Path columns, Path records) throws IOException {
        try (ParquetFileReader ours = open(columns);
                ParquetFileReader theirs = open(records)) {
            assertThat(ours.getFileMetaData().getSchema())
                    .isEqualTo(theirs.getFileMetaData().getSchema());
            assertThat(ours.getFileMetaData().getKeyValueMetaData())
                    .isEqualTo(theirs.getFileMetaData().getKeyValueMetaData());
            assertThat(ours.getFileMetaData().getCreatedBy())
                    .isEqualTo(theirs.getFileMetaData().getCreatedBy());
            assertThat(ours.getRowGroups()).hasSameSizeAs(theirs.getRowGroups());
            for (int group = 0; group < ours.getRowGroups().size(); group++) {
                assertAlike(ours, theirs, group);
            }
        }
    }

    private static void assertAlike(ParquetFileReader ours, ParquetFileReader theirs, int group) throws IOException {
        BlockMetaData ourGroup = ours.getRowGroups().get(group);
        BlockMetaData theirGroup = theirs.getRowGroups().get(group);
        assertThat(ourGroup.getRowCount()).isEqualTo(theirGroup.getRowCount());
        for (int i = 0; i < theirGroup.getColumns().size(); i++) {
            ColumnChunkMetaData our = ourGroup.getColumns().get(i);
            ColumnChunkMetaData their = theirGroup.getColumns().get(i);
            assertThat(our.getValueCount()).isEqualTo(their.getValueCount());
            assertThat(our.getStatistics()).as(our.getPath().toString()).isEqualTo(their.getStatistics());
            assertThat(our.getStatistics().isNanCountSet())
                    .isEqualTo(their.getStatistics().isNanCountSet());
            assertThat(text(ours.readColumnIndex(our)))
                    .as(our.getPath().toString())
                    .isEqualTo(text(theirs.readColumnIndex(their)));
            assertThat(firstRows(ours.readOffsetIndex(our))).isEqualTo(firstRows(theirs.readOffsetIndex(their)));
        }
    }

    private static String text(@Nullable ColumnIndex index) {
        return index == null
                ? "none"
                : index.getBoundaryOrder() + " " + index.getNullPages() + " " + index.getNullCounts() + " "
                        + index.getNanCounts() + " "
                        + index.getMinValues().stream().map(FileTwins::hex).toList() + " "
                        + index.getMaxValues().stream().map(FileTwins::hex).toList();
    }

    private static String hex(java.nio.ByteBuffer value) {
        StringBuilder hex = new StringBuilder();
        for (int i = value.position(); i < value.limit(); i++) {
            hex.append(Integer.toHexString((value.get(i) & 0xff) | 0x100).substring(1));
        }
        return hex.toString();
    }

    private static List<Long> firstRows(OffsetIndex index) {
        return java.util.stream.IntStream.range(0, index.getPageCount())
                .mapToObj(index::getFirstRowIndex)
                .toList();
    }

    private static ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    }
}
