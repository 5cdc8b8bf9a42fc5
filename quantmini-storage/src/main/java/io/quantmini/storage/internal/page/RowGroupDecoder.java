package io.quantmini.storage.internal.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of row groups of one file, decoded column by column into Arrow vectors: the way back of {@link RowGroupEncoder}. Pages are
 * found, checked and decompressed by parquet-java; they are of version 1, in an encoding that bars and tables need. Used by one thread.
 */
public final class RowGroupDecoder {
    private final List<ColumnDescriptor> columns;
    private final List<ColumnDecoder> decoders = new ArrayList<>();
    private long left;

    /**
     * For these columns, flat and without repetition.
     *
     * @param selective whether few rows are wanted: then a column keeps its page and decodes what it can of it when it is
     *     asked for
     */
    public RowGroupDecoder(MessageType schema, boolean selective) {
        columns = schema.getColumns();
        PageInput shared = new PageInput();
        for (ColumnDescriptor column : columns) {
            decoders.add(selective ? ColumnDecoder.selective(column) : ColumnDecoder.of(column, shared));
        }
    }

    /** Whether all columns have the same rows: they do, unless pages were left out that other columns cut elsewhere. */
    public boolean isAligned(PageReadStore group) {
        return columns.stream()
                .allMatch(column -> group.getPageReader(column).getTotalValueCount() == group.getRowCount());
    }

    /** Goes on with another row group, whose columns have the same rows. */
    public void begin(PageReadStore group) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            decoders.get(i).begin(group.getPageReader(columns.get(i)));
        }
        left = group.getRowCount();
    }

    /** Rows of the row group that were not read yet. */
    public long left() {
        return left;
    }

    /** Fills one vector a column, in their order, with the next rows in place of what they held. */
    public void read(List<FieldVector> vectors, int rows) throws IOException {
        for (int i = 0; i < decoders.size(); i++) {
            decoders.get(i).read(vectors.get(i), rows);
        }
        left -= rows;
    }

    /** Fills a vector with the next rows of one column alone; {@link #pass} follows when all columns were read. */
    public void read(String column, FieldVector vector, int rows) throws IOException {
        decoder(column).read(vector, rows);
    }

    /** Fills a vector with some of the next rows of one column alone, or leaves it as it is for none; {@link #pass} follows when all columns were read. */
    public void read(String column, FieldVector vector, KeptRows kept, int rows) throws IOException {
        decoder(column).read(vector, kept, rows);
    }

    /** Goes on after rows that were read column by column. */
    public void pass(int rows) {
        left -= rows;
    }

    private ColumnDecoder decoder(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).getPath()[0].equals(name)) {
                return decoders.get(i);
            }
        }
        throw new IllegalArgumentException("[column " + name + "] was not asked for");
    }
}
