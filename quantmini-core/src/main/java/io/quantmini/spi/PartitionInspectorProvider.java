package io.quantmini.spi;

import io.quantmini.stage.PartitionInspector;

/** Makes a {@link PartitionInspector}. */
public interface PartitionInspectorProvider extends StageProvider<PartitionInspector> {}
