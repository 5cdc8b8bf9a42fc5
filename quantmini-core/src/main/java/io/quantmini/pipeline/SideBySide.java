package io.quantmini.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks done by several daemon threads, begun in their order and taken in their order: what a task gave or threw is not seen
 * before that of every task before it. Besides those that run, as many may be waiting to be taken. Used by one thread, which
 * closes it: then no thread is left, and what was not taken is discarded.
 */
final class SideBySide<T> implements AutoCloseable {
    private static final Duration LONG = Duration.ofDays(1);

    private final IntSupplier atOnce;
    private final Consumer<? super T> discard;
    private final int mostOpen;
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // under the lock
    private final Iterator<? extends Supplier<? extends T>> tasks;
    private final Deque<Slot<T>> open = new ArrayDeque<>();
    private int running;
    private boolean paused;
    private boolean closed;

    /** A task begun; one of the two is there when it has ended. */
    private static final class Slot<T> {
        private @Nullable T value;
        private @Nullable Throwable failure;

        boolean hasEnded() {
            return value != null || failure != null;
        }
    }

    /**
     * Begins at once.
     *
     * @param tasks that know nothing of each other
     * @param most threads
     * @param atOnce how many tasks may run now; asked whenever one more could begin
     * @param discard takes what nobody took
     */
    SideBySide(List<? extends Supplier<? extends T>> tasks, int most, IntSupplier atOnce, Consumer<? super T> discard) {
        this.tasks = tasks.iterator();
        this.discard = discard;
        this.mostOpen = 2 * most;
        this.atOnce = atOnce;
        for (int i = 1; i <= Math.min(most, tasks.size()); i++) {
            Thread thread = new Thread(this::work, "quantmini-unit-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /**
     * Waits for the next task to end.
     *
     * @return what it gave, now the caller's; what it threw is thrown here
     * @throws InterruptedException when this thread is interrupted; nothing is taken then
     */
    T take() throws InterruptedException {
        while (true) {
            Optional<T> next = take(LONG);
            if (next.isPresent()) {
                return next.get();
            }
        }
    }

    /** As {@link #take()}, but waits for so long at most; empty, and nothing taken, when it has not ended by then. */
    Optional<T> take(Duration most) throws InterruptedException {
        long left = most.toNanos();
        Slot<T> slot;
        lock.lockInterruptibly();
        try {
            while (open.isEmpty() ? tasks.hasNext() : !open.element().hasEnded()) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = changed.awaitNanos(left);
            }
            slot = open.remove();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return Optional.of(result(slot));
    }

    /** Lets running tasks end and no other begin, then does something in this thread. */
    <R> R alone(Supplier<R> action) throws InterruptedException {
        try {
            pause();
            return action.get();
        } finally {
            resume();
        }
    }

    private void pause() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            paused = true;
            while (running > 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void resume() {
        lock.lock();
        try {
            paused = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        Slot<T> slot = new Slot<>();
        for (Supplier<? extends T> task = begin(slot); task != null; task = begin(slot)) {
            try {
                end(slot, task.get(), null);
            } catch (Throwable e) {
                end(slot, null, e);
            }
            slot = new Slot<>();
        }
    }

    /** The next task, when it may begin; null when there is none for this thread any more. */
    private @Nullable Supplier<? extends T> begin(Slot<T> slot) {
        lock.lock();
        try {
            while (!closed && tasks.hasNext() && !mayBegin()) {
                changed.awaitUninterruptibly();
            }
            if (closed || !tasks.hasNext()) {
                return null;
            }
            running++;
            open.add(slot);
            return tasks.next();
        } catch (RuntimeException e) {
            slot.failure = e;
            open.add(slot);
            changed.signalAll();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private boolean mayBegin() {
        return !paused && open.size() < mostOpen && (running == 0 || running < atOnce.getAsInt());
    }

    private void end(Slot<T> slot, @Nullable T value, @Nullable Throwable failure) {
        lock.lock();
        try {
            slot.value = value;
            slot.failure = failure;
            running--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static <T> T result(Slot<T> slot) {
        if (slot.failure instanceof RuntimeException e) {
            throw e;
        }
        if (slot.failure instanceof Error e) {
            throw e;
        }
        return Objects.requireNonNull(slot.value);
    }

    /** Waits for the tasks that run, an interrupt being kept for later; begins none. Closing twice is harmless. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        threads.forEach(SideBySide::join);
        RuntimeException first = null;
        for (Slot<T> slot = open.poll(); slot != null; slot = open.poll()) {
            try {
                if (slot.value != null) {
                    discard.accept(slot.value);
                }
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

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
