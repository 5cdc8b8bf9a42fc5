package io.quantmini.ingest;

import io.quantmini.QuantminiException;
import io.quantmini.admission.FileAccessException;
import io.quantmini.admission.FileFault;
import io.quantmini.admission.FilePosition;
import io.quantmini.admission.IngestException;
import io.quantmini.ingest.inflate.GzipException;
import io.quantmini.ingest.inflate.GzipFault;
import io.quantmini.ingest.inflate.GzipLimits;
import io.quantmini.ingest.inflate.GzipReader;
import io.quantmini.ingest.inflate.StreamInflater;
import io.quantmini.stage.IngestLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The text of a gzip file, with the errors of {@link io.quantmini.admission.StrictGzipInputStream}: {@link IngestException} at an
 * offset in the compressed file, {@link FileAccessException} when the source fails. Not thread-safe.
 */
final class GzipText extends InputStream {
    private final String file;
    private final GzipReader gzip;
    private int next;
    private long bytesOut;

    /** Reads {@code source} from its current position on; owns it. */
    GzipText(InputStream source, String file, StreamInflater inflater, IngestLimits limits) {
        this.file = file;
        this.gzip = GzipReader.open(source, inflater, new GzipLimits(limits.maxBytes(), limits.maxMembers()));
    }

    @Override
    public int read() {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (next == gzip.to() && !advance()) {
            return -1;
        }
        int count = Math.min(length, gzip.to() - next);
        System.arraycopy(gzip.buffer(), next, target, from, count);
        next += count;
        bytesOut += count;
        return count;
    }

    /** Compressed bytes used so far. */
    long bytesIn() {
        return gzip.bytesIn();
    }

    /** Decompressed bytes given so far. */
    long bytesOut() {
        return bytesOut;
    }

    /** CRC-32 as the last member's trailer states it, unsigned in the low 32 bits; 0 before the first trailer. */
    long trailerCrc() {
        return gzip.trailerCrc();
    }

    @Override
    public void close() {
        try {
            gzip.close();
        } catch (IOException e) {
            throw new FileAccessException(file, "close", e);
        }
    }

    private boolean advance() {
        try {
            boolean more = gzip.advance(0);
            next = gzip.from();
            return more;
        } catch (GzipException e) {
            next = gzip.to();
            throw rejected(e);
        } catch (IOException e) {
            next = gzip.to();
            throw new FileAccessException(file, "read", e);
        }
    }

    private QuantminiException rejected(GzipException e) {
        String advice =
                e.fault() == GzipFault.TOO_LARGE ? "; raise the limit if the file is right" : "; fetch the file again";
        return new IngestException(
                fault(e.fault()),
                new FilePosition(file, 0, e.offset()),
                "cannot decompress: " + e.getMessage() + advice);
    }

    private static FileFault fault(GzipFault fault) {
        return switch (fault) {
            case NOT_GZIP -> FileFault.NOT_GZIP;
            case CORRUPT -> FileFault.CORRUPT;
            case CRC_MISMATCH -> FileFault.CRC_MISMATCH;
            case LENGTH_MISMATCH -> FileFault.LENGTH_MISMATCH;
            case TRUNCATED -> FileFault.TRUNCATED;
            case TRAILING_BYTES -> FileFault.TRAILING_BYTES;
            case TOO_LARGE -> FileFault.TOO_LARGE;
            case TOO_MANY_MEMBERS -> FileFault.TOO_MANY_MEMBERS;
        };
    }
}
