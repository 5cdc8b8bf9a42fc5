package io.quantmini.batch;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Copies ranges of rows between batches of one schema: whole stretches of each buffer, not value by value. */
final class RowCopy {
    private final VectorSchemaRoot target;
    private int rows;

    RowCopy(VectorSchemaRoot target) {
        this.target = target;
    }

    /** Empties the target, whose memory is used again; what is given away or too small is made anew, for {@code expectedRows} at first. */
    void begin(int expectedRows) {
        rows = 0;
        for (FieldVector vector : target.getFieldVectors()) {
            if (vector.getValueCapacity() == 0) {
                vector.setInitialCapacity(expectedRows);
                vector.allocateNew();
            }
        }
    }

    /** Adds {@code count} rows of {@code source}, from row {@code from} on. */
    void append(VectorSchemaRoot source, int from, int count) {
        List<FieldVector> columns = target.getFieldVectors();
        for (int i = 0; i < columns.size(); i++) {
            append(source.getVector(i), from, columns.get(i), count);
        }
        rows += count;
    }

    int rows() {
        return rows;
    }

    void finish() {
        for (FieldVector vector : target.getFieldVectors()) {
            if (!vector.getField().isNullable()) {
                vector.getValidityBuffer().setOne(0, (rows + 7L) / Byte.SIZE);
            }
        }
        target.setRowCount(rows);
    }

    private void append(FieldVector source, int from, FieldVector column, int count) {
        if (column instanceof BaseVariableWidthVector text) {
            appendText((BaseVariableWidthVector) source, from, text, count);
        } else if (column instanceof BaseFixedWidthVector values) {
            appendValues((BaseFixedWidthVector) source, from, values, count);
        } else {
            for (int i = 0; i < count; i++) {
                column.copyFromSafe(from + i, rows + i, source);
            }
        }
    }

    private void appendValues(BaseFixedWidthVector source, int from, BaseFixedWidthVector column, int count) {
        while (column.getValueCapacity() < rows + count) {
            column.reAlloc();
        }
        appendValidity(source, from, column, count);
        if (column instanceof BitVector) {
            BitRange.copy(source.getDataBuffer(), from, column.getDataBuffer(), rows, count);
        } else {
            long width = column.getTypeWidth();
            column.getDataBuffer().setBytes(rows * width, source.getDataBuffer(), from * width, count * width);
        }
    }

    /** Of columns that may have nulls: what has none is marked when the batch is whole. */
    private void appendValidity(FieldVector source, int from, FieldVector column, int count) {
        if (column.getField().isNullable()) {
            BitRange.copy(source.getValidityBuffer(), from, column.getValidityBuffer(), rows, count);
        }
    }

    private void appendText(BaseVariableWidthVector source, int from, BaseVariableWidthVector column, int count) {
        while (column.getValueCapacity() < rows + count) {
            column.reallocValidityAndOffsetBuffers();
        }
        int start = offset(source.getOffsetBuffer(), from);
        int bytes = offset(source.getOffsetBuffer(), from + count) - start;
        int end = rows == 0 ? 0 : offset(column.getOffsetBuffer(), rows);
        while (column.getDataBuffer().capacity() < (long) end + bytes) {
            column.reallocDataBuffer((long) end + bytes);
        }
        appendValidity(source, from, column, count);
        column.getDataBuffer().setBytes(end, source.getDataBuffer(), start, bytes);
        ArrowBuf offsets = column.getOffsetBuffer();
        offsets.setInt((long) rows * BaseVariableWidthVector.OFFSET_WIDTH, end);
        for (int i = 1; i <= count; i++) {
            int moved = end + offset(source.getOffsetBuffer(), from + i) - start;
            offsets.setInt((long) (rows + i) * BaseVariableWidthVector.OFFSET_WIDTH, moved);
        }
        column.setLastSet(rows + count - 1);
    }

    private static int offset(ArrowBuf offsets, int row) {
        return offsets.getInt((long) row * BaseVariableWidthVector.OFFSET_WIDTH);
    }
}
