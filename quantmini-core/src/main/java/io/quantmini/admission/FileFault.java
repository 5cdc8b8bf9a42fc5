package io.quantmini.admission;

import java.util.Locale;

/** Why a file is rejected whole. */
public enum FileFault {
    /** Does not start with a gzip header. */
    NOT_GZIP,
    /** A gzip header field or the compressed data is invalid. */
    CORRUPT,
    /** A member's CRC-32 differs from that of its data. */
    CRC_MISMATCH,
    /** A member's stated length differs from that of its data. */
    LENGTH_MISMATCH,
    /** Ends within a gzip member. */
    TRUNCATED,
    /** Something that is no gzip member follows the last one. */
    TRAILING_BYTES,
    /** More decompressed bytes than allowed. */
    TOO_LARGE,
    /** More gzip members than allowed. */
    TOO_MANY_MEMBERS,
    /** The first line names none of the columns, or is no readable text. */
    NO_HEADER,
    /** The header lacks a column, or spells it differently. */
    MISSING_COLUMN,
    /** The header has a name twice. */
    REPEATED_COLUMN,
    /** A quoted field never closes. */
    UNCLOSED_QUOTE,
    /** More rows fail to parse than allowed. */
    TOO_MANY_MALFORMED,
    /** More rows break a market rule than allowed. */
    TOO_MANY_MARKET_FAULTS;

    /** The reason as the ledger and reports spell it: lower case. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}
