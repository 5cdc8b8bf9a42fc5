package io.quantmini.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when somebody waits, at once. */
final class VirtualTime {
    private final List<Duration> waits = new ArrayList<>();
    private Instant now;

    VirtualTime(Instant now) {
        this.now = now;
    }

    static VirtualTime at(String instant) {
        return new VirtualTime(Instant.parse(instant));
    }

    /** With the longest of all random waits. */
    Waiting waiting() {
        return new Waiting(Clock.fixed(now, ZoneOffset.UTC), this::nanos, bound -> bound - 1, this::pass);
    }

    long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    void pass(Duration duration) {
        waits.add(duration);
        now = now.plus(duration);
    }

    List<Duration> waits() {
        return List.copyOf(waits);
    }
}
