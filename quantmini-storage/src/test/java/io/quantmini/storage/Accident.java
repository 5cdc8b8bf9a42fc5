package io.quantmini.storage;

import io.quantmini.lake.FaultyDisk;
import io.quantmini.lake.FaultyDisk.Fault;
import io.quantmini.lake.VolatileDisk;
import java.io.IOException;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * What goes wrong while something is done to a lake.
 *
 * @param kind of accident
 * @param at the operation of the lake on its disk, counted from 1, where it happens; when there are fewer, nothing does
 */
record Accident(Kind kind, int at) {
    private static final int MAX_OPERATIONS = 80;

    /** What can go wrong. */
    enum Kind {
        NONE,
        KILLED,
        POWER_CUT,
        FAILED,
        DISK_FULL
    }

    /** None as often as any other two; the first ones are what a shrunk counterexample comes down to. */
    static Arbitrary<Accident> any() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(2, Kind.NONE),
                Tuple.of(2, Kind.KILLED),
                Tuple.of(2, Kind.POWER_CUT),
                Tuple.of(1, Kind.FAILED),
                Tuple.of(1, Kind.DISK_FULL));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers()
                                .between(1, MAX_OPERATIONS)
                                .withDistribution(RandomDistribution.uniform()))
                .as(Accident::new);
    }

    /** A disk with the lake, as it is, where this happens. */
    FaultyDisk disk(Path lake) throws IOException {
        return switch (kind) {
            case NONE -> new FaultyDisk();
            case KILLED -> new FaultyDisk(Fault.STOP, at);
            case POWER_CUT -> VolatileDisk.holding(lake, Fault.STOP, at);
            case FAILED -> new FaultyDisk(Fault.FAIL, at);
            case DISK_FULL -> new FaultyDisk(Fault.FULL, at);
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case NONE -> "undisturbed";
            case KILLED -> "killed at operation " + at;
            case POWER_CUT -> "power cut at operation " + at;
            case FAILED -> "operation " + at + " failed";
            case DISK_FULL -> "disk full from operation " + at;
        };
    }
}
