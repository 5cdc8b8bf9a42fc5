package io.quantmini.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A program that fetches one object and waits for as long as it takes: endpoint, key, target. */
final class FetchProbe {
    private FetchProbe() {}

    public static void main(String[] arguments) {
        S3DownloaderOptions options = TestStore.options(URI.create(arguments[0]), Duration.ofMinutes(5));
        try (S3Downloader downloader = S3Downloader.open(options, TestStore.keys())) {
            downloader.fetch(downloader.head(arguments[1]).orElseThrow(), Path.of(arguments[2]));
        }
    }
}
