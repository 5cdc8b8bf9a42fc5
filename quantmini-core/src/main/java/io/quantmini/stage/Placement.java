package io.quantmini.stage;

/** In which tier the files of a unit land. */
public enum Placement {
    /** One sorted file per session below {@code _sessions}. */
    SESSION,
    /** The settled layout of the dataset, one file a partition. */
    SETTLED,
    /** Settled when the rows touch at most {@link WriteRequest#maxPartitions()} partitions, else {@link #SESSION}. */
    AUTO
}
