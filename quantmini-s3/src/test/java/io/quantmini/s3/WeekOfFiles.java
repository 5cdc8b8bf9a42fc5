package io.quantmini.s3;

import static io.quantmini.market.Dataset.STOCKS_DAILY;

import io.quantmini.Quantmini;
import io.quantmini.config.Credentials;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.FlatFileDownload;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.ProgressListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A store that has a week of daily stock bars, and programs that download into one lake. */
final class WeekOfFiles implements AutoCloseable {
    /** Of five sessions. */
    static final SessionRange WEEK = SessionRange.of("2025-11-03", "2025-11-07");

    static final LocalDate MONDAY = WEEK.from();

    private final Path directory;
    private final TestStore store;
    private final List<String> steps = new ArrayList<>();

    private WeekOfFiles(Path directory, TestStore store) {
        this.directory = directory;
        this.store = store;
    }

    static WeekOfFiles start(Path directory) throws Exception {
        TestStore store = TestStore.start(Files.createDirectory(directory.resolve("store")));
        for (int day = 0; day < 5; day++) {
            store.put(STOCKS_DAILY.key(MONDAY.plusDays(day)), bytes(day));
        }
        return new WeekOfFiles(directory, store);
    }

    TestStore store() {
        return store;
    }

    Path lake() {
        return directory.resolve("lake");
    }

    /** The file of a day after Monday. */
    static byte[] bytes(int day) {
        return TestStore.gzip(day, 5_000);
    }

    /** Steps told of since this was asked last. */
    List<String> steps() {
        List<String> told = List.copyOf(steps);
        steps.clear();
        return told;
    }

    Quantmini open(URI endpoint) {
        return Quantmini.open(configuration(endpoint).build());
    }

    Quantmini open(URI endpoint, int atOnce) {
        return Quantmini.open(configuration(endpoint)
                .download(
                        new QuantminiConfig.Download(OptionalInt.of(atOnce), OptionalLong.empty(), Duration.ofHours(1)))
                .build());
    }

    QuantminiConfig.Builder configuration(URI endpoint) {
        return QuantminiConfig.builder()
                .dataRoot(lake())
                .s3(new QuantminiConfig.S3(endpoint, TestStore.BUCKET, "us-east-1"))
                .credentials(Credentials.none().withS3(TestStore.keys()));
    }

    PipelineReport download(Quantmini quantmini) {
        return quantmini.download(
                List.of(STOCKS_DAILY),
                WEEK,
                progress -> steps.add(progress.step() + " " + progress.done() + "/" + progress.total()));
    }

    /** By a downloader that makes eight attempts and does not wait in between. */
    PipelineReport downloadPatiently(Quantmini quantmini, FaultProxy proxy) {
        try (S3Downloader downloader = S3Downloader.open(
                TestStore.options(proxy.endpoint()), TestStore.keys(), new RecordedPause().schedule(8))) {
            return quantmini.download(
                    new FlatFileDownload.Wanted(List.of(STOCKS_DAILY), WEEK),
                    new FlatFileDownload.How(Optional.of(downloader), ProgressListener.NONE));
        }
    }

    List<Path> landed() throws IOException {
        try (Stream<Path> files = Files.walk(lake().resolve("landing/polygon-s3"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    static boolean isFetchOf(String key, HttpText request) {
        return request.start().startsWith("GET /" + TestStore.BUCKET + "/" + key + " ");
    }

    @Override
    public void close() throws Exception {
        store.close();
    }
}
