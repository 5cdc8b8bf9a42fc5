package io.quantmini.s3;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Waits that are written down and not waited for. */
final class RecordedPause implements RetrySchedule.Pause {
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    @Override
    public void of(Duration duration) {
        waits.add(duration);
    }

    List<Duration> waits() {
        return List.copyOf(waits);
    }

    /** A schedule that waits as long as it may, on paper. */
    RetrySchedule schedule(int maxAttempts) {
        return new RetrySchedule(maxAttempts, bound -> bound - 1, this);
    }
}
