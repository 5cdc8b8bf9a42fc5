package io.quantmini.ingest;

import io.quantmini.ingest.inflate.InflateWindow;
import io.quantmini.ingest.inflate.StreamInflater;
import io.quantmini.stage.IngestRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A text whose chunks are fetched ahead by threads to spare, and by the reader itself when none of them is at it and there is
 * nothing to read. A fault comes out of {@link #advance} after the chunks before it. Holds at most {@link #AHEAD} chunks besides the
 * current one. Read by one thread; an interrupt is kept for later, as what is waited for comes soon.
 */
final class AheadText implements TextSource {
    /** Chunks that are fetched, or being fetched, and not read yet. */
    static final int AHEAD = 2;

    private final TextSource source;
    private final int maxKeep;
    private final SpareThreads threads;
    private final boolean helped;
    private final Thread reader = Thread.currentThread();

    /** Stands for the end of the text; what there is to be thrown for it comes along. */
    private final TextChunk last = new TextChunk(0, 0);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fetched = lock.newCondition();

    // under the lock; whoever sets fetching has the source to himself
    private final Deque<TextChunk> free = new ArrayDeque<>();
    private final Deque<TextChunk> ready = new ArrayDeque<>();
    private boolean fetching;
    private boolean complete;
    private boolean closed;

    // the reader's
    private TextChunk current = new TextChunk(0, 0);
    private TextChunk reached = current;
    private int from;
    private int to;

    private AheadText(TextSource source, int maxKeep, SpareThreads threads, boolean helped) {
        this.source = source;
        this.maxKeep = maxKeep;
        this.threads = threads;
        this.helped = helped;
    }

    /**
     * The text of the requested file, read by the calling thread.
     *
     * @param helped whether threads to spare are of any use; the reader counts as one of the threads even so
     */
    static AheadText open(IngestRequest request, SpareThreads threads, boolean helped) {
        int maxKeep = RecordReader.maxKeep(request.limits().maxLineBytes());
        GzipText gzip = GzipText.open(request, StreamInflater::create);
        return begin(new AheadText(gzip, maxKeep, threads, helped));
    }

    /**
     * As above, of any source; owns it.
     *
     * @param source nothing is kept of its chunks
     * @param maxKeep most bytes kept of this one's
     */
    static AheadText of(TextSource source, int maxKeep, SpareThreads threads) {
        return begin(new AheadText(source, maxKeep, threads, true));
    }

    private static AheadText begin(AheadText text) {
        text.threads.enter(text.reader);
        text.offer();
        return text;
    }

    private void offer() {
        if (helped) {
            threads.offer(this);
        }
    }

    @Override
    public boolean advance(int keep) {
        Objects.checkIndex(keep, Math.min(maxKeep, to - from) + 1);
        TextChunk next = reached == last ? last : take();
        reached = next;
        if (next == last) {
            from = to - keep;
            rethrow(next.failure);
            return false;
        }
        System.arraycopy(current.bytes, to - keep, next.bytes, next.start - keep, keep);
        from = next.start - keep;
        to = next.end;
        recycle(current);
        current = next;
        return true;
    }

    private TextChunk take() {
        lock.lock();
        try {
            while (ready.isEmpty() && fetching) {
                fetched.awaitUninterruptibly();
            }
            TextChunk chunk = ready.poll();
            if (chunk != null) {
                return chunk;
            }
            fetching = true;
        } finally {
            lock.unlock();
        }
        fetch();
        return take();
    }

    private void recycle(TextChunk chunk) {
        if (chunk.bytes.length > 0) {
            lock.lock();
            try {
                free.add(chunk);
            } finally {
                lock.unlock();
            }
        }
        offer();
    }

    /** Fetches a chunk, if there is room for one and nobody else is at it; called by threads to spare. */
    void fetchAhead() {
        lock.lock();
        try {
            if (fetching || complete || closed || ready.size() == AHEAD) {
                return;
            }
            fetching = true;
        } finally {
            lock.unlock();
        }
        fetch();
        offer();
    }

    private void fetch() {
        TextChunk chunk = fill();
        lock.lock();
        try {
            ready.add(chunk);
            complete = chunk == last;
            fetching = false;
            fetched.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private TextChunk fill() {
        try {
            if (source.advance(0)) {
                TextChunk chunk = chunk();
                int length = source.to() - source.from();
                System.arraycopy(source.buffer(), source.from(), chunk.bytes, chunk.start, length);
                chunk.end = chunk.start + length;
                return accounted(chunk);
            }
        } catch (Throwable e) {
            last.failure = e;
        }
        return accounted(last);
    }

    private TextChunk accounted(TextChunk chunk) {
        chunk.bytesIn = source.bytesIn();
        chunk.bytesOut = source.bytesOut();
        chunk.trailerCrc = source.trailerCrc();
        return chunk;
    }

    private TextChunk chunk() {
        lock.lock();
        try {
            TextChunk chunk = free.poll();
            return chunk == null ? new TextChunk(maxKeep, source.maxLength() + InflateWindow.READABLE_PAST_END) : chunk;
        } finally {
            lock.unlock();
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    @Override
    public byte[] buffer() {
        return current.bytes;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public int maxLength() {
        return source.maxLength();
    }

    @Override
    public long bytesIn() {
        return reached.bytesIn;
    }

    @Override
    public long bytesOut() {
        return reached.bytesOut;
    }

    @Override
    public long trailerCrc() {
        return reached.trailerCrc;
    }

    /** Waits for the chunk being fetched, if one is. Closing twice is harmless. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            while (fetching) {
                fetched.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        try {
            source.close();
        } finally {
            threads.leave(reader, this);
        }
    }
}
