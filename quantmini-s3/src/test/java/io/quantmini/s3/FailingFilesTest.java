package io.quantmini.s3;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.s3.WeekOfFiles.MONDAY;
import static io.quantmini.s3.WeekOfFiles.bytes;
import static io.quantmini.s3.WeekOfFiles.isFetchOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.Quantmini;
import io.quantmini.lake.AbsentObject;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.SessionReport;
import io.quantmini.stage.DownloadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be had, among others that can. */
class FailingFilesTest {
    @TempDir
    Path directory;

    private WeekOfFiles week;
    private TestStore store;

    @BeforeEach
    void start() throws Exception {
        week = WeekOfFiles.start(directory);
        store = week.store();
    }

    @AfterEach
    void stop() throws Exception {
        week.close();
    }

    @Test
    void a_file_that_the_subscription_does_not_cover_is_recorded_and_the_run_goes_on() throws Exception {
        String key = STOCKS_DAILY.key(MONDAY.plusDays(3));
        try (FaultProxy proxy = new FaultProxy(
                        store.endpoint(),
                        request -> isFetchOf(key, request)
                                ? FaultProxy.error(403, "AccessDenied", null)
                                : FaultProxy.Faults.NONE);
                Quantmini quantmini = week.open(proxy.endpoint())) {
            PipelineReport report = week.download(quantmini);
            assertThat(report.stages().get(0).done()).isEqualTo(4);
            assertThat(report.findings())
                    .containsExactly("stocks_daily: 1 session refused by the store, which the subscription may not"
                            + " cover: 2025-11-06");
            assertThat(quantmini.lake().landing().absence(key)).hasValue(new AbsentObject(key, 403));

            long ledger = Files.size(directory.resolve("lake/landing/ledger.jsonl"));
            week.download(quantmini);
            assertThat(Files.size(directory.resolve("lake/landing/ledger.jsonl")))
                    .isEqualTo(ledger);
        }
    }

    @Test
    void a_listing_that_is_refused_is_about_the_credentials_and_ends_the_run() throws Exception {
        try (FaultProxy proxy =
                        new FaultProxy(store.endpoint(), request -> FaultProxy.error(403, "AccessDenied", null));
                Quantmini quantmini = week.open(proxy.endpoint())) {
            assertThatThrownBy(() -> week.download(quantmini))
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
                Quantmini quantmini = week.open(proxy.endpoint())) {
            assertThat(week.download(quantmini).findings())
                    .containsExactly("stocks_daily: 1 session missing at the store: 2025-11-03");
            assertThat(quantmini.lake().landing().absence(key)).hasValue(new AbsentObject(key, 404));
        }
    }

    @Test
    void a_file_that_cannot_be_had_is_told_of_and_the_others_land() throws Exception {
        String key = STOCKS_DAILY.key(MONDAY.plusDays(3));
        byte[] bad = {1, 2, 3};
        store.put(key, bad);
        try (Quantmini quantmini = week.open(store.endpoint())) {
            PipelineReport report = week.download(quantmini);
            assertThat(report.stages().get(0).done()).isEqualTo(4);
            assertThat(report.isComplete()).isFalse();
            assertThat(report.files()).singleElement().satisfies(file -> {
                assertThat(file.session()).isEqualTo(MONDAY.plusDays(3));
                assertThat(file.outcome()).isEqualTo(SessionReport.Outcome.NOT_FETCHED);
                assertThat(file.message()).contains(key, "no whole gzip stream");
            });
            assertThat(quantmini.lake().landing().absence(key)).isEmpty();

            store.put(key, bytes(1));
            week.steps();
            assertThat(week.download(quantmini).isComplete()).isTrue();
            assertThat(week.steps()).containsExactly("2025-11-06 1/1");
            assertThat(week.landed()).hasSize(5);
        }
    }

    @Test
    void a_file_that_the_store_fails_to_give_costs_its_retries_and_the_others_land() throws Exception {
        String key = STOCKS_DAILY.key(MONDAY.plusDays(4));
        AtomicInteger asked = new AtomicInteger();
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> {
                    if (isFetchOf(key, request)) {
                        asked.incrementAndGet();
                        return FaultProxy.error(500, "InternalError", null);
                    }
                    return FaultProxy.Faults.NONE;
                });
                Quantmini quantmini = week.open(proxy.endpoint())) {
            PipelineReport report = week.downloadPatiently(quantmini, proxy);
            assertThat(report.stages().get(0).done()).isEqualTo(4);
            assertThat(report.files())
                    .singleElement()
                    .satisfies(
                            file -> assertThat(file.message()).contains(key, "the store failed (500 InternalError)"));
            assertThat(asked.get()).isEqualTo(8);
        }
    }

    @Test
    void a_store_that_gives_nothing_any_more_ends_the_run_and_what_landed_stays() throws Exception {
        AtomicInteger fetches = new AtomicInteger();
        try (FaultProxy proxy = new FaultProxy(
                        store.endpoint(),
                        request -> request.start().contains(".csv.gz ") && fetches.incrementAndGet() > 2
                                        || fetches.get() > 2
                                ? FaultProxy.error(503, "SlowDown", null)
                                : FaultProxy.Faults.NONE);
                Quantmini quantmini = week.open(proxy.endpoint(), 1)) {
            assertThatThrownBy(() -> week.downloadPatiently(quantmini, proxy))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("cannot list");
            assertThat(week.landed()).hasSize(2);
        }
        try (Quantmini quantmini = week.open(store.endpoint())) {
            assertThat(week.download(quantmini).stages().get(0).done()).isEqualTo(3);
        }
    }

    @Test
    void a_landing_that_cannot_be_written_ends_the_run() throws Exception {
        Path month = directory.resolve("lake/landing/polygon-s3/stocks_daily/2025/11");
        Files.createDirectories(month.getParent());
        Files.writeString(month, "in the way");
        try (Quantmini quantmini = week.open(store.endpoint())) {
            assertThatThrownBy(() -> week.download(quantmini))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("cannot write what was fetched");
        }
    }
}
