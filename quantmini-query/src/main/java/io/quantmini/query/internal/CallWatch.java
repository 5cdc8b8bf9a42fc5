package io.quantmini.query.internal;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread that looks at calls into DuckDB while they run; there is nobody else who could, for who called is inside. Safe
 * for use by several threads.
 */
final class CallWatch implements AutoCloseable {
    private static final long TICK_MILLIS = 10;

    private final long processBytes;
    private final ScheduledThreadPoolExecutor ticks;

    /** Of calls that are to end when the process holds more than {@code processBytes}. */
    CallWatch(long processBytes) {
        this.processBytes = processBytes;
        this.ticks = new ScheduledThreadPoolExecutor(1, look -> {
            Thread thread = new Thread(look, "quantmini-query-watch");
            thread.setDaemon(true);
            return thread;
        });
        ticks.setRemoveOnCancelPolicy(true);
    }

    /** Looks every few milliseconds until the future is cancelled. */
    Future<?> start(Runnable look) {
        return ticks.scheduleWithFixedDelay(look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    long processBytes() {
        return processBytes;
    }

    /** Whether the process holds more than it may. */
    boolean isProcessFull() {
        return processBytes < Long.MAX_VALUE && ResidentMemory.bytes() > processBytes;
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
