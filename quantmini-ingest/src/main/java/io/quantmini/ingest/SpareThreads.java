package io.quantmini.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that inflate ahead, for all texts being read: as many as a budget leaves beside the threads that read, perhaps none.
 * They are daemons, start when there is work, and end when more threads read or none does. Safe for use by several threads.
 */
final class SpareThreads {
    private final int budget;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // all under the lock
    private final Map<AheadText, Thread> readers = new HashMap<>();
    private final Deque<AheadText> waiting = new ArrayDeque<>();
    private final Set<Thread> workers = new HashSet<>();
    private final List<Thread> leaving = new ArrayList<>();
    private int idle;
    private int started;

    /** {@code budget} threads at most, those that read among them. */
    SpareThreads(int budget) {
        this.budget = budget;
    }

    /** Counts the thread that reads a text. It is never refused; others may have to end for it. */
    void enter(AheadText text, Thread reader) {
        lock.lock();
        try {
            readers.put(text, reader);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The text is read no more. With the last text all threads end; this waits until they have. */
    void leave(AheadText text) {
        List<Thread> ended;
        lock.lock();
        try {
            readers.remove(text);
            waiting.remove(text);
            if (!readers.isEmpty()) {
                return;
            }
            leaving.addAll(workers);
            workers.clear();
            ended = List.copyOf(leaving);
            leaving.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        ended.forEach(SpareThreads::join);
    }

    /** Says that more of the text may be inflated now; that is forgotten when no thread is to spare, or the text is read no more. */
    void offer(AheadText text) {
        lock.lock();
        try {
            if (spare() <= 0 || !readers.containsKey(text)) {
                return;
            }
            if (!waiting.contains(text)) {
                waiting.add(text);
            }
            if (waiting.size() <= idle) {
                changed.signal();
            } else if (workers.size() < spare()) {
                start();
            }
        } finally {
            lock.unlock();
        }
    }

    private int spare() {
        return budget - new HashSet<>(readers.values()).size();
    }

    private void start() {
        Thread worker = new Thread(this::work, "quantmini-inflate-" + ++started);
        worker.setDaemon(true);
        workers.add(worker);
        worker.start();
    }

    private void work() {
        for (AheadText text = next(); text != null; text = next()) {
            text.fetchAhead();
        }
    }

    /** The next text to work on; null when this thread is to end. */
    private @Nullable AheadText next() {
        Thread self = Thread.currentThread();
        lock.lock();
        try {
            while (workers.contains(self)) {
                if (workers.size() > spare()) {
                    workers.remove(self);
                    leaving.add(self);
                } else if (!waiting.isEmpty()) {
                    return waiting.remove();
                } else {
                    idle++;
                    changed.awaitUninterruptibly();
                    idle--;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a thread that is about to end; an interrupt is kept for later. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
