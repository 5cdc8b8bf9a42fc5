package io.quantmini.spi;

import io.quantmini.stage.PartitionWriter;

/** Makes a {@link PartitionWriter}. */
public interface PartitionWriterProvider extends StageProvider<PartitionWriter> {}
