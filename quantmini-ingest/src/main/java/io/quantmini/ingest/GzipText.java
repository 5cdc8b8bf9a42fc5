package io.quantmini.ingest;

import io.quantmini.QuantminiException;
import io.quantmini.admission.FileAccessException;
import io.quantmini.admission.FileFault;
import io.quantmini.admission.FilePosition;
import io.quantmini.admission.IngestException;
import io.quantmini.ingest.inflate.GzipChunk;
import io.quantmini.ingest.inflate.GzipException;
import io.quantmini.ingest.inflate.GzipFault;
import io.quantmini.ingest.inflate.GzipLimits;
import io.quantmini.ingest.inflate.GzipReader;
import io.quantmini.ingest.inflate.InflateWindow;
import io.quantmini.ingest.inflate.StreamInflater;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.IngestRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.function.Supplier;

/**
 * The text of a gzip file, decompressed by the thread that asks for it; all of it in one array or each chunk in one of its own. The errors are those of {@link
 * io.quantmini.admission.StrictGzipInputStream}: {@link IngestException} at an offset in the compressed file, {@link
 * FileAccessException} when the source fails.
 */
final class GzipText implements TextSource, ChunkSource {
    /** A chunk may be longer by a literal and a match. */
    private static final int LONGEST_MATCH = 259;

    private final String file;
    private final GzipReader gzip;
    private final int maxKeep;

    private GzipText(String file, GzipReader gzip, int maxKeep) {
        this.file = file;
        this.gzip = gzip;
        this.maxKeep = maxKeep;
    }

    /** Reads {@code source} from its current position on; owns it and the inflater. */
    static GzipText of(InputStream source, String file, StreamInflater inflater, IngestLimits limits) {
        GzipLimits caps = new GzipLimits(limits.maxBytes(), limits.maxMembers());
        int maxKeep = RecordReader.maxKeep(limits.maxLineBytes());
        return new GzipText(file, GzipReader.open(source, inflater, caps, maxKeep), maxKeep);
    }

    /** Opens the requested file. */
    static GzipText open(IngestRequest request, Supplier<? extends StreamInflater> inflater) {
        String file = request.file().toString();
        try {
            return of(Files.newInputStream(request.file()), file, inflater.get(), request.limits());
        } catch (IOException e) {
            throw new FileAccessException(file, "open", e);
        }
    }

    @Override
    public boolean advance(int keep) {
        try {
            return gzip.advance(keep);
        } catch (GzipException e) {
            throw rejected(e);
        } catch (IOException e) {
            throw new FileAccessException(file, "read", e);
        }
    }

    @Override
    public boolean advance(GzipChunk chunk) {
        try {
            return gzip.advance(chunk);
        } catch (GzipException e) {
            throw rejected(e);
        } catch (IOException e) {
            throw new FileAccessException(file, "read", e);
        }
    }

    @Override
    public int maxKeep() {
        return maxKeep;
    }

    @Override
    public byte[] buffer() {
        return gzip.buffer();
    }

    @Override
    public int from() {
        return gzip.from();
    }

    @Override
    public int to() {
        return gzip.to();
    }

    @Override
    public int maxLength() {
        return maxKeep + InflateWindow.CHUNK + LONGEST_MATCH;
    }

    @Override
    public long bytesIn() {
        return gzip.bytesIn();
    }

    @Override
    public long bytesOut() {
        return gzip.bytesOut();
    }

    @Override
    public long trailerCrc() {
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
