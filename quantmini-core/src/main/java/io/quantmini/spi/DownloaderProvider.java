package io.quantmini.spi;

import io.quantmini.stage.Downloader;

/** Makes a {@link Downloader}. */
public interface DownloaderProvider extends StageProvider<Downloader> {}
