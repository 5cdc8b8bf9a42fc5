package io.quantmini.features;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.FeatureEngineProvider;
import io.quantmini.stage.FeatureEngine;

/** Registers {@link VectorizedFeatureEngine}. */
public final class VectorizedFeatureEngineProvider implements FeatureEngineProvider {
    private static final int RANK = 10;

    @Override
    public String id() {
        return "vectorized";
    }

    @Override
    public String describe() {
        return "loops over arrays, series by series";
    }

    @Override
    public int rank() {
        return RANK;
    }

    @Override
    public FeatureEngine create(QuantminiContext context) {
        return new VectorizedFeatureEngine();
    }
}
