package io.quantmini.storage;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.TableStoreProvider;
import io.quantmini.stage.TableStore;

/** Registers {@link ParquetTableStore}. */
public final class ParquetTableStoreProvider implements TableStoreProvider {
    @Override
    public String id() {
        return "parquet";
    }

    @Override
    public String describe() {
        return "Parquet by parquet-java";
    }

    @Override
    public TableStore create(QuantminiContext context) {
        return new ParquetTableStore();
    }
}
