package io.quantmini.pipeline;

import io.quantmini.stage.Placement;
import java.util.function.BooleanSupplier;

/**
 * How a unit is to be staged.
 *
 * @param placement of its files
 * @param memoryBytes most off-heap memory to take
 * @param stopped whether to give up, as nobody wants the unit any more; asked now and then
 */
record Staging(Placement placement, long memoryBytes, BooleanSupplier stopped) {
    /** With all the memory there is, to the end. */
    static Staging alone(Placement placement) {
        return new Staging(placement, Long.MAX_VALUE, () -> false);
    }
}
