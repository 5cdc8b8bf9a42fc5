package io.quantmini.spi;

import io.quantmini.stage.Ingestor;

/** Makes a {@link Ingestor}. */
public interface IngestorProvider extends StageProvider<Ingestor> {}
