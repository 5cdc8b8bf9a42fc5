package io.quantmini.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.config.S3Keys;
import io.quantmini.market.Dataset;
import io.quantmini.s3.S3Downloader;
import io.quantmini.s3.S3DownloaderOptions;
import io.quantmini.stage.DownloadException;
import io.quantmini.stage.RemoteObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(3, 11, 1);

    @TempDir
    Path directory;

    @Test
    void a_downloader_gets_what_was_put() throws Exception {
        Path target = directory.resolve("target/2025-11-03.csv.gz");
        LocalDate session = MARKET.sessions().get(0);
        try (EmbeddedStore store = EmbeddedStore.start(directory.resolve("store"));
                S3Downloader downloader = store.downloader()) {
            store.fill(MARKET);
            List<RemoteObject> listed = downloader.list("");
            assertThat(listed)
                    .hasSize(11)
                    .extracting(RemoteObject::key)
                    .contains(Dataset.OPTIONS_MINUTE.key(session))
                    .doesNotContain(MARKET.lateKey());

            downloader.fetch(downloader.head(Dataset.STOCKS_MINUTE.key(session)).orElseThrow(), target);
            assertThat(target).hasBinaryContent(MARKET.flatFile(Dataset.STOCKS_MINUTE, session));

            store.fillLate(MARKET);
            assertThat(downloader.head(MARKET.lateKey())).isPresent();
            assertThat(downloader.list("")).hasSize(12).containsAll(listed);
        }
    }

    @Test
    void each_start_has_keys_of_its_own() throws Exception {
        S3Keys first;
        try (EmbeddedStore store = EmbeddedStore.start(directory)) {
            first = store.credentials().s3().orElseThrow();
        }
        try (EmbeddedStore store = EmbeddedStore.start(directory);
                S3Downloader stranger = S3Downloader.open(options(store), first)) {
            assertThatThrownBy(() -> stranger.list(""))
                    .isInstanceOfSatisfying(
                            DownloadException.class,
                            error -> assertThat(error.status()).isEqualTo(403));
        }
    }

    @Test
    void a_second_start_serves_the_same_objects_without_making_them_again() throws Exception {
        List<RemoteObject> first = fillAndList();
        List<RemoteObject> second = fillAndList();
        assertThat(second).isEqualTo(first);
        assertThat(first).allMatch(object -> object.etag().matches("[0-9a-f]{32}"));
    }

    @Test
    void what_a_kill_left_unfinished_is_not_served() throws Exception {
        Path month = directory.resolve("flatfiles/us_stocks_sip/day_aggs_v1/2025/11");
        Files.createDirectories(month);
        Files.writeString(month.resolve("2025-11-03.csv.gz-0a1b2c3d-1111-2222-3333-0123456789ab"), "half");
        assertThat(fillAndList()).hasSize(11).extracting(RemoteObject::key).allMatch(key -> key.endsWith(".csv.gz"));
    }

    private static S3DownloaderOptions options(EmbeddedStore store) {
        return S3DownloaderOptions.builder()
                .endpoint(store.endpoint())
                .bucket(store.bucket())
                .build();
    }

    private List<RemoteObject> fillAndList() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.start(directory);
                S3Downloader downloader = store.downloader()) {
            store.fill(MARKET);
            return downloader.list("");
        }
    }
}
