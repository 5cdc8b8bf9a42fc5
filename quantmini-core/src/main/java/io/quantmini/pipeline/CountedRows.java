package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** The rows of a unit on their way to the writer, counted as they pass. */
final class CountedRows implements BatchStream {
    private final BatchStream rows;
    private final UnitStats stats;

    CountedRows(BatchStream rows, UnitStats stats) {
        this.rows = rows;
        this.stats = stats;
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public boolean advance() {
        if (!rows.advance()) {
            return false;
        }
        stats.add(rows.batch());
        return true;
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
