package io.quantmini.ingest;

import io.quantmini.profile.ExecutionMode;
import io.quantmini.profile.PressureLevel;
import java.util.concurrent.atomic.AtomicInteger;

/** Adaptive ingestors for tests. */
final class Adaptive {
    private Adaptive() {}

    /** One that chooses another way from time to time, as memory comes and goes; every file is large to it. */
    static AdaptiveIngestor fickle(int batchRows) {
        AtomicInteger asked = new AtomicInteger();
        PressureLevel[] levels = PressureLevel.values();
        Pressure pressure = new Pressure(
                () -> levels[asked.get() / 2 % levels.length], () -> asked.getAndIncrement() * 1_000_000_000L);
        return new AdaptiveIngestor(Budgets.of(ExecutionMode.BATCH), pressure, batchRows, 0);
    }
}
