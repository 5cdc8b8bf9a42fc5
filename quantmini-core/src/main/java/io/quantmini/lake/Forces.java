package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * The threads that a writer waits for the disk with: files and directories are forced a bounded number at a time, and what
 * must not stop halfway runs where no interrupt reaches it. The first failed force stops the rest; none is retried.
 */
final class Forces implements AutoCloseable {
    private final FileOperations operations;
    private final ExecutorService pool;
    private volatile @Nullable Duration each;
    private final ExecutorService single = daemons(1, "quantmini-commit");

    Forces(FileOperations operations) {
        this.operations = operations;
        this.pool = daemons(operations.parallelForces(), "quantmini-force");
    }

    /** Does the work on a thread that nobody interrupts, and waits for it. */
    <T> T uninterrupted(Callable<T> work) throws IOException {
        AtomicReference<T> result = new AtomicReference<>();
        Throwable error = await(single.submit(() -> {
            result.set(work.call());
            return null;
        }));
        if (error != null) {
            throw unchecked(error);
        }
        return Objects.requireNonNull(result.get());
    }

    void files(Collection<Path> files) throws IOException {
        LongAccumulator fastest = new LongAccumulator(Math::min, Long.MAX_VALUE);
        long begun = System.nanoTime();
        all(files, file -> {
            long started = System.nanoTime();
            operations.force(file);
            fastest.accumulate(System.nanoTime() - started);
        });
        if (!files.isEmpty()) {
            each = Duration.ofNanos(Math.min(fastest.get(), (System.nanoTime() - begun) / files.size()));
        }
    }

    /**
     * How long a force takes among others: the time of the last ones by their number, but not more than the fastest took, for a busy
     * processor slows the threads and not the disk. These files are forced when there were none yet.
     */
    Duration each(Collection<Path> files) throws IOException {
        if (each == null) {
            files(files);
        }
        return each == null ? Duration.ZERO : each;
    }

    void directories(Collection<Path> directories) throws IOException {
        all(directories, operations::forceDirectory);
    }

    @Override
    public void close() {
        pool.shutdown();
        single.shutdown();
    }

    private void all(Collection<Path> paths, Force force) throws IOException {
        if (paths.size() == 1 || operations.parallelForces() == 1) {
            for (Path path : paths) {
                force.of(path);
            }
            return;
        }
        AtomicBoolean failed = new AtomicBoolean();
        List<Future<?>> results = new ArrayList<>(paths.size());
        for (Path path : paths) {
            results.add(pool.submit(() -> {
                if (!failed.get()) {
                    try {
                        force.of(path);
                    } catch (Throwable e) {
                        failed.set(true);
                        throw e;
                    }
                }
                return null;
            }));
        }
        Throwable first = null;
        for (Future<?> result : results) {
            Throwable error = await(result);
            first = first == null ? error : first;
        }
        if (first instanceof IOException e) {
            throw e;
        } else if (first != null) {
            throw unchecked(first);
        }
    }

    private static RuntimeException unchecked(Throwable error) throws IOException {
        if (error instanceof Error e) {
            throw e;
        } else if (error instanceof IOException e) {
            throw e;
        } else if (error instanceof RuntimeException e) {
            return e;
        }
        return new IllegalStateException(error);
    }

    private static ExecutorService daemons(int threads, String name) {
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static @Nullable Throwable await(Future<?> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    result.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Force {
        void of(Path path) throws IOException;
    }
}
