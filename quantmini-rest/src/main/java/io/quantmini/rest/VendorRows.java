package io.quantmini.rest;

import io.quantmini.batch.BatchStream;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows of a table as batches of at most 8,192. */
final class VendorRows implements BatchStream {
    private static final int BATCH = 8_192;

    private final VectorSchemaRoot root;
    private final List<VendorTable.Row> rows;
    private int given;

    VendorRows(Schema schema, List<VendorTable.Row> rows, BufferAllocator allocator) {
        this.root = VectorSchemaRoot.create(schema, allocator);
        this.rows = rows;
    }

    @Override
    public Schema schema() {
        return root.getSchema();
    }

    @Override
    public boolean advance() {
        int count = Math.min(BATCH, rows.size() - given);
        root.setRowCount(0);
        root.allocateNew();
        List<FieldVector> vectors = root.getFieldVectors();
        for (int row = 0; row < count; row++) {
            List<?> values = rows.get(given + row).values();
            for (int column = 0; column < vectors.size(); column++) {
                Column.set(vectors.get(column), row, values.get(column));
            }
        }
        root.setRowCount(count);
        given += count;
        return count > 0;
    }

    @Override
    public VectorSchemaRoot batch() {
        if (root.getRowCount() == 0) {
            throw new IllegalStateException(
                    "[reference rows] expected a current batch, got none; call advance() first");
        }
        return root;
    }

    @Override
    public void close() {
        root.close();
    }
}
