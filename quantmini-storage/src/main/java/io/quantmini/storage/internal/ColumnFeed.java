package io.quantmini.storage.internal;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** One column on its way from a vector into the fields of records. Values pass bit for bit. */
abstract sealed class ColumnFeed {
    private final String name;
    private final int index;
    private final boolean nullable;

    private ColumnFeed(Field field, int index) {
        this.name = field.getName();
        this.index = index;
        this.nullable = field.isNullable();
    }

    static ColumnFeed of(Field field, int index) {
        FieldType type = field.getFieldType();
        return switch (type.getType().getTypeID()) {
            case Utf8 -> new Text(field, index);
            case Bool -> new Flag(field, index);
            case FloatingPoint -> floating((ArrowType.FloatingPoint) type.getType(), field, index);
            case Date -> new Int32(field, index);
            case Timestamp -> new Int64(field, index);
            default ->
                ((ArrowType.Int) type.getType()).getBitWidth() == 32
                        ? new Int32(field, index)
                        : new Int64(field, index);
        };
    }

    private static ColumnFeed floating(ArrowType.FloatingPoint type, Field field, int index) {
        return switch (type.getPrecision()) {
            case SINGLE -> new Float32(field, index);
            default -> new Float64(field, index);
        };
    }

    /** Writes one value of {@code vector}; a null of an optional column writes nothing. */
    final void write(FieldVector vector, int row, RecordConsumer consumer) {
        if (vector.isNull(row)) {
            if (!nullable) {
                throw new IllegalArgumentException("[column " + name + "] expected a value in each row, got null");
            }
            return;
        }
        consumer.startField(name, index);
        add(vector, row, consumer);
        consumer.endField(name, index);
    }

    abstract void add(FieldVector vector, int row, RecordConsumer consumer);

    private static final class Text extends ColumnFeed {
        private byte[] last = new byte[0];
        private Binary value = Binary.EMPTY;

        Text(Field field, int index) {
            super(field, index);
        }

        @Override
        void add(FieldVector vector, int row, RecordConsumer consumer) {
            VarCharVector text = (VarCharVector) vector;
            int start = text.getStartOffset(row);
            int length = text.getEndOffset(row) - start;
            if (!sameAsLast(text.getDataBuffer(), start, length)) {
                last = new byte[length];
                text.getDataBuffer().getBytes(start, last);
                value = Binary.fromConstantByteArray(last);
            }
            consumer.addBinary(value);
        }

        private boolean sameAsLast(ArrowBuf data, int start, int length) {
            if (length != last.length) {
                return false;
            }
            for (int i = length - 1; i >= 0; i--) {
                if (data.getByte((long) start + i) != last[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class Flag extends ColumnFeed {
        Flag(Field field, int index) {
            super(field, index);
        }

        @Override
        void add(FieldVector vector, int row, RecordConsumer consumer) {
            consumer.addBoolean(((BitVector) vector).get(row) != 0);
        }
    }

    private static final class Int32 extends ColumnFeed {
        Int32(Field field, int index) {
            super(field, index);
        }

        @Override
        void add(FieldVector vector, int row, RecordConsumer consumer) {
            consumer.addInteger(vector.getDataBuffer().getInt((long) row * Integer.BYTES));
        }
    }

    private static final class Int64 extends ColumnFeed {
        Int64(Field field, int index) {
            super(field, index);
        }

        @Override
        void add(FieldVector vector, int row, RecordConsumer consumer) {
            consumer.addLong(vector.getDataBuffer().getLong((long) row * Long.BYTES));
        }
    }

    private static final class Float32 extends ColumnFeed {
        Float32(Field field, int index) {
            super(field, index);
        }

        @Override
        void add(FieldVector vector, int row, RecordConsumer consumer) {
            consumer.addFloat(vector.getDataBuffer().getFloat((long) row * Float.BYTES));
        }
    }

    private static final class Float64 extends ColumnFeed {
        Float64(Field field, int index) {
            super(field, index);
        }

        @Override
        void add(FieldVector vector, int row, RecordConsumer consumer) {
            consumer.addDouble(vector.getDataBuffer().getDouble((long) row * Double.BYTES));
        }
    }
}
