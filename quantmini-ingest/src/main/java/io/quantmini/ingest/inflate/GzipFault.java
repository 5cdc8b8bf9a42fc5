package io.quantmini.ingest.inflate;

/** Why a gzip file is refused. */
public enum GzipFault {
    /** Does not start with a gzip header. */
    NOT_GZIP,
    /** A header field or the compressed data is invalid. */
    CORRUPT,
    /** A member's CRC-32 differs from that of its data. */
    CRC_MISMATCH,
    /** A member's stated length differs from that of its data. */
    LENGTH_MISMATCH,
    /** Ends within a member. */
    TRUNCATED,
    /** Something that is no member follows the last one. */
    TRAILING_BYTES,
    /** More decompressed bytes than allowed. */
    TOO_LARGE,
    /** More members than allowed. */
    TOO_MANY_MEMBERS
}
