package io.quantmini.admission;

import io.quantmini.QuantminiException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a gzip file (RFC 1952) and accepts nothing less than a whole one: every member's header, CRC-32 and length
 * are checked, concatenated members are read as one stream, and a byte after the last member is an error. It is the plain
 * reader that faster ones are measured against.
 *
 * <p>{@link #read} throws {@link IngestException}, with the offset in the compressed file, for bad data and for a cap that
 * is passed, and {@link FileAccessException} when the source fails. Bytes are given out before their member's CRC is
 * checked: they stand only once {@code read} has returned -1. After an error every read fails with the same error. Owns
 * the source and closes it. Not thread-safe.
 */
public final class StrictGzipInputStream extends InputStream {
    private final CompressedBytes bytes;
    private final GzipFraming framing;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final long maxBytes;

    private boolean inMember;
    private boolean ended;
    private long memberBytes;
    private long bytesOut;
    private @Nullable QuantminiException failure;

    /**
     * Reads {@code source} from its current position on.
     *
     * @param source compressed bytes, read in large blocks and closed with this stream
     * @param file what errors call the file
     * @param maxBytes most decompressed bytes
     * @param maxMembers most members
     */
    public StrictGzipInputStream(InputStream source, String file, long maxBytes, int maxMembers) {
        this.bytes = new CompressedBytes(source, file);
        this.framing = new GzipFraming(bytes, maxMembers);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        Objects.checkFromIndexSize(from, length, target.length);
        if (failure != null) {
            throw failure;
        }
        if (length == 0) {
            return 0;
        }
        try {
            return inflate(target, from, length);
        } catch (QuantminiException e) {
            failure = e;
            throw e;
        }
    }

    /** Compressed bytes used so far. */
    public long bytesIn() {
        return bytes.offset() - (inMember ? inflater.getRemaining() : 0);
    }

    /** Decompressed bytes given so far. */
    public long bytesOut() {
        return bytesOut;
    }

    /** CRC-32 as the last member's trailer states it, unsigned in the low 32 bits; 0 before the first trailer. */
    public long trailerCrc() {
        return framing.trailerCrc();
    }

    @Override
    public void close() {
        inflater.end();
        bytes.close();
    }

    private int inflate(byte[] target, int from, int length) {
        while (!ended) {
            if (!inMember) {
                openMember();
                continue;
            }
            int count = inflateSome(target, from, length);
            if (inflater.finished()) {
                closeMember();
            }
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    private void openMember() {
        inMember = framing.nextMember();
        ended = !inMember;
        crc.reset();
        inflater.reset();
        memberBytes = 0;
    }

    private int inflateSome(byte[] target, int from, int length) {
        if (inflater.needsInput() && !bytes.feed(inflater)) {
            throw framing.fault(
                    FileFault.TRUNCATED, bytes.offset(), "expected more compressed data, got the end of the file");
        }
        int count;
        try {
            count = inflater.inflate(target, from, length);
        } catch (DataFormatException e) {
            throw framing.fault(FileFault.CORRUPT, bytesIn(), "expected valid compressed data, got: " + e.getMessage());
        }
        crc.update(target, from, count);
        memberBytes += count;
        bytesOut += count;
        if (bytesOut > maxBytes) {
            throw new IngestException(
                    FileFault.TOO_LARGE,
                    new FilePosition(bytes.file(), 0, bytesIn()),
                    "cannot decompress: expected at most " + maxBytes
                            + " bytes of text; raise the limit if the file is right");
        }
        return count;
    }

    private void closeMember() {
        bytes.reclaim(inflater);
        inMember = false;
        framing.endMember(crc.getValue(), memberBytes);
    }
}
