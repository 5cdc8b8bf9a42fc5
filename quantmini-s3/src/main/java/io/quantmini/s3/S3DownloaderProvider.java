package io.quantmini.s3;

import io.quantmini.ConfigurationException;
import io.quantmini.QuantminiContext;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.config.S3Keys;
import io.quantmini.spi.DownloaderProvider;
import io.quantmini.stage.Downloader;

/** Registers {@link S3Downloader} for the configured store and keys. */
public final class S3DownloaderProvider implements DownloaderProvider {
    @Override
    public String id() {
        return "s3";
    }

    @Override
    public String describe() {
        return "S3, one object at a time, verified";
    }

    @Override
    public Downloader create(QuantminiContext context) {
        QuantminiConfig.S3 store = context.config().s3();
        S3Keys keys = context.config()
                .credentials()
                .s3()
                .orElseThrow(() -> new ConfigurationException(
                        "POLYGON_S3_KEY",
                        "[credentials] cannot ask " + store.endpoint().getHost()
                                + ": expected an S3 key pair, got none; set POLYGON_S3_KEY and POLYGON_S3_SECRET, or fill"
                                + " in credentials.yaml"));
        return S3Downloader.open(options(context.config()), keys);
    }

    static S3DownloaderOptions options(QuantminiConfig config) {
        QuantminiConfig.S3 store = config.s3();
        S3DownloaderOptions.Builder options = S3DownloaderOptions.builder()
                .endpoint(store.endpoint())
                .region(store.region())
                .bucket(store.bucket());
        config.download()
                .bytesPerSecond()
                .ifPresent(most -> options.maxBytesPerSecond(most)
                        .minBytesPerSecond(
                                Math.min(most, S3DownloaderOptions.defaults().minBytesPerSecond())));
        return options.build();
    }
}
