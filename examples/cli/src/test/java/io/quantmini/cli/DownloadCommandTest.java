package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.cli.demo.EmbeddedStore;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.config.S3Keys;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands in a program of their own, whose environment says where the store is. */
class DownloadCommandTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(3, 11, 1);

    @TempDir
    Path directory;

    private record Ran(int code, String text) {}

    @Test
    void a_store_is_tested_and_its_files_downloaded() throws Exception {
        LocalDate session = MARKET.sessions().get(0);
        String month = session.toString().substring(0, 7);
        Path lake = directory.resolve("lake");
        try (EmbeddedStore store = EmbeddedStore.start(directory.resolve("store"))) {
            store.fill(MARKET);
            S3Keys keys = store.credentials().s3().orElseThrow();

            Ran test = run(store, keys.secretAccessKey(), "test-s3", "--month", month);
            assertThat(test.text())
                    .contains("endpoint, credentials, listing (3 files of " + month + ") and head are fine");
            assertThat(test.code()).isZero();

            Ran empty = run(store, keys.secretAccessKey(), "test-s3", "--month", "2024-01");
            assertThat(empty.text())
                    .contains("lists no daily stock bars of 2024-01")
                    .hasLineCount(1);
            assertThat(empty.code()).isEqualTo(1);

            Ran wrong = run(store, "canary", "test-s3", "--month", month);
            assertThat(wrong.text())
                    .contains("refused the credentials")
                    .doesNotContain("canary")
                    .hasLineCount(1);
            assertThat(wrong.code()).isEqualTo(1);

            Ran download = run(
                    store,
                    keys.secretAccessKey(),
                    "download",
                    "--lake",
                    lake.toString(),
                    "--dataset",
                    "stocks_daily",
                    "--from",
                    session.toString(),
                    "--to",
                    session.toString());
            assertThat(download.text()).contains("download", "stocks_daily");
            assertThat(download.code()).isZero();
            assertThat(lake.resolve("landing/polygon-s3").resolve(Dataset.STOCKS_DAILY.landingPath(session)))
                    .hasBinaryContent(MARKET.flatFile(Dataset.STOCKS_DAILY, session));

            LocalDate bad = MARKET.sessions().get(1);
            store.put(Dataset.STOCKS_DAILY.key(bad), new byte[] {1, 2, 3});
            Ran failing = run(
                    store, keys.secretAccessKey(), "download", "--lake", lake.toString(), "--dataset", "stocks_daily");
            assertThat(failing.text())
                    .contains("download 2/2 files, ", " MB/s")
                    .contains("! not fetched: stocks_daily " + bad + ": ", "no whole gzip stream");
            assertThat(failing.code()).isEqualTo(1);
            assertThat(lake.resolve("landing/polygon-s3")
                            .resolve(Dataset.STOCKS_DAILY.landingPath(
                                    MARKET.sessions().get(2))))
                    .exists();
        }
    }

    private Ran run(EmbeddedStore store, String secret, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("POLYGON_") || name.startsWith("MASSIVE_"));
        builder.environment().put("QUANTMINI_S3_ENDPOINT", store.endpoint().toString());
        builder.environment()
                .put("POLYGON_S3_KEY", store.credentials().s3().orElseThrow().accessKeyId());
        builder.environment().put("POLYGON_S3_SECRET", secret);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), text);
    }
}
