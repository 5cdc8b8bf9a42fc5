package io.quantmini.spi;

import io.quantmini.stage.QlibBinaryWriter;

/** Makes a {@link QlibBinaryWriter}. */
public interface QlibBinaryWriterProvider extends StageProvider<QlibBinaryWriter> {}
