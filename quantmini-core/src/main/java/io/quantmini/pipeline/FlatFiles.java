package io.quantmini.pipeline;

import java.nio.file.Path;
import java.time.LocalDate;

/** Where a pipeline's flat files come from. */
public sealed interface FlatFiles {
    /**
     * A directory in the vendor's key layout ({@code us_stocks_sip/day_aggs_v1/2025/01/2025-01-02.csv.gz}), read in place.
     */
    static FlatFiles directory(Path directory) {
        return new Directory(directory);
    }

    /** One file, which stands for the whole session of the pipeline's only dataset; read in place. */
    static FlatFiles file(Path file, LocalDate session) {
        return new SingleFile(file, session);
    }

    /** The object store of the configuration (endpoint, bucket, credentials), downloaded to landing first. */
    static FlatFiles objectStore() {
        return new ObjectStore();
    }

    /** What earlier downloads left in landing. */
    static FlatFiles landing() {
        return new Landed();
    }

    /** No flat files: only what the lake has is merged, where its months are complete. */
    static FlatFiles none() {
        return new None();
    }

    /** See {@link #directory}. */
    record Directory(Path directory) implements FlatFiles {}

    /** See {@link #file}. */
    record SingleFile(Path file, LocalDate session) implements FlatFiles {}

    /** See {@link #objectStore}. */
    record ObjectStore() implements FlatFiles {}

    /** See {@link #landing}. */
    record Landed() implements FlatFiles {}

    /** See {@link #none}. */
    record None() implements FlatFiles {}
}
