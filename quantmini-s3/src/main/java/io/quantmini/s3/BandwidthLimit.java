package io.quantmini.s3;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets the bytes of all transfers together pass at a given rate. Safe for use by several threads. */
final class BandwidthLimit {
    private final long bytesPerSecond;
    private final LongSupplier nanoTime;
    private final RetrySchedule.Pause pause;
    private long freeNanos;

    /**
     * A limit by a clock of one's own.
     *
     * @param bytesPerSecond most; {@link Long#MAX_VALUE} for no limit
     */
    BandwidthLimit(long bytesPerSecond, LongSupplier nanoTime, RetrySchedule.Pause pause) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.freeNanos = nanoTime.getAsLong();
    }

    static BandwidthLimit sleeping(long bytesPerSecond) {
        return new BandwidthLimit(bytesPerSecond, System::nanoTime, wait -> Thread.sleep(wait.toMillis()));
    }

    /** Waits until bytes that came may be followed by others. */
    void came(int bytes) throws InterruptedException {
        if (bytesPerSecond == Long.MAX_VALUE) {
            return;
        }
        long wait = book(bytes);
        if (wait > 0) {
            pause.of(Duration.ofNanos(wait));
        }
    }

    private synchronized long book(int bytes) {
        long now = nanoTime.getAsLong();
        // Time in which nobody asked is not saved up.
        if (freeNanos - now < 0) {
            freeNanos = now;
        }
        freeNanos += (long) (bytes * (1e9 / bytesPerSecond));
        return freeNanos - now;
    }
}
