package io.quantmini.ingest;

import io.quantmini.profile.MemoryMonitor;
import io.quantmini.profile.PressureLevel;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How close memory is to its limits, asked again only after a while. Safe for use by several threads. */
final class Pressure {
    private static final long VALID_NANOS = Duration.ofMillis(200).toNanos();

    private final Supplier<PressureLevel> source;
    private final LongSupplier nanoTime;
    private @Nullable PressureLevel level;
    private long asked;

    Pressure(Supplier<PressureLevel> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    static Pressure of(MemoryMonitor monitor) {
        return new Pressure(() -> monitor.sample().level(), System::nanoTime);
    }

    synchronized PressureLevel level() {
        long now = nanoTime.getAsLong();
        PressureLevel known = level;
        if (known == null || now - asked >= VALID_NANOS) {
            known = source.get();
            level = known;
            asked = now;
        }
        return known;
    }
}
