package io.quantmini.storage.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.PartitionException;
import io.quantmini.storage.internal.page.RowGroupDecoder;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.jspecify.annotations.Nullable;

/** The chosen rows and columns of one Parquet file, in file order, page checksums verified. */
public final class FileBatches implements BatchStream {
    /** A merge takes a few rows of each of many files in turn: what is decoded of all of them stays near the processor. */
    private static final int BATCH_ROWS = 2_048;

    private final String path;
    private final ParquetFileReader reader;
    private final ZstdPages pages;
    private final RowGroupDecoder rows;
    private final VectorSchemaRoot root;
    /** Null when every row is given. */
    private final @Nullable RowChoice choice;

    /** The next row group. */
    private int group;

    private boolean current;
    private boolean closed;

    private FileBatches(String path, Source source, Schema schema, BufferAllocator allocator) {
        this.path = path;
        this.reader = source.reader;
        this.pages = source.pages;
        RowFilter filter = source.selection.filter();
        this.rows = new RowGroupDecoder(source.selection.read(), filter.keyColumn() != null);
        this.root = VectorSchemaRoot.create(schema, allocator);
        this.choice = filter.keepsAll() ? null : new RowChoice(filter, allocator);
    }

    /**
     * Opens the rows of a file and takes it over: it is closed with the stream, or here on failure.
     *
     * @param path of the file as errors name it
     */
    static FileBatches open(String path, StoredFile file, Selection selection, BufferAllocator allocator) {
        ZstdPages pages = new ZstdPages(0);
        try {
            Source source = Source.open(file, selection, pages);
            Schema schema = ParquetSchemas.toArrow(selection.given());
            return new FileBatches(path, source, schema, allocator);
        } catch (IOException | RuntimeException e) {
            pages.close();
            file.closeAfter(e);
            throw unreadable(path, e);
        }
    }

    /** Opens all of a file that is not part of a lake. */
    public static FileBatches open(Path path, BufferAllocator allocator) throws IOException {
        StoredFile file = StoredFile.open(path);
        Selection all;
        try {
            all = Selection.all(file.readFooter());
        } catch (IOException | RuntimeException e) {
            file.closeAfter(e);
            throw unreadable(path.toString(), e);
        }
        return open(path.toString(), file, all, allocator);
    }

    @Override
    public Schema schema() {
        return root.getSchema();
    }

    @Override
    public boolean advance() {
        current = false;
        try {
            current = nextBatch();
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
        if (choice != null) {
            choice.close();
        }
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(path, e);
        } finally {
            pages.close();
        }
    }

    private boolean nextBatch() throws IOException {
        while (rows.left() > 0 || nextGroup()) {
            int next = (int) Math.min(BATCH_ROWS, rows.left());
            RowChoice some = choice;
            int taken = next;
            if (some == null) {
                rows.read(root.getFieldVectors(), next);
            } else {
                taken = some.read(rows, root.getFieldVectors(), next);
                if (some.isPast()) {
                    rows.pass((int) rows.left());
                    group = reader.getRowGroups().size();
                }
            }
            if (taken > 0) {
                root.setRowCount(taken);
                return true;
            }
        }
        root.clear();
        return false;
    }

    /** Goes on with the pages that pruning leaves of the next row group of which it leaves any. */
    private boolean nextGroup() throws IOException {
        while (group < reader.getRowGroups().size()) {
            PageReadStore pages = reader.readFilteredRowGroup(group);
            if (pages != null && !rows.isAligned(pages)) {
                pages = reader.readRowGroup(group);
            }
            group++;
            if (pages != null) {
                rows.begin(pages);
                return true;
            }
        }
        return false;
    }

    private static PartitionException unreadable(String path, Exception cause) {
        return new PartitionException(path, null, "cannot read: " + cause.getMessage(), cause);
    }

    private record Source(ParquetFileReader reader, ZstdPages pages, Selection selection) {
        static Source open(StoredFile file, Selection selection, ZstdPages pages) throws IOException {
            // Rows are sorted by key: what statistics leave in doubt, no dictionary rules out.
            ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                    .withCodecFactory(pages)
                    .usePageChecksumVerification()
                    .useDictionaryFilter(false)
                    .useBloomFilter(false)
                    .withRecordFilter(selection.filter().pruning())
                    .build();
            ParquetFileReader reader = new ParquetFileReader(file, selection.footer(), options, file.newStream());
            reader.setRequestedSchema(selection.read());
            return new Source(reader, pages, selection);
        }
    }
}
