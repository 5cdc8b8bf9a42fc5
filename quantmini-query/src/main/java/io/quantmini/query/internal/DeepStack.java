package io.quantmini.query.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs work on a stack of its own, deep enough for DuckDB to parse and plan any statement of the allowed length: its
 * parser recurses, and a caller's stack that overflows in native code takes the program with it.
 */
final class DeepStack {
    private static final long BYTES = 64L << 20;
    private static final long IDLE_SECONDS = 5;

    /** To make such a thread takes half a millisecond, so one waits a little for the next statement. */
    private static final ExecutorService THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), DeepStack::thread);

    private DeepStack() {}

    /** The call's answer or its exception; waits for it even when interrupted, and stays interrupted. */
    static <T> T call(Callable<T> work) throws Exception {
        Future<T> task = THREADS.submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof Exception known ? known : e;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "quantmini-query-plan", BYTES);
        thread.setDaemon(true);
        return thread;
    }
}
