package io.quantmini.s3;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Finds out a connection that gives something, but too little to wait for: over a window as long as the idle timeout, counted
 * while waiting for the store alone, it must give a minimum. The window moves on by fortieths, so that what a connection gave
 * before does not hide for long that it gives nothing now. Used by one thread.
 */
final class StallWatch {
    private static final int STEPS = 40;

    private final long windowNanos;
    private final long leastBytes;
    private final Deque<Step> steps = new ArrayDeque<>(STEPS + 1);
    private long waited;
    private long came;
    private long stepWaited;
    private long stepCame;

    /** What came in a part of the window. */
    private record Step(long bytes, long nanos) {}

    StallWatch(Duration window, long bytesPerSecond) {
        this.windowNanos = window.toNanos();
        this.leastBytes = (long) (bytesPerSecond * (windowNanos / 1e9));
    }

    /** Counts bytes that were waited for. */
    void came(int bytes, long nanos) throws TransferException {
        stepCame += bytes;
        stepWaited += nanos;
        if (stepWaited < windowNanos / STEPS) {
            return;
        }
        steps.add(new Step(stepCame, stepWaited));
        waited += stepWaited;
        came += stepCame;
        stepWaited = 0;
        stepCame = 0;
        if (waited >= windowNanos && came < leastBytes) {
            throw TransferException.broken(
                    String.format(Locale.ROOT, "stalled: %d bytes in %.1f s", came, waited / 1e9), null);
        }
        while (waited >= windowNanos) {
            Step oldest = steps.remove();
            waited -= oldest.nanos();
            came -= oldest.bytes();
        }
    }
}
