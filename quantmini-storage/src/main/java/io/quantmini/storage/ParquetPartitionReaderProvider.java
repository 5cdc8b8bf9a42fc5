package io.quantmini.storage;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.PartitionReaderProvider;
import io.quantmini.stage.PartitionReader;

/** Registers {@link ParquetPartitionReader}. */
public final class ParquetPartitionReaderProvider implements PartitionReaderProvider {
    @Override
    public String id() {
        return "parquet";
    }

    @Override
    public String describe() {
        return "Parquet by parquet-java";
    }

    @Override
    public PartitionReader create(QuantminiContext context) {
        return new ParquetPartitionReader();
    }
}
