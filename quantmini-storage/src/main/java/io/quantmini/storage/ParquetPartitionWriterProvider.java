package io.quantmini.storage;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.PartitionWriterProvider;
import io.quantmini.stage.PartitionWriter;

/** Registers {@link ParquetPartitionWriter}. */
public final class ParquetPartitionWriterProvider implements PartitionWriterProvider {
    @Override
    public String id() {
        return "parquet";
    }

    @Override
    public String describe() {
        return "Parquet by parquet-java";
    }

    @Override
    public PartitionWriter create(QuantminiContext context) {
        return new ParquetPartitionWriter(
                switch (context.config().compressionLevel()) {
                    case 0 -> PageCompression.NONE;
                    case 3 -> PageCompression.ZSTD_3;
                    default -> PageCompression.ZSTD_1;
                },
                context.budget().threads());
    }
}
