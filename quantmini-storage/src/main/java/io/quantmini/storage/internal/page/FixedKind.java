package io.quantmini.storage.internal.page;

import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** What a value of fixed width is, and its bytes. Where they are looked at they have 64 bits: integers with their sign, floats as their bits. */
enum FixedKind {
    BOOLEAN(0),
    INT32(Integer.BYTES),
    INT64(Long.BYTES),
    FLOAT(Float.BYTES),
    DOUBLE(Double.BYTES);

    private final int bytes;

    FixedKind(int bytes) {
        this.bytes = bytes;
    }

    static FixedKind of(PrimitiveTypeName type) {
        return switch (type) {
            case BOOLEAN -> BOOLEAN;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            default -> throw new IllegalArgumentException("expected a type of fixed width, got " + type);
        };
    }

    /** Bytes of a PLAIN value; 0 for a flag, which is a bit. */
    int bytes() {
        return bytes;
    }
}
