package io.quantmini.profile;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Memory in use at one moment.
 *
 * @param heap live after the last collection, so that garbage does not count, of the heap's limit; 0 used before the
 *     first collection
 * @param arrow held by the root allocator, of its limit
 * @param resident memory of the process in RAM, of the budget; empty when the system does not tell
 * @param container memory of the control group that could not be taken back at once, of its limit; empty without one
 */
public record MemorySample(Gauge heap, Gauge arrow, Optional<Gauge> resident, Optional<Gauge> container) {

    /** An amount and its limit, both in bytes. */
    public record Gauge(long usedBytes, long limitBytes) {
        /** Checks that nothing is negative and the limit is positive. */
        public Gauge {
            if (usedBytes < 0 || limitBytes <= 0) {
                throw new IllegalArgumentException(
                        "[memory] expected used >= 0 of limit > 0, got " + usedBytes + " of " + limitBytes);
            }
        }

        /** Used of the limit; above 1 when past it. */
        public double share() {
            return (double) usedBytes / limitBytes;
        }

        /** How close this one is to its limit. */
        public PressureLevel level() {
            return PressureLevel.of(share());
        }
    }

    /** The highest level of all gauges. */
    public PressureLevel level() {
        return Stream.of(Optional.of(heap), Optional.of(arrow), resident, container)
                .flatMap(Optional::stream)
                .map(Gauge::level)
                .max(PressureLevel::compareTo)
                .orElseThrow();
    }
}
