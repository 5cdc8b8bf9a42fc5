package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.arrow.util.AutoCloseables;

/**
 * Streams that are taken one after the other while workers open the next ones; what no worker has begun, whoever takes it
 * opens. Owns what was not taken. Used by one thread.
 */
final class Readahead implements AutoCloseable {
    /** So many wait at most, opened. */
    private static final int AHEAD = 8;

    private final List<Opening> openings;
    private final Executor workers;
    private int begun;

    /** Begins to open the first ones. */
    Readahead(List<? extends Supplier<? extends BatchStream>> sources, Executor workers) {
        this.openings = sources.stream().map(source -> new Opening(source)).toList();
        this.workers = workers;
        if (openings.size() > 1) {
            begin(AHEAD);
        }
    }

    /** The stream at that place, which is the caller's from now on. Opens others while a worker is at it. */
    BatchStream take(int index) {
        begin(index + 1 + AHEAD);
        Opening opening = openings.get(index);
        opening.run();
        for (int next = index + 1; opening.isRunning() && next < begun; next++) {
            openings.get(next).run();
        }
        return opening.take();
    }

    @Override
    public void close() {
        begun = openings.size();
        try {
            AutoCloseables.close(openings.stream()
                    .map(opening -> (AutoCloseable) opening::abandon)
                    .toList());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("[query] cannot close: " + e, e);
        }
    }

    private void begin(int end) {
        try {
            for (; begun < Math.min(end, openings.size()); begun++) {
                workers.execute(openings.get(begun));
            }
        } catch (RejectedExecutionException e) {
            begun = openings.size(); // the engine was closed meanwhile: the reader opens the rest by itself
        }
    }
}
