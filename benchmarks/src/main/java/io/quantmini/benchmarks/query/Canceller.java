package io.quantmini.benchmarks.query;

import io.quantmini.Quantmini;
import io.quantmini.batch.BatchStream;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Asks what has no end, and ends it from another thread: how long it takes to come back. */
final class Canceller {
    private static final String[] ENDLESS = {
        "SELECT count(*) FROM range(1000000000000) WHERE hash(range) = 1",
        "SELECT * FROM bronze.stocks_minute, range(1000000000)",
        "SELECT count(*) FROM bronze.stocks_minute a, bronze.stocks_minute b, bronze.stocks_minute c"
                + " WHERE hash(a.close, b.close, c.close) = 1"
    };

    private final Quantmini lake;
    private final AtomicLong cancelled = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();

    Canceller(Quantmini lake) {
        this.lake = lake;
    }

    /** Cancels one question after the other. */
    void run(BooleanSupplier over) {
        SplittableRandom random = new SplittableRandom(7);
        try {
            while (!over.getAsBoolean()) {
                cancelOne(ENDLESS[random.nextInt(ENDLESS.length)], random.nextInt(300));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long cancelled() {
        return cancelled.get();
    }

    /** Questions that did not end as cancelled. */
    long wrong() {
        return wrong.get();
    }

    /** The longest time from the interrupt to the end of everything. */
    double longestSeconds() {
        return longestNanos.get() / 1e9;
    }

    private void cancelOne(String sql, int afterMillis) throws InterruptedException {
        Thread asking = new Thread(() -> ask(sql), "cancelled");
        asking.start();
        Thread.sleep(afterMillis);
        long start = System.nanoTime();
        asking.interrupt();
        asking.join();
        longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
    }

    private void ask(String sql) {
        try (BatchStream rows = lake.sql(sql)) {
            while (rows.advance()) {
                Thread.onSpinWait();
            }
            wrong.incrementAndGet();
        } catch (QueryException e) {
            (e.reason() == Reason.CANCELLED ? cancelled : wrong).incrementAndGet();
        } catch (RuntimeException e) {
            wrong.incrementAndGet();
            System.err.println("cancelled question: " + e);
        }
    }
}
