package io.quantmini.admission;

import java.util.Locale;
import java.util.zip.CRC32;

/** What surrounds the compressed data of each gzip member (RFC 1952, section 2.3): its header and its trailer. */
final class GzipFraming {
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;

    private final CompressedBytes bytes;
    private final int maxMembers;
    private final CRC32 headerCrc = new CRC32();
    private int members;
    private long trailerCrc;

    GzipFraming(CompressedBytes bytes, int maxMembers) {
        this.bytes = bytes;
        this.maxMembers = maxMembers;
    }

    /** CRC-32 as the last trailer read states it. */
    long trailerCrc() {
        return trailerCrc;
    }

    /** Reads a member's header; false when the file has ended after at least one member. */
    boolean nextMember() {
        long start = bytes.offset();
        int first = bytes.read();
        if (first < 0 && members > 0) {
            return false;
        }
        if (first < 0) {
            throw fault(FileFault.TRUNCATED, start, "expected a gzip file, got an empty one");
        }
        if (first != MAGIC_1 || required() != MAGIC_2) {
            throw members == 0
                    ? fault(FileFault.NOT_GZIP, start, "expected a gzip header (1f 8b), got something else")
                    : fault(FileFault.TRAILING_BYTES, start, "expected the end of the file after the last gzip member");
        }
        if (++members > maxMembers) {
            throw fault(FileFault.TOO_MANY_MEMBERS, start, "expected at most " + maxMembers + " gzip members");
        }
        headerCrc.reset();
        headerCrc.update(MAGIC_1);
        headerCrc.update(MAGIC_2);
        restOfHeader(start);
        return true;
    }

    private void restOfHeader(long start) {
        int method = counted();
        int flags = counted();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw fault(
                    FileFault.CORRUPT,
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
                throw fault(FileFault.CORRUPT, start, "expected a gzip header that matches its own CRC");
            }
        }
    }

    /** Reads a member's trailer and compares it with what the member's data gave. */
    void endMember(long crc, long length) {
        long start = bytes.offset();
        trailerCrc = word();
        if (trailerCrc != crc) {
            throw fault(
                    FileFault.CRC_MISMATCH,
                    start,
                    String.format(
                            Locale.ROOT, "expected CRC-32 %08x as the gzip trailer says, got %08x", trailerCrc, crc));
        }
        long stated = word();
        if (stated != (length & 0xffff_ffffL)) {
            throw fault(
                    FileFault.LENGTH_MISMATCH,
                    start + 4,
                    "expected " + stated + " bytes (modulo 2^32) as the gzip trailer says, got " + length);
        }
    }

    IngestException fault(FileFault fault, long offset, String detail) {
        return new IngestException(
                fault,
                new FilePosition(bytes.file(), 0, offset),
                "cannot decompress: " + detail + "; fetch the file again");
    }

    private long word() {
        return (required() | required() << 8 | required() << 16 | (long) required() << 24) & 0xffff_ffffL;
    }

    private void skip(int count) {
        for (int i = 0; i < count; i++) {
            counted();
        }
    }

    private void skipText() {
        while (counted() != 0) {
            // zero ends the field
        }
    }

    private int counted() {
        int value = required();
        headerCrc.update(value);
        return value;
    }

    private int required() {
        int value = bytes.read();
        if (value < 0) {
            throw fault(
                    FileFault.TRUNCATED,
                    bytes.offset(),
                    "expected more bytes of a gzip member, got the end of the file");
        }
        return value;
    }
}
