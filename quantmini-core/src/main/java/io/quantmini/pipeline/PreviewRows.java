package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** The rows of some symbols. Owns the stream, its allocator, and the stages that made it. */
final class PreviewRows implements BatchStream {
    private final BatchStream rows;
    private final Set<String> symbols;
    private final BufferAllocator allocator;
    private final Stages stages;
    private final VectorSchemaRoot kept;
    private boolean current;

    /** Of these symbols, the first column's; none for all. */
    PreviewRows(BatchStream rows, Set<String> symbols, BufferAllocator allocator, Stages stages) {
        this.rows = rows;
        this.symbols = symbols;
        this.allocator = allocator;
        this.stages = stages;
        this.kept = VectorSchemaRoot.create(rows.schema(), allocator);
    }

    @Override
    public Schema schema() {
        return kept.getSchema();
    }

    @Override
    public boolean advance() {
        current = false;
        while (!current && rows.advance()) {
            current = symbols.isEmpty() || keep(rows.batch()) > 0;
        }
        return current;
    }

    @Override
    public VectorSchemaRoot batch() {
        if (!current) {
            throw new IllegalStateException("[preview] expected a current batch, got none; call advance() first");
        }
        return symbols.isEmpty() ? rows.batch() : kept;
    }

    @Override
    public void close() {
        current = false;
        try (stages;
                allocator;
                rows) {
            kept.close();
        }
    }

    private int keep(VectorSchemaRoot batch) {
        kept.clear();
        VarCharVector names = (VarCharVector) batch.getVector(0);
        int count = 0;
        for (int row = 0; row < batch.getRowCount(); row++) {
            if (symbols.contains(new String(names.get(row), StandardCharsets.UTF_8))) {
                for (int column = 0; column < kept.getFieldVectors().size(); column++) {
                    kept.getVector(column).copyFromSafe(row, count, batch.getVector(column));
                }
                count++;
            }
        }
        kept.setRowCount(count);
        return count;
    }
}
