package io.quantmini.query.internal;

import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.NullReason;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBResultSet;

/** The answer of one {@link FeatureQuery}; owns the session that gives it. */
public final class DuckDbFeatureStream implements FeatureStream {
    private static final long BATCH_ROWS = 16_384;

    private final FeatureRequest request;
    private final Deque<AutoCloseable> owned;
    private final ArrowReader reader;
    private final VectorSchemaRoot batch;
    private final Map<NullReason, Long> gaps = new EnumMap<>(NullReason.class);
    private boolean onBatch;

    private DuckDbFeatureStream(
            FeatureRequest request, ArrowReader reader, VectorSchemaRoot batch, Deque<AutoCloseable> owned) {
        this.request = request;
        this.reader = reader;
        this.batch = batch;
        this.owned = owned;
    }

    /** Opens a session and runs the query in it; the caller closes the stream. */
    public static DuckDbFeatureStream open(FeatureRequest request, BufferAllocator allocator) {
        FeatureQuery query = FeatureQuery.of(request);
        String sql = query.sql();
        Deque<AutoCloseable> owned = new ArrayDeque<>();
        try {
            DuckDbSession session = DuckDbSession.open(settings(request));
            owned.push(session);
            FeatureQuery.prepare(session, request);
            Statement statement = session.connection().createStatement();
            owned.push(statement);
            DuckDBResultSet rows = statement.executeQuery(sql).unwrap(DuckDBResultSet.class);
            owned.push(rows);
            ArrowReader reader = (ArrowReader) rows.arrowExportStream(allocator, BATCH_ROWS);
            owned.push(reader);
            VectorSchemaRoot batch = VectorSchemaRoot.create(request.columns(), allocator);
            owned.push(batch);
            return new DuckDbFeatureStream(request, reader, batch, owned);
        } catch (SQLException | IOException | RuntimeException e) {
            FeatureException failure = failure(request, e);
            try {
                AutoCloseables.close(owned);
            } catch (Exception closing) {
                failure.addSuppressed(closing);
            }
            throw failure;
        }
    }

    @Override
    public Schema schema() {
        return batch.getSchema();
    }

    @Override
    public boolean advance() {
        onBatch = false;
        batch.clear();
        try {
            do {
                if (!reader.loadNextBatch()) {
                    return false;
                }
                take(reader.getVectorSchemaRoot());
            } while (batch.getRowCount() == 0);
        } catch (IOException | RuntimeException e) {
            throw failure(request, e);
        }
        onBatch = true;
        return true;
    }

    @Override
    public VectorSchemaRoot batch() {
        if (!onBatch) {
            throw new IllegalStateException("[features] expected a current batch, got none; call advance() first");
        }
        return batch;
    }

    @Override
    public Map<NullReason, Long> nulls() {
        return Collections.unmodifiableMap(gaps);
    }

    @Override
    public void close() {
        onBatch = false;
        try {
            AutoCloseables.close(new ArrayList<>(owned));
        } catch (Exception e) {
            throw failure(request, e);
        } finally {
            owned.clear();
        }
    }

    /** Hands DuckDB's buffers over to our own batch, whose schema says what may be null. */
    private void take(VectorSchemaRoot source) {
        for (int i = 0; i < batch.getFieldVectors().size(); i++) {
            FieldVector from = source.getVector(i);
            FieldVector to = batch.getVector(i);
            if (!from.getField().getType().equals(to.getField().getType())) {
                throw FeatureException.of(
                        FeatureSet.names(request.sets()),
                        "cannot read bars: expected column " + to.getName() + " of type "
                                + to.getField().getType() + ", got "
                                + from.getField().getType());
            }
            from.makeTransferPair(to).transfer();
        }
        if (source.getVector(FeatureQuery.GAP) instanceof VarCharVector gap) {
            count(gap);
        }
        batch.setRowCount(source.getRowCount());
    }

    private void count(VarCharVector gap) {
        for (int row = 0; row < gap.getValueCount(); row++) {
            if (!gap.isNull(row)) {
                gaps.merge(NullReason.valueOf(gap.getObject(row).toString()), 1L, Long::sum);
            }
        }
    }

    private static DuckDbSession.Settings settings(FeatureRequest request) {
        List<Path> files = new ArrayList<>(request.bars().files());
        files.addAll(request.underlyingBars().files());
        FeatureRequest.Resources resources = request.resources();
        return new DuckDbSession.Settings(
                resources.memoryBytes(), resources.threads(), resources.tempDirectory(), files, List.of());
    }

    private static FeatureException failure(FeatureRequest request, Exception cause) {
        if (cause instanceof FeatureException feature) {
            return feature;
        }
        String reason = String.valueOf(cause.getMessage());
        return FeatureException.of(
                FeatureSet.names(request.sets()), "cannot compute over " + request.dataset() + ": " + reason, cause);
    }
}
