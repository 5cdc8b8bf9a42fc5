package io.quantmini.query.internal;

import io.quantmini.QuantminiException;
import io.quantmini.ResourceLimitException;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long one question is waited for: until the thread that waits is interrupted, somebody cancels, the time limit is used
 * up or the process is full. Only the time inside {@link #call} and {@link #enter} counts. One thread waits at a time; others may
 * {@link #cancel()}.
 */
final class Patience {
    /** Ends a call that runs; asked again and again until it has ended. */
    interface Cut {
        /** For a call that nothing can end: it is waited for, and its result is not taken. */
        Cut NONE = () -> {};

        void cut() throws SQLException;
    }

    private enum End {
        CANCELLED,
        TIMEOUT,
        MEMORY
    }

    private final CallWatch watch;
    private final @Nullable Duration limit;
    private long left;
    private @Nullable Thread caller;
    private Cut cut = Cut.NONE;
    private long started;
    private @Nullable End end;

    Patience(CallWatch watch, @Nullable Duration limit) {
        this.watch = watch;
        this.limit = limit;
        // Half of the range, so that sums with the clock do not overflow.
        this.left = limit == null ? Long.MAX_VALUE / 2 : TimeUnit.NANOSECONDS.convert(limit);
    }

    /** Fails when the question is not to go on. */
    synchronized void check() {
        look(Thread.currentThread());
        if (end != null) {
            throw ended(end, null);
        }
    }

    /** The work's result, unless the question was ended meanwhile. */
    <T> T call(Callable<T> work, Cut how) throws Exception {
        Future<?> looks = begin(how);
        T result;
        try {
            result = work.call();
        } catch (Exception e) {
            stop(looks);
            throw failure(e);
        }
        stop(looks);
        check();
        return result;
    }

    /** Takes one of the places, in line behind those who came before. */
    void enter(Semaphore places) {
        check();
        long start = System.nanoTime();
        try {
            if (!places.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                throw ended(End.TIMEOUT, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ended(End.CANCELLED, e);
        }
        left -= System.nanoTime() - start;
    }

    /** Ends a call that runs now, for good; without one nothing happens. */
    synchronized void cancel() {
        if (caller != null && end == null) {
            end = End.CANCELLED;
            cutNow();
        }
    }

    private synchronized Future<?> begin(Cut how) {
        check();
        caller = Thread.currentThread();
        cut = how;
        started = System.nanoTime();
        return watch.start(this::tick);
    }

    private synchronized void stop(Future<?> looks) {
        looks.cancel(false);
        left -= System.nanoTime() - started;
        caller = null;
        cut = Cut.NONE;
    }

    private synchronized void tick() {
        Thread waiting = caller;
        if (waiting == null) {
            return;
        }
        look(waiting);
        if (end == null && watch.isProcessFull()) {
            end = End.MEMORY;
        }
        if (end != null) {
            cutNow();
        }
    }

    private void look(Thread waiting) {
        if (end != null) {
            return;
        }
        if (waiting.isInterrupted()) {
            end = End.CANCELLED;
        } else if (left - (caller == null ? 0 : System.nanoTime() - started) <= 0) {
            end = End.TIMEOUT;
        }
    }

    private void cutNow() {
        try {
            cut.cut();
        } catch (SQLException | RuntimeException e) {
            // The driver throws what it comes across when the call ends at this moment; otherwise the next tick tries
            // again.
            return;
        }
    }

    private synchronized Exception failure(Exception e) {
        return end == null || e instanceof QuantminiException ? e : ended(end, e);
    }

    private QuantminiException ended(End how, @Nullable Exception cause) {
        return switch (how) {
            case CANCELLED ->
                new QueryException(Reason.CANCELLED, "cannot answer: the question was cancelled; ask again", cause);
            case TIMEOUT ->
                new QueryException(
                        Reason.TIMEOUT,
                        "cannot answer: expected an end within " + limit
                                + ", got none; ask for less or raise the time limit",
                        cause);
            case MEMORY ->
                new ResourceLimitException(
                        "resident bytes",
                        watch.processBytes(),
                        -1,
                        "[query] cannot run within " + watch.processBytes()
                                + " bytes of the process: it grew past them; ask for less at once or raise the memory limit",
                        cause);
        };
    }
}
