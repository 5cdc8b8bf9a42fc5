package io.quantmini.ingest;

import io.quantmini.ingest.inflate.GzipChunk;
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
 * nothing to read. A fault comes out of {@link #advance} after the chunks before it. Holds at most {@link #AHEAD} chunks
 * besides the current one. Read by one thread; an interrupt is kept for later, as what is waited for comes soon.
 */
final class AheadText implements TextSource {
    /** Chunks that are fetched, or being fetched, and not read yet. */
    static final int AHEAD = 2;

    private static final byte[] NONE = {};

    private final ChunkSource source;
    private final SpareThreads threads;
    private final boolean helped;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fetched = lock.newCondition();

    // under the lock; whoever sets fetching has the source to himself
    private final Deque<GzipChunk> free = new ArrayDeque<>();
    private final Deque<Fetched> ready = new ArrayDeque<>();
    private boolean fetching;
    private boolean complete;
    private boolean closed;

    // the reader's
    private @Nullable GzipChunk current;
    private Fetched reached = new Fetched(null, null, 0, 0, 0);
    private boolean ended;
    private int from;
    private int to;

    private AheadText(ChunkSource source, SpareThreads threads, boolean helped) {
        this.source = source;
        this.threads = threads;
        this.helped = helped;
    }

    /**
     * The text of the requested file, read by the calling thread.
     *
     * @param helped whether threads to spare are of any use; the reader counts as one of the threads even so
     */
    static AheadText open(IngestRequest request, SpareThreads threads, boolean helped) {
        return of(GzipText.open(request, StreamInflater::create), threads, helped);
    }

    /** As above, of any source; owns it. */
    static AheadText of(ChunkSource source, SpareThreads threads, boolean helped) {
        AheadText text = new AheadText(source, threads, helped);
        threads.enter(text, Thread.currentThread());
        text.offer();
        return text;
    }

    /**
     * A chunk on its way to the reader, and how far the source was then.
     *
     * @param chunk null at the end
     * @param failure what the reader is told instead of the end
     */
    private record Fetched(
            @Nullable GzipChunk chunk, @Nullable Throwable failure, long bytesIn, long bytesOut, long trailerCrc) {}

    @Override
    public boolean advance(int keep) {
        Objects.checkIndex(keep, Math.min(source.maxKeep(), to - from) + 1);
        if (!ended) {
            reached = take();
        }
        GzipChunk next = reached.chunk();
        if (next == null) {
            ended = true;
            from = to - keep;
            rethrow(reached.failure());
            return false;
        }
        GzipChunk before = current;
        if (before != null) {
            next.keep(before, keep);
            recycle(before);
        }
        offer();
        current = next;
        from = next.from();
        to = next.to();
        return true;
    }

    private Fetched take() {
        lock.lock();
        try {
            while (ready.isEmpty() && fetching) {
                fetched.awaitUninterruptibly();
            }
            Fetched next = ready.poll();
            if (next != null) {
                return next;
            }
            fetching = true;
        } finally {
            lock.unlock();
        }
        fetch();
        return take();
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
        Fetched next = next();
        lock.lock();
        try {
            ready.add(next);
            complete = next.chunk() == null;
            fetching = false;
            fetched.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Fetched next() {
        GzipChunk chunk = null;
        Throwable failure = null;
        try {
            GzipChunk room = room();
            chunk = source.advance(room) ? room : null;
        } catch (Throwable e) {
            failure = e;
        }
        return new Fetched(chunk, failure, source.bytesIn(), source.bytesOut(), source.trailerCrc());
    }

    private GzipChunk room() {
        lock.lock();
        try {
            GzipChunk chunk = free.poll();
            return chunk == null ? GzipChunk.allocate(source.maxKeep()) : chunk;
        } finally {
            lock.unlock();
        }
    }

    private void recycle(GzipChunk chunk) {
        lock.lock();
        try {
            free.add(chunk);
        } finally {
            lock.unlock();
        }
    }

    private void offer() {
        if (helped) {
            threads.offer(this);
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
        return current == null ? NONE : current.buffer();
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
        return reached.bytesIn();
    }

    @Override
    public long bytesOut() {
        return reached.bytesOut();
    }

    @Override
    public long trailerCrc() {
        return reached.trailerCrc();
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
            threads.leave(this);
        }
    }
}
