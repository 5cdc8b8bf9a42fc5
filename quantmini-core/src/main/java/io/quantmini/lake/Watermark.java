package io.quantmini.lake;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a dataset is complete in a layer.
 *
 * @param dataset its name
 * @param layer the layer
 * @param start its first session with rows; null when there is none
 * @param through the last session before the first hole, or the last of all; null when there is none
 * @param last its last session with rows; null when there is none
 * @param holes sessions of the calendar between start and last without rows, in order
 * @param pending sessions that the lake knows of and has no rows for in this layer: refused or empty files, and for
 *     silver those that bronze has; in order
 */
public record Watermark(
        String dataset,
        Layer layer,
        @Nullable LocalDate start,
        @Nullable LocalDate through,
        @Nullable LocalDate last,
        List<LocalDate> holes,
        List<LocalDate> pending) {
    public Watermark {
        holes = List.copyOf(holes);
        pending = List.copyOf(pending);
    }
}
