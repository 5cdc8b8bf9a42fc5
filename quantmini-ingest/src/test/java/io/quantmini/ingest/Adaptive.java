package io.quantmini.ingest;

import io.quantmini.profile.ExecutionMode;
import io.quantmini.profile.PressureLevel;
import io.quantmini.profile.ResourceBudget;
import java.util.concurrent.atomic.AtomicInteger;

/** Adaptive ingestors for tests. */
final class Adaptive {
    private static final long GIB = 1L << 30;

    private Adaptive() {}

    static ResourceBudget budget(ExecutionMode mode) {
        return new ResourceBudget(mode, 8 * GIB, 2 * GIB, 4 * GIB, GIB, 2, 4, 4);
    }

    /** One that chooses another way from time to time, as memory comes and goes; every file is large to it. */
    static AdaptiveIngestor fickle(int batchRows) {
        AtomicInteger asked = new AtomicInteger();
        PressureLevel[] levels = PressureLevel.values();
        Pressure pressure = new Pressure(
                () -> levels[asked.get() / 2 % levels.length], () -> asked.getAndIncrement() * 1_000_000_000L);
        return new AdaptiveIngestor(budget(ExecutionMode.BATCH), pressure, batchRows, 0);
    }
}
