package io.quantmini.admission;

import io.quantmini.market.BarSchema;
import java.nio.IntBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A copy of one batch of candidate rows, and which of them are admissible. */
final class RowChunk implements AutoCloseable {
    private final VectorSchemaRoot root;
    private final CandidateColumns columns;
    private final ArrowBuf admissibleBuffer;
    private final IntBuffer admissible;
    private final int size;
    private final long firstOrdinal;

    private RowChunk(VectorSchemaRoot root, ScreenedRows rows, BufferAllocator allocator) {
        this.root = root;
        this.columns = new CandidateColumns(root);
        this.size = rows.size();
        this.firstOrdinal = rows.firstOrdinal();
        this.admissibleBuffer = allocator.buffer((long) size * Integer.BYTES);
        this.admissible = TickerText.view(admissibleBuffer).asIntBuffer();
        for (int i = 0; i < size; i++) {
            admissible.put(i, rows.row(i));
        }
    }

    /** Copies the current batch; on failure nothing is left allocated. */
    static RowChunk copy(ScreenedRows rows, BufferAllocator allocator) {
        VectorSchemaRoot root = VectorSchemaRoot.create(BarSchema.candidate(), allocator);
        try {
            VectorSchemaRoot source = rows.batch();
            int count = source.getRowCount();
            for (FieldVector target : root.getFieldVectors()) {
                copy(source.getVector(target.getName()), target, count);
            }
            root.setRowCount(count);
            return new RowChunk(root, rows, allocator);
        } catch (RuntimeException e) {
            root.close();
            throw e;
        }
    }

    private static void copy(FieldVector source, FieldVector target, int count) {
        if (target instanceof BaseFixedWidthVector fixed) {
            fixed.allocateNew(count);
            long bytes = (long) count * fixed.getTypeWidth();
            fixed.getDataBuffer().setBytes(0, source.getDataBuffer(), 0, bytes);
        } else {
            VarCharVector text = (VarCharVector) target;
            long offsets = (count + 1L) * VarCharVector.OFFSET_WIDTH;
            int bytes = source.getOffsetBuffer().getInt((long) count * VarCharVector.OFFSET_WIDTH);
            text.allocateNew(bytes, count);
            text.getOffsetBuffer().setBytes(0, source.getOffsetBuffer(), 0, offsets);
            text.getDataBuffer().setBytes(0, source.getDataBuffer(), 0, bytes);
            text.setLastSet(count - 1);
        }
    }

    CandidateColumns columns() {
        return columns;
    }

    int size() {
        return size;
    }

    int row(int index) {
        return admissible.get(index);
    }

    long ordinal(int row) {
        return firstOrdinal + row;
    }

    @Override
    public void close() {
        admissibleBuffer.close();
        root.close();
    }
}
