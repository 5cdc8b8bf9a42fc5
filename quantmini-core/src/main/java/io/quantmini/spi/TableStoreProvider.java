package io.quantmini.spi;

import io.quantmini.stage.TableStore;

/** Makes a {@link TableStore}. */
public interface TableStoreProvider extends StageProvider<TableStore> {}
