package io.quantmini.cli;

import io.quantmini.batch.BatchStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** A stream that counts what it gives. */
final class CountedRows implements BatchStream {
    private final BatchStream rows;
    private long count;

    /** Owns the rows. */
    CountedRows(BatchStream rows) {
        this.rows = rows;
    }

    /** How many rows it gave. */
    long count() {
        return count;
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public boolean advance() {
        boolean more = rows.advance();
        count += more ? rows.batch().getRowCount() : 0;
        return more;
    }

    @Override
    public VectorSchemaRoot batch() {
        return rows.batch();
    }

    @Override
    public void close() {
        rows.close();
    }
}
