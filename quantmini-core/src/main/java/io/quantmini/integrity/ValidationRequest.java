package io.quantmini.integrity;

import io.quantmini.market.Dataset;
import io.quantmini.pipeline.ProgressListener;
import java.util.List;

/**
 * What to validate.
 *
 * @param level how deep
 * @param datasets which, and the definitions of those that do not ship; empty for all in the lake
 * @param progress hears of every unit; the stage is that of its layer
 */
public record ValidationRequest(ValidationLevel level, List<Dataset> datasets, ProgressListener progress) {
    public ValidationRequest {
        datasets = List.copyOf(datasets);
    }

    /** All of a lake, unheard. */
    public static ValidationRequest of(ValidationLevel level) {
        return new ValidationRequest(level, List.of(), ProgressListener.NONE);
    }

    /** The same, of these datasets only. */
    public ValidationRequest datasets(Dataset... wanted) {
        return new ValidationRequest(level, List.of(wanted), progress);
    }

    /** The same, heard. */
    public ValidationRequest progress(ProgressListener listener) {
        return new ValidationRequest(level, datasets, listener);
    }
}
