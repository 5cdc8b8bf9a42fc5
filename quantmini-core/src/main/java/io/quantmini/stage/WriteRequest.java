package io.quantmini.stage;

import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import java.nio.file.Path;

/**
 * What to write and where.
 *
 * @param dataset of the rows
 * @param layer of the files
 * @param placement tier of the files
 * @param maxPartitions bound of {@link Placement#AUTO}
 * @param staging empty directory to write below
 */
public record WriteRequest(Dataset dataset, Layer layer, Placement placement, int maxPartitions, Path staging) {
    /** {@link Placement#AUTO}'s default bound. */
    public static final int DEFAULT_MAX_PARTITIONS = 500;
}
