package io.quantmini.storage.internal.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * Rows of Arrow batches on their way into the row groups of one file, column by column. Pages and row groups end by row
 * count alone. Serves one file after the other, used by one thread at a time.
 */
public final class RowGroupEncoder {
    private final List<ColumnEncoder> columns = new ArrayList<>();
    private final int groupRows;
    private final int pageRows;
    private final PageScratch scratch;
    private int rowsInGroup;
    private int rowsInPage;

    /**
     * @param schema flat: text, and types of fixed width
     * @param groupRows rows of every row group but the last
     * @param pageRows rows of every page but the last of a row group
     */
    public RowGroupEncoder(MessageType schema, int groupRows, int pageRows, PageCodec codec) {
        for (ColumnDescriptor column : schema.getColumns()) {
            columns.add(ColumnEncoder.of(column));
        }
        this.groupRows = groupRows;
        this.pageRows = pageRows;
        this.scratch = new PageScratch(codec);
    }

    /**
     * Adds rows {@code from} (included) to {@code to} (excluded) of a batch of the schema, and writes the row groups that
     * are then whole.
     *
     * @throws IllegalArgumentException for a null in a required column; the row group is then good for nothing
     */
    public void append(VectorSchemaRoot batch, int from, int to, ParquetFileWriter writer) throws IOException {
        List<FieldVector> vectors = batch.getFieldVectors();
        int start = from;
        while (start < to) {
            int room = Math.min(pageRows - rowsInPage, groupRows - rowsInGroup);
            int end = start + Math.min(room, to - start);
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).append(vectors.get(i), start, end);
            }
            rowsInPage += end - start;
            rowsInGroup += end - start;
            start = end;
            if (rowsInGroup == groupRows) {
                endGroup(writer);
            } else if (rowsInPage == pageRows) {
                endPage();
            }
        }
    }

    /** Writes the last row group, if it has rows. */
    public void finish(ParquetFileWriter writer) throws IOException {
        if (rowsInGroup > 0) {
            endGroup(writer);
        }
    }

    private void endGroup(ParquetFileWriter writer) throws IOException {
        if (rowsInPage > 0) {
            endPage();
        }
        writer.startBlock(rowsInGroup);
        for (ColumnEncoder column : columns) {
            column.writeTo(writer, scratch);
        }
        writer.endBlock();
        rowsInGroup = 0;
    }

    private void endPage() {
        for (ColumnEncoder column : columns) {
            column.endPage(scratch);
        }
        rowsInPage = 0;
    }
}
