package io.quantmini.s3;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static io.quantmini.s3.WeekOfFiles.MONDAY;
import static io.quantmini.s3.WeekOfFiles.WEEK;
import static io.quantmini.s3.WeekOfFiles.bytes;
import static io.quantmini.s3.WeekOfFiles.isFetchOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.lake.AbsentObject;
import io.quantmini.lake.Landing;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.FlatFile;
import io.quantmini.pipeline.FlatFile.Status;
import io.quantmini.pipeline.FlatFileCatalog;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatFileDownloadTest {
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
    void a_download_takes_what_is_new_the_newest_first_and_the_next_one_nothing() {
        try (Quantmini quantmini = week.open(store.endpoint())) {
            PipelineReport first = week.download(quantmini);
            assertThat(first.stages().get(0).done()).isEqualTo(5);
            assertThat(first.findings()).isEmpty();
            assertThat(week.steps())
                    .containsExactly(
                            "2025-11-07 1/5", "2025-11-06 2/5", "2025-11-05 3/5", "2025-11-04 4/5", "2025-11-03 5/5");
            for (int day = 0; day < 5; day++) {
                assertThat(quantmini.lake().landing().file(STOCKS_DAILY, MONDAY.plusDays(day)))
                        .hasBinaryContent(bytes(day));
            }
            assertThat(week.download(quantmini).didWork()).isFalse();
        }
    }

    @Test
    void a_corrected_file_and_one_that_was_deleted_are_fetched_again() throws Exception {
        try (Quantmini quantmini = week.open(store.endpoint())) {
            week.download(quantmini);
            Landing landing = quantmini.lake().landing();
            store.put(STOCKS_DAILY.key(MONDAY), bytes(77));
            Files.delete(landing.file(STOCKS_DAILY, MONDAY.plusDays(2)));
            week.steps();

            assertThat(week.download(quantmini).stages().get(0).done()).isEqualTo(2);

            assertThat(week.steps()).containsExactly("2025-11-05 1/2", "2025-11-03 2/2");
            assertThat(landing.file(STOCKS_DAILY, MONDAY)).hasBinaryContent(bytes(77));
        }
    }

    @Test
    void an_object_replaced_while_it_is_fetched_lands_in_its_new_version() throws Exception {
        AtomicInteger replaced = new AtomicInteger();
        String key = STOCKS_DAILY.key(MONDAY);
        byte[] after = bytes(88);
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> {
                    if (isFetchOf(key, request) && replaced.getAndIncrement() == 0) {
                        store.put(key, after);
                    }
                    return FaultProxy.Faults.NONE;
                });
                Quantmini quantmini = week.open(proxy.endpoint())) {
            assertThat(week.download(quantmini).stages().get(0).done()).isEqualTo(5);
            assertThat(quantmini.lake().landing().file(STOCKS_DAILY, MONDAY)).hasBinaryContent(after);
            assertThat(week.download(quantmini).didWork()).isFalse();
        }
    }

    @Test
    void a_session_without_a_file_is_pending_until_it_is_due_then_missing_and_remembered() {
        SessionRange twoWeeks = SessionRange.of("2025-11-03", "2025-11-12");
        try (Quantmini quantmini = week.open(store.endpoint());
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

            store.put(late, bytes(9));
            quantmini.download(List.of(STOCKS_DAILY), twoWeeks, ProgressListener.NONE);
            assertThat(quantmini.lake().landing().absence(late)).isEmpty();
        }
    }

    @Test
    void what_a_transfer_left_of_a_file_that_is_gone_or_landed_is_deleted_and_told_of() throws Exception {
        try (Quantmini quantmini = week.open(store.endpoint())) {
            week.download(quantmini);
            Landing landing = quantmini.lake().landing();
            Path landed = landing.file(STOCKS_DAILY, MONDAY);
            Path gone = landing.file(STOCKS_DAILY, LocalDate.of(2025, 11, 8));
            Path other = landing.file(STOCKS_DAILY, LocalDate.of(2025, 12, 1));
            List<Path> left = new ArrayList<>();
            for (Path target : List.of(landed, gone, other)) {
                Files.createDirectories(target.getParent());
                left.add(Files.writeString(target.resolveSibling(target.getFileName() + ".part"), "x"));
                left.add(Files.writeString(target.resolveSibling(target.getFileName() + ".part.state"), "x"));
            }
            Path users = Files.writeString(landed.resolveSibling("notes.part"), "x");

            PipelineReport report = quantmini.download(
                    List.of(STOCKS_DAILY), SessionRange.of("2025-11-01", "2025-11-08"), ProgressListener.NONE);

            assertThat(report.findings())
                    .containsExactly("stocks_daily: 2 sessions left unfinished and not to be fetched any more, deleted:"
                            + " 2025-11-03 to 2025-11-08");
            assertThat(left.subList(0, 4)).noneMatch(Files::exists);
            assertThat(left.subList(4, 6))
                    .as("of a session that was not asked for")
                    .allMatch(Files::exists);
            assertThat(users).exists();
            assertThat(landed).hasBinaryContent(bytes(0));
        }
    }

    @Test
    void an_empty_listing_is_written_down_once() throws Exception {
        Path ledger = directory.resolve("lake/landing/ledger.jsonl");
        try (Quantmini quantmini = week.open(store.endpoint())) {
            PipelineReport report = quantmini.download(List.of(STOCKS_MINUTE), WEEK, ProgressListener.NONE);
            assertThat(report.findings())
                    .containsExactly("stocks_minute: 5 sessions missing at the store: 2025-11-03 to 2025-11-07");
            byte[] first = Files.readAllBytes(ledger);
            assertThat(ledger).content().hasLineCount(5);
            quantmini.download(List.of(STOCKS_MINUTE), WEEK, ProgressListener.NONE);
            assertThat(ledger).hasBinaryContent(first);
        }
    }

    @Test
    void the_grace_is_as_long_as_configured() {
        QuantminiConfig config = week.configuration(store.endpoint())
                .download(
                        new QuantminiConfig.Download(OptionalInt.empty(), OptionalLong.empty(), Duration.ofMinutes(30)))
                .build();
        try (Quantmini quantmini = Quantmini.open(config);
                S3Downloader downloader = store.open()) {
            FlatFileCatalog catalog = FlatFileCatalog.of(
                    quantmini.context(), downloader, quantmini.lake().landing());
            SessionRange day = SessionRange.of("2025-11-10", "2025-11-10");
            assertThat(statuses(catalog.files(STOCKS_DAILY, day, Instant.parse("2025-11-11T16:29:59Z"))))
                    .containsExactly(Status.PENDING);
            assertThat(statuses(catalog.files(STOCKS_DAILY, day, Instant.parse("2025-11-11T16:30:00Z"))))
                    .containsExactly(Status.MISSING);
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

    private static List<Status> statuses(List<FlatFile> files) {
        return files.stream().map(FlatFile::status).toList();
    }
}
