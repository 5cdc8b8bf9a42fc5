package io.quantmini.storage.internal.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * Rows of Arrow batches on their way into the row groups of one file, column by column, columns side by side when there are
 * threads. Pages and row groups end by row count alone. Serves one file after the other, used by one thread at a time.
 */
public final class RowGroupEncoder {
    private final List<ColumnEncoder> columns;
    private final int groupRows;
    private final int pageRows;
    private final PageTeam team;
    private final KeptRows next = new KeptRows();
    private int rowsInGroup;

    /**
     * Owns nothing.
     *
     * @param schema flat: text, and types of fixed width
     * @param groupRows rows of every row group but the last
     * @param pageRows rows of every page but the last of a row group
     */
    public RowGroupEncoder(MessageType schema, int groupRows, int pageRows, PageTeam team) {
        this.columns = schema.getColumns().stream().map(ColumnEncoder::of).toList();
        this.groupRows = groupRows;
        this.pageRows = pageRows;
        this.team = team;
    }

    /**
     * Adds some rows of a batch of the schema, column by column, and writes the row groups that are then whole.
     *
     * @throws IllegalArgumentException for a null in a required column; the row group is then good for nothing
     */
    public void append(VectorSchemaRoot batch, KeptRows rows, ParquetFileWriter writer) throws IOException {
        next.clear();
        for (int stretch = 0; stretch < rows.stretches(); stretch++) {
            int start = rows.from(stretch);
            while (start < rows.to(stretch)) {
                int end = start + Math.min(groupRows - rowsInGroup - next.rows(), rows.to(stretch) - start);
                next.add(start, end);
                start = end;
                if (rowsInGroup + next.rows() == groupRows) {
                    addToGroup(batch.getFieldVectors());
                    endGroup(writer);
                }
            }
        }
        addToGroup(batch.getFieldVectors());
    }

    /** Writes the last row group, if it has rows. */
    public void finish(ParquetFileWriter writer) throws IOException {
        if (rowsInGroup > 0) {
            endGroup(writer);
        }
    }

    private void addToGroup(List<FieldVector> vectors) throws IOException {
        if (next.rows() == 0) {
            return;
        }
        List<PageTeam.Task> tasks = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnEncoder column = columns.get(i);
            FieldVector vector = vectors.get(i);
            tasks.add(scratch -> {
                for (int stretch = 0; stretch < next.stretches(); stretch++) {
                    column.append(vector, next.from(stretch), next.to(stretch), pageRows, scratch);
                }
            });
        }
        team.run(tasks);
        rowsInGroup += next.rows();
        next.clear();
    }

    private void endGroup(ParquetFileWriter writer) throws IOException {
        List<PageTeam.Task> tasks = new ArrayList<>();
        for (ColumnEncoder column : columns) {
            tasks.add(column::endChunk);
        }
        team.run(tasks);
        writer.startBlock(rowsInGroup);
        for (ColumnEncoder column : columns) {
            column.writeTo(writer);
        }
        writer.endBlock();
        rowsInGroup = 0;
    }
}
