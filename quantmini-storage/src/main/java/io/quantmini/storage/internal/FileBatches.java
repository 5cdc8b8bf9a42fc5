package io.quantmini.storage.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.PartitionException;
import io.quantmini.storage.internal.page.RowGroupDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The chosen rows and columns of one Parquet file, in file order, page checksums verified. */
public final class FileBatches implements BatchStream {
    private static final int BATCH_ROWS = 65_536;

    private final String path;
    private final ParquetFileReader reader;
    private final ZstdPages pages;
    private final MessageType columns;
    private final String createdBy;
    private final RowChoice choice;
    private final VectorSchemaRoot root;
    /** Decodes whole row groups where no row is left out and all pages are of a known kind; else rows are read one by one. */
    private final @Nullable RowGroupDecoder decoder;

    private @Nullable RowGroupRows group;
    private boolean current;
    private boolean closed;

    private FileBatches(String path, Source source, VectorSchemaRoot root) {
        this.path = path;
        this.reader = source.reader;
        this.pages = source.pages;
        this.columns = source.selection.read();
        this.createdBy = source.reader.getFileMetaData().getCreatedBy();
        this.choice = new RowChoice(source.selection.filter(), BATCH_ROWS);
        this.root = root;
        this.decoder = source.isWhole() ? new RowGroupDecoder(columns) : null;
    }

    /**
     * Opens the rows of a file and takes it over: it is closed with the stream, or here on failure.
     *
     * @param path of the file as errors name it
     * @param select what to take, given the file's footer
     */
    static FileBatches open(
            String path, StoredFile file, Function<ParquetMetadata, Selection> select, BufferAllocator allocator) {
        ZstdPages pages = new ZstdPages(0);
        try {
            Source source = Source.open(file, pages, select);
            Schema schema = ParquetSchemas.toArrow(source.selection.given());
            return new FileBatches(path, source, VectorSchemaRoot.create(schema, allocator));
        } catch (IOException | RuntimeException e) {
            pages.close();
            closeAfter(file, e);
            throw unreadable(path, e);
        }
    }

    /** Opens all of a file that is not part of a lake. */
    public static FileBatches open(Path file, BufferAllocator allocator) throws IOException {
        return open(
                file.toString(),
                StoredFile.open(file),
                footer -> Selection.all(footer.getFileMetaData().getSchema()),
                allocator);
    }

    @Override
    public Schema schema() {
        return root.getSchema();
    }

    @Override
    public boolean advance() {
        current = false;
        try {
            RowGroupDecoder whole = decoder;
            current = whole == null ? nextChosen() : nextWhole(whole);
            return current;
        } catch (OutOfMemoryException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public VectorSchemaRoot batch() {
        if (!current) {
            throw new IllegalStateException("[" + path + "] expected a current batch, got none; call advance() first");
        }
        return root;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        current = false;
        root.close();
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(path, e);
        } finally {
            pages.close();
        }
    }

    private boolean nextWhole(RowGroupDecoder rows) throws IOException {
        while (rows.left() == 0) {
            PageReadStore store = reader.readNextRowGroup();
            if (store == null) {
                root.clear();
                return false;
            }
            rows.begin(store);
        }
        int taken = (int) Math.min(BATCH_ROWS, rows.left());
        rows.read(root.getFieldVectors(), taken);
        root.setRowCount(taken);
        return true;
    }

    private boolean nextChosen() throws IOException {
        while (true) {
            RowGroupRows rows = group;
            int taken = rows == null ? 0 : rows.take(BATCH_ROWS);
            if (rows == null || taken == 0) {
                if (!nextGroup()) {
                    root.clear();
                    return false;
                }
            } else if (fill(rows, taken)) {
                return true;
            }
        }
    }

    private boolean nextGroup() throws IOException {
        group = null;
        PageReadStore store = reader.readNextFilteredRowGroup();
        if (store == null) {
            return false;
        }
        group = new RowGroupRows(store, columns, createdBy);
        return true;
    }

    private boolean fill(RowGroupRows rows, int taken) {
        int kept = choice.choose(rows, taken);
        for (FieldVector vector : root.getFieldVectors()) {
            vector.clear();
            vector.setInitialCapacity(kept);
            vector.allocateNew();
            choice.fill(vector, rows, taken);
        }
        root.setRowCount(kept);
        return kept > 0;
    }

    private static PartitionException unreadable(String path, Exception cause) {
        return new PartitionException(path, null, "cannot read: " + cause.getMessage(), cause);
    }

    private static void closeAfter(StoredFile file, Exception failure) {
        try {
            file.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private record Source(ParquetFileReader reader, ZstdPages pages, Selection selection) {
        /** Whether every row is given and every page can be decoded as a whole. */
        boolean isWhole() {
            Set<String> names = new HashSet<>();
            selection.read().getFields().forEach(column -> names.add(column.getName()));
            return selection.filter().keepsAll()
                    && reader.getRowGroups().stream()
                            .flatMap(rows -> rows.getColumns().stream())
                            .filter(chunk -> names.contains(chunk.getPath().toDotString()))
                            .allMatch(RowGroupDecoder::supports);
        }

        static Source open(StoredFile file, ZstdPages pages, Function<ParquetMetadata, Selection> select)
                throws IOException {
            SeekableInputStream stream = file.newStream();
            ParquetReadOptions.Builder options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                    .withCodecFactory(pages)
                    .usePageChecksumVerification();
            ParquetMetadata footer = ParquetFileReader.readFooter(file, options.build(), stream);
            Selection selection = select.apply(footer);
            ParquetReadOptions pruning =
                    options.withRecordFilter(selection.filter().pruning()).build();
            ParquetFileReader reader = new ParquetFileReader(file, footer, pruning, stream);
            reader.setRequestedSchema(selection.read());
            return new Source(reader, pages, selection);
        }
    }
}
