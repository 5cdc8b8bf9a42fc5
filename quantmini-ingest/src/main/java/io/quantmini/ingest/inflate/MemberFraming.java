package io.quantmini.ingest.inflate;

import java.io.IOException;
import java.util.Locale;
import java.util.zip.CRC32;

/** What surrounds the compressed data of each member (RFC 1952, section 2.3): its header and its trailer. */
final class MemberFraming {
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;

    private final CompressedInput in;
    private final int maxMembers;
    private final CRC32 headerCrc = new CRC32();
    private int members;
    private long trailerCrc;

    MemberFraming(CompressedInput in, int maxMembers) {
        this.in = in;
        this.maxMembers = maxMembers;
    }

    /** CRC-32 as the last trailer read states it. */
    long trailerCrc() {
        return trailerCrc;
    }

    /** Reads a member's header; false when the file has ended after at least one member. */
    boolean next() throws IOException {
        long start = in.offset();
        int first = in.read();
        if (first < 0 && members > 0) {
            return false;
        }
        if (first < 0) {
            throw new GzipException(GzipFault.TRUNCATED, start, "expected a gzip file, got an empty one");
        }
        if (first != MAGIC_1 || required() != MAGIC_2) {
            throw members == 0
                    ? new GzipException(GzipFault.NOT_GZIP, start, "expected a gzip header (1f 8b), got something else")
                    : new GzipException(
                            GzipFault.TRAILING_BYTES, start, "expected the end of the file after the last gzip member");
        }
        if (++members > maxMembers) {
            throw new GzipException(
                    GzipFault.TOO_MANY_MEMBERS, start, "expected at most " + maxMembers + " gzip members");
        }
        headerCrc.reset();
        headerCrc.update(MAGIC_1);
        headerCrc.update(MAGIC_2);
        restOfHeader(start);
        return true;
    }

    private void restOfHeader(long start) throws IOException {
        int method = counted();
        int flags = counted();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw new GzipException(
                    GzipFault.CORRUPT,
                    start,
                    "expected compression method 8 and no reserved flags, got method " + method + ", flags " + flags);
        }
        skip(6); // modification time, extra flags, operating system
        if ((flags & EXTRA) != 0) {
            skip(counted() | counted() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            int expected = (int) headerCrc.getValue() & 0xffff;
            if ((required() | required() << 8) != expected) {
                throw new GzipException(GzipFault.CORRUPT, start, "expected a gzip header that matches its own CRC");
            }
        }
    }

    /** Reads a member's trailer and compares it with what the member's data gave. */
    void end(long crc, long length) throws IOException {
        long start = in.offset();
        trailerCrc = word();
        if (trailerCrc != crc) {
            throw new GzipException(
                    GzipFault.CRC_MISMATCH,
                    start,
                    String.format(
                            Locale.ROOT, "expected CRC-32 %08x as the gzip trailer says, got %08x", trailerCrc, crc));
        }
        long stated = word();
        if (stated != (length & 0xffff_ffffL)) {
            throw new GzipException(
                    GzipFault.LENGTH_MISMATCH,
                    start + 4,
                    "expected " + stated + " bytes (modulo 2^32) as the gzip trailer says, got " + length);
        }
    }

    private long word() throws IOException {
        return (required() | required() << 8 | required() << 16 | (long) required() << 24) & 0xffff_ffffL;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            counted();
        }
    }

    private void skipText() throws IOException {
        while (counted() != 0) {
            // zero ends the field
        }
    }

    private int counted() throws IOException {
        int value = required();
        headerCrc.update(value);
        return value;
    }

    private int required() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new GzipException(
                    GzipFault.TRUNCATED, in.offset(), "expected more bytes of a gzip member, got the end of the file");
        }
        return value;
    }
}
