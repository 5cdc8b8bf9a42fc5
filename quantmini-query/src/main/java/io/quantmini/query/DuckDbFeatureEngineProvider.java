package io.quantmini.query;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.FeatureEngineProvider;
import io.quantmini.stage.FeatureEngine;

/** Registers {@link DuckDbFeatureEngine}. */
public final class DuckDbFeatureEngineProvider implements FeatureEngineProvider {
    @Override
    public String id() {
        return "duckdb";
    }

    @Override
    public String describe() {
        return "one SQL statement over the files";
    }

    @Override
    public FeatureEngine create(QuantminiContext context) {
        return new DuckDbFeatureEngine();
    }
}
