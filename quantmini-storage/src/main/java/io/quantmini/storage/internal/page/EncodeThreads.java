package io.quantmini.storage.internal.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The calling thread and a few daemon threads beside it, for tasks that know nothing of each other. Used by one thread at a time. */
public final class EncodeThreads implements AutoCloseable {
    private final int count;
    private final @Nullable ExecutorService others;

    /** A task. */
    @FunctionalInterface
    public interface Task {
        /**
         * Does it.
         *
         * @param thread number of the thread, from 0: no other task runs with that number at the same time
         */
        void run(int thread) throws IOException;
    }

    /**
     * Starts no thread yet.
     *
     * @param count of threads, the caller's among them
     */
    public EncodeThreads(int count) {
        this.count = count;
        this.others = count == 1 ? null : Executors.newFixedThreadPool(count - 1, EncodeThreads::daemon);
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** Does all tasks, begun in their order; returns or throws when no task runs any more. */
    public void run(List<? extends Task> tasks) throws IOException {
        if (others == null || tasks.size() < 2) {
            for (Task task : tasks) {
                task.run(0);
            }
            return;
        }
        Queue queue = new Queue(tasks);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int thread = 1; thread < Math.min(count, tasks.size()); thread++) {
            int number = thread;
            running.add(CompletableFuture.runAsync(() -> queue.drain(number), others));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
        try {
            queue.drain(0);
        } catch (UncheckedIOException e) {
            all.exceptionally(other -> null).join(); // what the tasks work on is still theirs
            throw Objects.requireNonNull(e.getCause());
        } catch (RuntimeException | Error e) {
            all.exceptionally(other -> null).join();
            throw e;
        }
        try {
            all.join();
        } catch (CompletionException e) {
            throw thrown(e);
        }
    }

    @Override
    public void close() {
        if (others != null) {
            others.shutdown();
        }
    }

    private static IOException thrown(CompletionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof UncheckedIOException io) {
            return Objects.requireNonNull(io.getCause());
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw failure;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "quantmini-encode");
        thread.setDaemon(true);
        return thread;
    }

    /** Tasks that are taken one by one, none after a failure. */
    private static final class Queue {
        private final List<? extends Task> tasks;
        private final AtomicInteger next = new AtomicInteger();

        Queue(List<? extends Task> tasks) {
            this.tasks = tasks;
        }

        void drain(int thread) {
            try {
                for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                    tasks.get(i).run(thread);
                }
            } catch (IOException e) {
                next.set(tasks.size());
                throw new UncheckedIOException(e);
            } catch (RuntimeException | Error e) {
                next.set(tasks.size());
                throw e;
            }
        }
    }
}
