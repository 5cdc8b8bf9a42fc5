package io.quantmini.batch;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** A stream of one batch, or of none when the root has no rows. Owns the root. */
public final class SingleBatch implements BatchStream {
    private final VectorSchemaRoot root;
    private boolean before = true;
    private boolean current;

    /** Takes ownership of the root. */
    public SingleBatch(VectorSchemaRoot root) {
        this.root = root;
    }

    @Override
    public Schema schema() {
        return root.getSchema();
    }

    @Override
    public boolean advance() {
        current = before && root.getRowCount() > 0;
        before = false;
        return current;
    }

    @Override
    public VectorSchemaRoot batch() {
        if (!current) {
            throw new IllegalStateException("[single batch] expected a current batch, got none; call advance() first");
        }
        return root;
    }

    @Override
    public void close() {
        current = false;
        root.close();
    }
}
