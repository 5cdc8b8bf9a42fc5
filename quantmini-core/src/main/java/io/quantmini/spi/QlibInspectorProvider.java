package io.quantmini.spi;

import io.quantmini.stage.QlibInspector;

/** Makes a {@link QlibInspector}. */
public interface QlibInspectorProvider extends StageProvider<QlibInspector> {}
