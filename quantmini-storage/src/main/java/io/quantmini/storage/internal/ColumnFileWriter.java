package io.quantmini.storage.internal;

import io.quantmini.lake.PartitionException;
import io.quantmini.storage.internal.page.EncodeThreads;
import io.quantmini.storage.internal.page.KeptRows;
import io.quantmini.storage.internal.page.PageTeam;
import io.quantmini.storage.internal.page.RowGroupEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/** Writes a file column by column: pages are encoded from the vectors, the rest of the file is parquet-java's. */
public final class ColumnFileWriter implements RowFileWriter {
    private static final ParquetProperties PROPERTIES =
            ParquetProperties.builder().withPageWriteChecksumEnabled(true).build();

    /** Never reached: row groups are cut by rows. */
    private static final long UNBOUNDED_BYTES = 1L << 40;

    private final Path path;
    private final Factory factory;
    private final DigestingOutputFile output;
    private final ParquetFileWriter writer;
    private final RowGroupEncoder encoder;
    private long rows;
    private boolean finished;

    private ColumnFileWriter(Path path, Factory factory, DigestingOutputFile output) throws IOException {
        this.path = path;
        this.factory = factory;
        this.output = output;
        this.writer = new ParquetFileWriter(
                output, factory.columns, ParquetFileWriter.Mode.CREATE, UNBOUNDED_BYTES, 0, null, PROPERTIES);
        writer.start();
        this.encoder = factory.encoder();
    }

    /**
     * Makes the files of one schema and format.
     *
     * @param owner whose files they are, for the error of a column that has no place in a file
     * @param threads that encode the columns of a file side by side, the caller's among them
     */
    public static Factory factory(String owner, Schema schema, FileFormat format, int threads) {
        try {
            return new Factory(ParquetSchemas.toParquet(schema), format, threads);
        } catch (IllegalArgumentException e) {
            throw unwritable(owner, e);
        }
    }

    @Override
    public void append(VectorSchemaRoot batch, KeptRows wanted) throws IOException {
        try {
            encoder.append(batch, wanted, writer);
        } catch (IllegalArgumentException e) {
            throw unwritable(path.toString(), e);
        }
        rows += wanted.rows();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public FileDigest finish() throws IOException {
        encoder.finish(writer);
        writer.end(Map.of(ReleaseVersion.KEY, ReleaseVersion.VALUE));
        FileDigest digest = output.digest(rows);
        finished = true;
        factory.take(encoder);
        return digest;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            finished = true;
            output.abandon();
        }
    }

    private static PartitionException unwritable(String path, IllegalArgumentException cause) {
        return new PartitionException(path, null, "cannot write: " + cause.getMessage(), cause);
    }

    /** Makes files one after the other or several at once, for one thread at a time, and lends them what they encode with. */
    public static final class Factory implements AutoCloseable {
        private final MessageType columns;
        private final FileFormat format;
        private final EncodeThreads threads;
        private final List<ZstdPages> pages;
        private final PageTeam team;
        private final ArrayDeque<RowGroupEncoder> idle = new ArrayDeque<>();

        private Factory(MessageType columns, FileFormat format, int threads) {
            this.columns = columns;
            this.format = format;
            this.threads = new EncodeThreads(threads);
            this.pages = Stream.generate(
                            () -> new ZstdPages(format.compression().level()))
                    .limit(threads)
                    .toList();
            this.team = new PageTeam(
                    this.threads, pages.stream().map(ZstdPages::codec).toList());
        }

        /** Creates the file, which must not exist. */
        public ColumnFileWriter create(Path path) throws IOException {
            DigestingOutputFile output = new DigestingOutputFile(path);
            try {
                return new ColumnFileWriter(path, this, output);
            } catch (IOException | RuntimeException e) {
                output.abandon();
                throw e;
            }
        }

        @Override
        public void close() {
            threads.close();
            pages.forEach(ZstdPages::close);
        }

        private RowGroupEncoder encoder() {
            RowGroupEncoder encoder = idle.poll();
            return encoder != null
                    ? encoder
                    : new RowGroupEncoder(columns, format.rowGroupRows(), format.pageRows(), team);
        }

        /** Takes back an encoder that has nothing left to write. */
        private void take(RowGroupEncoder encoder) {
            idle.push(encoder);
        }
    }
}
