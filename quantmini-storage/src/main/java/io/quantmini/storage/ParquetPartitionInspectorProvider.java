package io.quantmini.storage;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.PartitionInspectorProvider;
import io.quantmini.stage.PartitionInspector;

/** Registers {@link ParquetPartitionInspector}. */
public final class ParquetPartitionInspectorProvider implements PartitionInspectorProvider {
    @Override
    public String id() {
        return "parquet";
    }

    @Override
    public String describe() {
        return "Parquet by parquet-java";
    }

    @Override
    public PartitionInspector create(QuantminiContext context) {
        return new ParquetPartitionInspector();
    }
}
