package io.quantmini.pipeline;

/** The stages of a pipeline in the order they run. */
public enum Stage {
    DOWNLOAD,
    BRONZE,
    SILVER,
    GOLD
}
