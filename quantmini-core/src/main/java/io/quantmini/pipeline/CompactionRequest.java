package io.quantmini.pipeline;

import io.quantmini.market.Dataset;
import io.quantmini.stage.PartitionWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to compact.
 *
 * @param datasets which
 * @param progress hears of every month
 * @param writer of the merged files; null for the one that a pipeline would choose
 */
public record CompactionRequest(
        List<Dataset> datasets,
        ProgressListener progress,
        @Nullable PartitionWriter writer) {
    public CompactionRequest {
        datasets = List.copyOf(datasets);
    }

    /** All that ship, unheard. */
    public static CompactionRequest all() {
        return new CompactionRequest(Dataset.shipped(), ProgressListener.NONE, null);
    }

    /** The same, of these datasets; of all that ship when there are none. */
    public CompactionRequest datasets(Dataset... wanted) {
        return new CompactionRequest(wanted.length == 0 ? Dataset.shipped() : List.of(wanted), progress, writer);
    }

    /** The same, heard. */
    public CompactionRequest progress(ProgressListener listener) {
        return new CompactionRequest(datasets, listener, writer);
    }

    /** The same, by this writer. */
    public CompactionRequest partitionWriter(PartitionWriter instance) {
        return new CompactionRequest(datasets, progress, instance);
    }
}
