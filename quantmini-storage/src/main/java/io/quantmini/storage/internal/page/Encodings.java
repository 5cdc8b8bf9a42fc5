package io.quantmini.storage.internal.page;

import java.util.Set;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * How the values of a column may be encoded.
 *
 * @param dictionary whether a dictionary is tried first
 * @param other for values that a dictionary would not make smaller
 */
record Encodings(boolean dictionary, Other other) {
    /** Of a dictionary and of the pages that refer to it, in pages of version 1. */
    @SuppressWarnings("deprecation")
    static final Encoding DICTIONARY = Encoding.PLAIN_DICTIONARY;

    /** Of levels that take no bytes, as parquet-java names it. */
    @SuppressWarnings("deprecation")
    static final Encoding NO_LEVELS = Encoding.BIT_PACKED;

    /** Floating columns whose values come again and again. */
    private static final Set<String> REPEATING = Set.of("strike_price", "factor");

    /** Whole numbers as a rule, so that most streams of their bytes are zeros. */
    private static final String VOLUME = "volume";

    /** Encodings that need no dictionary. */
    enum Other {
        PLAIN,
        DELTA,
        SPLIT
    }

    /** Whether nothing but PLAIN is tried. */
    boolean isPlain() {
        return !dictionary && other == Other.PLAIN;
    }

    static Encodings of(PrimitiveType type) {
        PrimitiveTypeName name = type.getPrimitiveTypeName();
        return switch (name) {
            case INT32, INT64 -> new Encodings(true, Other.DELTA);
            case BINARY -> new Encodings(true, Other.PLAIN);
            case BOOLEAN -> new Encodings(false, Other.PLAIN);
            case DOUBLE ->
                type.getName().equals(VOLUME)
                        ? new Encodings(true, Other.SPLIT)
                        : new Encodings(REPEATING.contains(type.getName()), Other.PLAIN);
            default -> new Encodings(false, Other.PLAIN);
        };
    }
}
