package io.quantmini.storage.internal;

import io.quantmini.lake.PartitionException;
import io.quantmini.storage.PageCompression;
import io.quantmini.storage.internal.page.KeptRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * Writes a file row by row with parquet-java's {@code ParquetWriter}: the plain implementation, and the oracle of
 * {@link ColumnFileWriter}.
 */
public final class RecordFileWriter implements RowFileWriter {
    /** Floating columns with few distinct values; in the others a dictionary is larger and slower than the values. */
    private static final Set<String> REPEATING = Set.of("strike_price", "factor", "volume");

    /** Never reached: row groups are cut by rows. */
    private static final long UNBOUNDED_BYTES = 1L << 40;

    private final Path path;
    private final DigestingOutputFile output;
    private final ParquetWriter<RowFeed.Row> writer;
    private final RowFeed.Row row = new RowFeed.Row();
    private long rows;
    private boolean finished;

    private RecordFileWriter(Path path, DigestingOutputFile output, ParquetWriter<RowFeed.Row> writer) {
        this.path = path;
        this.output = output;
        this.writer = writer;
    }

    /** Creates the file, which must not exist. {@code pages} outlives it and may serve other files of the same thread. */
    public static RowFileWriter create(Path path, Schema schema, FileFormat format, ZstdPages pages)
            throws IOException {
        RowFeed feed = feed(path, schema);
        DigestingOutputFile output = new DigestingOutputFile(path);
        try {
            return new RecordFileWriter(path, output, writer(output, feed, schema, format, pages));
        } catch (IOException | RuntimeException e) {
            output.abandon();
            throw e;
        }
    }

    @Override
    public void append(VectorSchemaRoot batch, KeptRows wanted) throws IOException {
        row.bind(batch.getFieldVectors());
        try {
            for (int stretch = 0; stretch < wanted.stretches(); stretch++) {
                for (int i = wanted.from(stretch); i < wanted.to(stretch); i++) {
                    row.moveTo(i);
                    writer.write(row);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new PartitionException(path.toString(), null, "cannot write: " + e.getMessage(), e);
        }
        rows += wanted.rows();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public FileDigest finish() throws IOException {
        writer.close();
        FileDigest digest = output.digest(rows);
        finished = true;
        return digest;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            finished = true;
            output.abandon();
        }
    }

    private static RowFeed feed(Path path, Schema schema) {
        try {
            return new RowFeed(schema);
        } catch (IllegalArgumentException e) {
            throw new PartitionException(path.toString(), null, "cannot write: " + e.getMessage(), e);
        }
    }

    private static ParquetWriter<RowFeed.Row> writer(
            OutputFile output, RowFeed feed, Schema schema, FileFormat format, ZstdPages pages) throws IOException {
        Builder builder = new Builder(output, feed)
                .withConf(new PlainParquetConfiguration())
                .withWriteMode(ParquetFileWriter.Mode.CREATE)
                .withCodecFactory(pages)
                .withCompressionCodec(
                        format.compression() == PageCompression.NONE
                                ? CompressionCodecName.UNCOMPRESSED
                                : CompressionCodecName.ZSTD)
                .withPageWriteChecksumEnabled(true)
                .withRowGroupSize(UNBOUNDED_BYTES)
                .withRowGroupRowCountLimit(format.rowGroupRows())
                .withPageRowCountLimit(format.pageRows())
                .withMinRowCountForPageSizeCheck(format.pageRows())
                .withMaxRowCountForPageSizeCheck(format.pageRows());
        for (Field field : schema.getFields()) {
            builder.withDictionaryEncoding(field.getName(), hasDictionary(field));
        }
        return builder.build();
    }

    private static boolean hasDictionary(Field field) {
        return !(field.getType() instanceof ArrowType.FloatingPoint) || REPEATING.contains(field.getName());
    }

    private static final class Builder extends ParquetWriter.Builder<RowFeed.Row, Builder> {
        private final RowFeed feed;

        Builder(OutputFile file, RowFeed feed) {
            super(file);
            this.feed = feed;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<RowFeed.Row> getWriteSupport(org.apache.hadoop.conf.Configuration conf) {
            return feed;
        }

        @Override
        protected WriteSupport<RowFeed.Row> getWriteSupport(ParquetConfiguration conf) {
            return feed;
        }
    }
}
