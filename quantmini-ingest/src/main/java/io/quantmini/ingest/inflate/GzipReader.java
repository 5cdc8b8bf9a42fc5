package io.quantmini.ingest.inflate;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a gzip file, a chunk of some {@link InflateWindow#CHUNK} bytes at a time, and accepts nothing less than a whole
 * one: every member's header, CRC-32 and length are checked, concatenated members are read as one stream, and a byte after the
 * last member is an error.
 *
 * <pre>{@code
 * try (GzipReader gzip = GzipReader.open(source, GzipLimits.NONE)) {
 *     while (gzip.advance(0)) {
 *         out.write(gzip.buffer(), gzip.from(), gzip.to() - gzip.from());
 *     }
 * }
 * }</pre>
 *
 * <p>Bytes stand only once {@link #advance} has returned false: a fault is reported after the bytes that came before it. After
 * an error every {@code advance} fails with the same error. Takes some 400 KiB and {@code maxKeep} on the heap; owns the source and the inflater and
 * closes them. Not thread-safe.
 */
public final class GzipReader implements Closeable {
    private final CompressedInput in;
    private final StreamInflater inflater;
    private final MemberFraming framing;
    private final InflateWindow window;
    private final int maxKeep;
    private final CRC32 crc = new CRC32();
    private final long maxBytes;

    private int from;
    private boolean inMember;
    private boolean ended;
    private long memberBytes;
    private long bytesOut;
    private @Nullable IOException failure;

    private GzipReader(CompressedInput in, StreamInflater inflater, GzipLimits limits, int maxKeep) {
        this.window = new InflateWindow(Objects.checkIndex(maxKeep, Integer.MAX_VALUE));
        this.maxKeep = maxKeep;
        this.in = in;
        this.inflater = inflater;
        this.framing = new MemberFraming(in, limits.maxMembers());
        this.maxBytes = limits.maxBytes();
    }

    /** Reads {@code source} from its current position on, by the faster inflater; keeps nothing. */
    public static GzipReader open(InputStream source, GzipLimits limits) {
        return open(source, StreamInflater.create(), limits);
    }

    /** Reads {@code source} from its current position on; keeps nothing. */
    public static GzipReader open(InputStream source, StreamInflater inflater, GzipLimits limits) {
        return open(source, inflater, limits, 0);
    }

    /** Reads {@code source} from its current position on; up to {@code maxKeep} bytes are kept from chunk to chunk. */
    public static GzipReader open(InputStream source, StreamInflater inflater, GzipLimits limits, int maxKeep) {
        return new GzipReader(new CompressedInput(source), inflater, limits, maxKeep);
    }

    /**
     * Makes the next chunk current. Its first {@code keep} bytes are the last of the chunk before: what the caller could not
     * use yet, at most the {@code maxKeep} given to {@link #open}. There is room for a whole {@link InflateWindow#CHUNK} after
     * them, however many they are. When this throws, or returns false, they are all there is.
     *
     * @return false at the end of the file, when there are no bytes but those kept
     * @throws GzipException if the file is unsound or passes a limit
     * @throws IOException if the source fails
     */
    public boolean advance(int keep) throws IOException {
        Objects.checkIndex(keep, Math.min(maxKeep, window.position - from) + 1);
        window.slide(keep);
        from = window.position - keep;
        return fill();
    }

    /**
     * Makes the next chunk in {@code chunk}, which is the caller's again when this returns or throws: another thread may read
     * it, or change it, while this one goes on in another. When this throws, or returns false, the chunk is empty. All chunks
     * of a reader come by this method, or none.
     *
     * @param chunk with the reader's {@code maxKeep}; what it holds is lost
     * @return false at the end of the file
     * @throws GzipException if the file is unsound or passes a limit
     * @throws IOException if the source fails
     */
    public boolean advance(GzipChunk chunk) throws IOException {
        if (chunk.maxKeep() != maxKeep) {
            throw new IllegalArgumentException(
                    "expected a chunk that keeps at most " + maxKeep + " bytes, got one for " + chunk.maxKeep());
        }
        window.enter(chunk.buffer());
        from = window.position;
        try {
            return fill();
        } finally {
            chunk.set(window.position);
            window.leave();
        }
    }

    /**
     * The array that holds the chunk; the same for every one. At least {@link InflateWindow#READABLE_PAST_END} bytes of it come
     * after {@link #to}, so that words may be loaded there; what they hold is undefined.
     */
    public byte[] buffer() {
        return window.bytes();
    }

    /** Where the chunk starts in {@link #buffer}. */
    public int from() {
        return from;
    }

    /** Where the chunk ends in {@link #buffer}. */
    public int to() {
        return window.position;
    }

    /** Compressed bytes used so far. */
    public long bytesIn() {
        return in.offset();
    }

    /** Decompressed bytes so far, the current chunk included. */
    public long bytesOut() {
        return bytesOut;
    }

    /** CRC-32 as the last member's trailer states it, unsigned in the low 32 bits; 0 before the first trailer. */
    public long trailerCrc() {
        return framing.trailerCrc();
    }

    /** Goes on until the chunk is full, the file ends or a fault is met. */
    private boolean fill() throws IOException {
        int start = window.position;
        try {
            while (failure == null && !ended && !window.isFull()) {
                step();
            }
        } catch (IOException e) {
            failure = e;
        }
        if (window.position > start) {
            return true;
        }
        if (failure != null) {
            throw failure;
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        inflater.close();
        in.close();
    }

    private void step() throws IOException {
        if (!inMember) {
            inMember = framing.next();
            ended = !inMember;
            inflater.begin();
            window.forget();
            crc.reset();
            memberBytes = 0;
            return;
        }
        int start = window.position;
        boolean whole = false;
        try {
            whole = inflater.inflate(in, window);
        } finally {
            account(start);
        }
        if (whole) {
            inMember = false;
            framing.end(crc.getValue(), memberBytes);
        }
    }

    /** Counts and sums what was added to the window; a cap passed hides any fault that comes after. */
    private void account(int start) throws GzipException {
        int count = window.position - start;
        crc.update(window.bytes(), start, count);
        memberBytes += count;
        bytesOut += count;
        if (bytesOut > maxBytes) {
            throw new GzipException(
                    GzipFault.TOO_LARGE, in.offset(), "expected at most " + maxBytes + " bytes of text");
        }
    }
}
