package io.quantmini.spi;

import io.quantmini.stage.FeatureEngine;

/** Makes a {@link FeatureEngine}. */
public interface FeatureEngineProvider extends StageProvider<FeatureEngine> {}
