package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quantmini.Quantmini;
import io.quantmini.config.Credentials;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.config.S3Keys;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.ProgressListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What {@link SecretCanary} does not see: errors, reports and text forms; and that it would see. */
class SecretsStayHiddenTest {
    @TempDir
    Path directory;

    private final StringWriter seen = new StringWriter();
    private final PrintWriter out = new PrintWriter(seen);
    private TestStore store;

    @BeforeEach
    void start() throws Exception {
        store = TestStore.start(Files.createDirectory(directory.resolve("store")));
        store.put("a.csv.gz", TestStore.gzip("a"));
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
    }

    @Test
    void no_error_of_a_wrong_key_and_no_text_form_shows_the_secret() {
        long lines = SecretCanary.lines();
        try (S3Downloader downloader = store.open();
                S3Downloader wrong =
                        S3Downloader.open(store.options(), S3Keys.of("AKIAUNKNOWN", TestStore.SECRET_KEY))) {
            downloader.fetch(downloader.head("a.csv.gz").orElseThrow(), directory.resolve("a.csv.gz"));
            print(() -> wrong.list(""));
            print(() -> wrong.head("a.csv.gz"));
            print(() -> wrong.fetch(downloader.head("a.csv.gz").orElseThrow(), directory.resolve("b.csv.gz")));
            out.println(downloader + " " + store.options() + " " + TestStore.keys());
        }
        assertThat(SecretCanary.lines())
                .as("the SDK logged something to search")
                .isGreaterThan(lines);
        assertThat(seen.toString()).contains("DownloadException").doesNotContain(TestStore.SECRET_KEY);
    }

    @Test
    void no_error_of_a_store_that_fails_shows_it() throws IOException {
        List<FaultProxy.Fault> faults = List.of(
                FaultProxy.error(403, "AccessDenied", null),
                FaultProxy.error(403, "RequestTimeTooSkewed", null),
                FaultProxy.error(500, "InternalError", null),
                FaultProxy.error(307, "TemporaryRedirect", "Location: http://127.0.0.1:9/"),
                (answer, client) -> client.reset(),
                (answer, client) -> client.write(answer.head(), answer.body(), 5));
        for (FaultProxy.Fault fault : faults) {
            try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> fault);
                    S3Downloader real = store.open();
                    S3Downloader downloader = open(proxy.endpoint())) {
                print(() -> downloader.list(""));
                print(() -> downloader.fetch(real.head("a.csv.gz").orElseThrow(), directory.resolve("c.csv.gz")));
            }
        }
        URI tls = URI.create(store.endpoint().toString().replace("http:", "https:"));
        try (S3Downloader downloader = open(tls)) {
            print(() -> downloader.list(""));
        }
        assertThat(seen.toString())
                .contains("DownloadException", "TLS", "broke off")
                .doesNotContain(TestStore.SECRET_KEY);
    }

    @Test
    void no_report_no_ledger_and_no_configuration_shows_it() throws IOException {
        SessionRange week = SessionRange.of("2025-11-03", "2025-11-07");
        store.put(Dataset.STOCKS_DAILY.key(week.from()), new byte[] {1, 2, 3});
        store.put(Dataset.STOCKS_DAILY.key(week.to()), TestStore.gzip("fine"));
        QuantminiConfig config = QuantminiConfig.builder()
                .dataRoot(directory.resolve("lake"))
                .s3(new QuantminiConfig.S3(store.endpoint(), TestStore.BUCKET, "us-east-1"))
                .credentials(Credentials.none().withS3(TestStore.keys()))
                .build();
        try (Quantmini quantmini = Quantmini.open(config)) {
            out.println(quantmini.download(List.of(Dataset.STOCKS_DAILY), week, ProgressListener.NONE));
            out.println(quantmini + " " + quantmini.context() + " " + config + config.describe());
        }
        assertThat(seen.toString())
                .contains("NOT_FETCHED", "s3.endpoint", TestStore.BUCKET)
                .doesNotContain(TestStore.SECRET_KEY);
        assertThat(directory.resolve("lake/landing/ledger.jsonl")).isNotEmptyFile();
        assertThat(SecretCanary.filesWithSecret(directory)).isEmpty();
    }

    @Test
    void the_watch_over_all_tests_finds_a_secret_that_shows() throws IOException {
        LoggerFactory.getLogger("io.quantmini.s3.SecretsStayHiddenTest").trace("key {}", TestStore.SECRET_KEY);
        LoggerFactory.getLogger("software.amazon.awssdk.request")
                .debug("failed", new IOException("with " + TestStore.SECRET_KEY));
        assertThat(SecretCanary.takeOffences()).hasSize(2);

        Path leak = Files.writeString(directory.resolve("leak"), "key=" + TestStore.SECRET_KEY + "\n");
        assertThat(SecretCanary.filesWithSecret(directory)).containsExactly(leak);
        Files.delete(leak);
    }

    private static S3Downloader open(URI endpoint) {
        return S3Downloader.open(TestStore.options(endpoint), TestStore.keys(), new RecordedPause().schedule(2));
    }

    private void print(Runnable failing) {
        Throwable failure = catchThrowable(failing::run);
        assertThat(failure).isNotNull();
        failure.printStackTrace(out);
    }
}
