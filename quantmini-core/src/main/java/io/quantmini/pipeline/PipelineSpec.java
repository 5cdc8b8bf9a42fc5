package io.quantmini.pipeline;

import io.quantmini.feature.FeatureSelection;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pipeline shall do, as its builder was told; see there. */
record PipelineSpec(
        @Nullable FlatFiles source,
        List<Dataset> datasets,
        @Nullable SessionRange sessions,
        @Nullable FeatureSelection features,
        @Nullable GoldSelection gold,
        Settle settle) {
    PipelineSpec {
        datasets = List.copyOf(datasets);
        if (source instanceof FlatFiles.SingleFile && datasets.size() != 1) {
            throw new IllegalArgumentException(
                    "[pipeline] expected one dataset for a single file, got " + datasets + "; name the file's");
        }
    }
}
