package io.quantmini.spi;

import io.quantmini.stage.PartitionReader;

/** Makes a {@link PartitionReader}. */
public interface PartitionReaderProvider extends StageProvider<PartitionReader> {}
