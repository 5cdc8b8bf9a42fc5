package io.quantmini.s3;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.Quantmini;
import io.quantmini.config.Credentials;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.lake.AbsentObject;
import io.quantmini.lake.Landing;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.FlatFile;
import io.quantmini.pipeline.FlatFile.Status;
import io.quantmini.pipeline.FlatFileCatalog;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.ProgressListener;
import io.quantmini.stage.DownloadException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatFileDownloadTest {
    /** A week of five sessions. */
    private static final SessionRange WEEK = SessionRange.of("2025-11-03", "2025-11-07");

    private static final LocalDate MONDAY = WEEK.from();

    @TempDir
    Path directory;

    private final List<String> steps = new ArrayList<>();
    private TestStore store;

    @BeforeEach
    void start() throws Exception {
        store = TestStore.start(Files.createDirectory(directory.resolve("store")));
        for (int day = 0; day < 5; day++) {
            store.put(STOCKS_DAILY.key(MONDAY.plusDays(day)), TestStore.gzip(day, 5_000));
        }
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
    }

    @Test
    void a_download_takes_what_is_new_the_newest_first_and_the_next_one_nothing() {
        try (Quantmini quantmini = open(store.endpoint())) {
            PipelineReport first = download(quantmini);
            assertThat(first.stages().get(0).done()).isEqualTo(5);
            assertThat(first.findings()).isEmpty();
            assertThat(steps)
                    .containsExactly(
                            "2025-11-07 1/5", "2025-11-06 2/5", "2025-11-05 3/5", "2025-11-04 4/5", "2025-11-03 5/5");
            for (int day = 0; day < 5; day++) {
                assertThat(quantmini.lake().landing().file(STOCKS_DAILY, MONDAY.plusDays(day)))
                        .hasBinaryContent(TestStore.gzip(day, 5_000));
            }
            assertThat(download(quantmini).didWork()).isFalse();
        }
    }

    @Test
    void a_corrected_file_and_one_that_was_deleted_are_fetched_again() throws Exception {
        try (Quantmini quantmini = open(store.endpoint())) {
            download(quantmini);
            Landing landing = quantmini.lake().landing();
            store.put(STOCKS_DAILY.key(MONDAY), TestStore.gzip(77, 5_000));
            Files.delete(landing.file(STOCKS_DAILY, MONDAY.plusDays(2)));
            steps.clear();

            assertThat(download(quantmini).stages().get(0).done()).isEqualTo(2);

            assertThat(steps).containsExactly("2025-11-05 1/2", "2025-11-03 2/2");
            assertThat(landing.file(STOCKS_DAILY, MONDAY)).hasBinaryContent(TestStore.gzip(77, 5_000));
        }
    }

    @Test
    void an_object_replaced_while_it_is_fetched_lands_in_its_new_version() throws Exception {
        AtomicInteger replaced = new AtomicInteger();
        String key = STOCKS_DAILY.key(MONDAY);
        byte[] after = TestStore.gzip(88, 5_000);
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> {
                    if (isFetchOf(key, request) && replaced.getAndIncrement() == 0) {
                        store.put(key, after);
                    }
                    return FaultProxy.Faults.NONE;
                });
                Quantmini quantmini = open(proxy.endpoint())) {
            assertThat(download(quantmini).stages().get(0).done()).isEqualTo(5);
            assertThat(quantmini.lake().landing().file(STOCKS_DAILY, MONDAY)).hasBinaryContent(after);
            assertThat(download(quantmini).didWork()).isFalse();
        }
    }

    @Test
    void a_session_without_a_file_is_pending_until_it_is_due_then_missing_and_remembered() {
        SessionRange twoWeeks = SessionRange.of("2025-11-03", "2025-11-12");
        try (Quantmini quantmini = open(store.endpoint());
                S3Downloader downloader = store.open()) {
            FlatFileCatalog catalog = FlatFileCatalog.of(
                    quantmini.context(), downloader, quantmini.lake().landing());
            // 11:59 and 12:00 in New York of the 11th: the hour of grace behind 11:00.
            assertThat(statuses(catalog.files(STOCKS_DAILY, twoWeeks, Instant.parse("2025-11-11T16:59:59Z"))))
                    .containsExactly(
                            Status.NEW, Status.NEW, Status.NEW, Status.NEW, Status.NEW, Status.PENDING, Status.PENDING);
            assertThat(statuses(catalog.files(STOCKS_DAILY, twoWeeks, Instant.parse("2025-11-11T17:00:00Z"))))
                    .endsWith(Status.NEW, Status.MISSING, Status.PENDING);

            PipelineReport report = quantmini.download(List.of(STOCKS_DAILY), twoWeeks, ProgressListener.NONE);
            assertThat(report.isComplete()).isTrue();
            assertThat(report.findings())
                    .containsExactly("stocks_daily: 3 sessions missing at the store: 2025-11-10 to 2025-11-12");
            String late = STOCKS_DAILY.key(LocalDate.of(2025, 11, 10));
            assertThat(quantmini.lake().landing().absence(late)).hasValue(new AbsentObject(late, 404));

            store.put(late, TestStore.gzip(9, 5_000));
            quantmini.download(List.of(STOCKS_DAILY), twoWeeks, ProgressListener.NONE);
            assertThat(quantmini.lake().landing().absence(late)).isEmpty();
        }
    }

    @Test
    void a_file_that_the_subscription_does_not_cover_is_recorded_and_the_run_goes_on() throws Exception {
        String key = STOCKS_DAILY.key(MONDAY.plusDays(3));
        try (FaultProxy proxy = new FaultProxy(
                        store.endpoint(),
                        request -> isFetchOf(key, request)
                                ? FaultProxy.error(403, "AccessDenied", null)
                                : FaultProxy.Faults.NONE);
                Quantmini quantmini = open(proxy.endpoint())) {
            PipelineReport report = download(quantmini);
            assertThat(report.stages().get(0).done()).isEqualTo(4);
            assertThat(report.findings())
                    .containsExactly("stocks_daily: 1 session refused by the store, which the subscription may not"
                            + " cover: 2025-11-06");
            assertThat(quantmini.lake().landing().absence(key)).hasValue(new AbsentObject(key, 403));

            long ledger = Files.size(directory.resolve("lake/landing/ledger.jsonl"));
            download(quantmini);
            assertThat(Files.size(directory.resolve("lake/landing/ledger.jsonl")))
                    .isEqualTo(ledger);
        }
    }

    @Test
    void a_listing_that_is_refused_is_about_the_credentials_and_ends_the_run() throws Exception {
        try (FaultProxy proxy =
                        new FaultProxy(store.endpoint(), request -> FaultProxy.error(403, "AccessDenied", null));
                Quantmini quantmini = open(proxy.endpoint())) {
            assertThatThrownBy(() -> download(quantmini))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("refused the credentials");
        }
    }

    @Test
    void a_file_gone_between_listing_and_fetching_is_missing() throws Exception {
        String key = STOCKS_DAILY.key(MONDAY);
        try (FaultProxy proxy = new FaultProxy(
                        store.endpoint(),
                        request -> isFetchOf(key, request)
                                ? FaultProxy.error(404, "NoSuchKey", null)
                                : FaultProxy.Faults.NONE);
                Quantmini quantmini = open(proxy.endpoint())) {
            assertThat(download(quantmini).findings())
                    .containsExactly("stocks_daily: 1 session missing at the store: 2025-11-03");
            assertThat(quantmini.lake().landing().absence(key)).hasValue(new AbsentObject(key, 404));
        }
    }

    @Test
    void a_failure_leaves_what_landed_and_the_next_run_fetches_the_rest() throws Exception {
        String key = STOCKS_DAILY.key(MONDAY.plusDays(1));
        byte[] bad = {1, 2, 3};
        store.put(key, bad);
        try (Quantmini quantmini = open(store.endpoint())) {
            assertThatThrownBy(() -> download(quantmini)).hasMessageContaining("no whole gzip stream");
            store.put(key, TestStore.gzip(1, 5_000));
            steps.clear();
            download(quantmini);
            assertThat(steps).isNotEmpty().hasSizeLessThan(4);
            assertThat(download(quantmini).didWork()).isFalse();
            try (Stream<Path> files = Files.walk(directory.resolve("lake/landing/polygon-s3"))) {
                assertThat(files.filter(Files::isRegularFile)).hasSize(5);
            }
        }
    }

    @Test
    void only_the_key_of_a_session_names_it() {
        String key = STOCKS_DAILY.key(MONDAY);
        assertThat(FlatFileCatalog.session(STOCKS_DAILY, key)).hasValue(MONDAY);
        assertThat(FlatFileCatalog.session(STOCKS_MINUTE, key)).isEmpty();
        for (String other : List.of(
                "",
                ".csv.gz",
                "2025-11-03.csv.gz",
                key + "/",
                "/" + key,
                "../" + key,
                key.replace("/11/", "/10/"),
                key.replace("-11-", "-13-"),
                key.replace("2025-11-03", "2025-1١-03"),
                key.replace(".gz", ".gz.part"))) {
            assertThat(FlatFileCatalog.session(STOCKS_DAILY, other)).as(other).isEmpty();
        }
    }

    private PipelineReport download(Quantmini quantmini) {
        return quantmini.download(
                List.of(STOCKS_DAILY),
                WEEK,
                progress -> steps.add(progress.step() + " " + progress.done() + "/" + progress.total()));
    }

    private Quantmini open(URI endpoint) {
        return Quantmini.open(QuantminiConfig.builder()
                .dataRoot(directory.resolve("lake"))
                .s3(new QuantminiConfig.S3(endpoint, TestStore.BUCKET, "us-east-1"))
                .credentials(Credentials.none().withS3(TestStore.keys()))
                .build());
    }

    private static boolean isFetchOf(String key, HttpText request) {
        return request.start().startsWith("GET /" + TestStore.BUCKET + "/" + key + " ");
    }

    private static List<Status> statuses(List<FlatFile> files) {
        return files.stream().map(FlatFile::status).toList();
    }
}
