package io.quantmini.s3;

import java.time.Duration;
import java.util.Locale;

/**
 * Finds out a connection that gives something, but too little to wait for: over a window as long as the idle timeout, counted
 * while waiting for the store alone, it must give a minimum. Used by one thread.
 */
final class StallWatch {
    private final long windowNanos;
    private final long leastBytes;
    private long waited;
    private long came;

    StallWatch(Duration window, long bytesPerSecond) {
        this.windowNanos = window.toNanos();
        this.leastBytes = (long) (bytesPerSecond * (windowNanos / 1e9));
    }

    /** Counts bytes that were waited for. */
    void came(int bytes, long nanos) throws TransferException {
        came += bytes;
        waited += nanos;
        if (waited < windowNanos) {
            return;
        }
        if (came < leastBytes) {
            throw TransferException.broken(
                    String.format(Locale.ROOT, "stalled: %d bytes in %.1f s", came, waited / 1e9), null);
        }
        waited = 0;
        came = 0;
    }
}
