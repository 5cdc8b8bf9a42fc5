package io.quantmini.stage;

import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * What to write and where.
 *
 * @param dataset of the rows
 * @param layer of the files
 * @param placement tier of the files
 * @param maxPartitions bound of {@link Placement#AUTO}
 * @param staging empty directory to write below
 * @param cuts dates, ascending, each the first of a further unit: rows before and after one go to different files, as if
 *     each unit were written by itself. None for one unit, and with {@link Placement#AUTO}
 */
public record WriteRequest(
        Dataset dataset, Layer layer, Placement placement, int maxPartitions, Path staging, List<LocalDate> cuts) {
    /** {@link Placement#AUTO}'s default bound. */
    public static final int DEFAULT_MAX_PARTITIONS = 500;

    public WriteRequest {
        cuts = List.copyOf(cuts);
        if (placement == Placement.AUTO && !cuts.isEmpty()) {
            throw new IllegalArgumentException(
                    "[write request] expected one unit for placement AUTO, got cuts at " + cuts);
        }
        for (int i = 1; i < cuts.size(); i++) {
            if (!cuts.get(i - 1).isBefore(cuts.get(i))) {
                throw new IllegalArgumentException("[write request] expected ascending cuts, got " + cuts);
            }
        }
    }

    /** A request for one unit. */
    public WriteRequest(Dataset dataset, Layer layer, Placement placement, int maxPartitions, Path staging) {
        this(dataset, layer, placement, maxPartitions, staging, List.of());
    }

    /** The same, with units that begin at these dates. */
    public WriteRequest cutAt(List<LocalDate> dates) {
        return new WriteRequest(dataset, layer, placement, maxPartitions, staging, dates);
    }
}
