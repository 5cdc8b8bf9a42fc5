package io.quantmini.qlib.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Forces many files with a few threads: file systems write one journal entry for those that wait together. */
final class ForcePool {
    private static final int THREADS = 8;
    private static final int PATHS_WORTH_A_THREAD = 16;

    private ForcePool() {}

    /** Returns when all paths are on disk; the first failure is thrown once every thread has stopped. */
    static void force(Disk disk, List<Path> paths) throws IOException {
        int threads = Math.min(THREADS, paths.size() / PATHS_WORTH_A_THREAD);
        if (threads <= 1) {
            for (Path path : paths) {
                disk.force(path);
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "qlib-force");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int start = thread;
                running.add(pool.submit(() -> {
                    for (int at = start; at < paths.size(); at += threads) {
                        disk.force(paths.get(at));
                    }
                    return null;
                }));
            }
            for (Future<?> task : running) {
                await(task);
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void await(Future<?> task) throws IOException {
        try {
            task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IOException("cannot force the written files to disk", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while forcing the written files to disk", interrupted);
        }
    }
}
