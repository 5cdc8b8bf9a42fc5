package io.quantmini.qlib.internal.check;

import io.quantmini.pipeline.PipelineInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does one thing to many items with a few threads. */
final class SideBySide {
    private SideBySide() {}

    /** The answers in the items' order; what a task throws is thrown here once no thread is left. */
    static <T, R> List<R> map(int threads, List<T> items, Function<T, R> task) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "qlib-check");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<R>> running = new ArrayList<>(items.size());
            for (T item : items) {
                running.add(pool.submit(() -> task.apply(item)));
            }
            List<R> answers = new ArrayList<>(items.size());
            for (Future<R> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PipelineInterruptedException();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("[qlib] a look into an instrument failed", failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
