package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantmini.config.S3Keys;
import io.quantmini.stage.DownloadException;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3DownloaderTest {
    private static final String KEY = "us_stocks_sip/day_aggs_v1/2025/11/2025-11-03.csv.gz";

    @TempDir
    static Path objects;

    private static TestStore store;

    @TempDir
    Path landing;

    private S3Downloader downloader;

    @BeforeAll
    static void start() throws Exception {
        store = TestStore.start(objects);
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
    }

    @BeforeEach
    void open() {
        downloader = store.open();
    }

    @AfterEach
    void close() {
        downloader.close();
    }

    @Test
    void an_object_that_is_listed_arrives_byte_for_byte() throws IOException {
        byte[] bytes = TestStore.gzip("ticker,volume\nNA,1\n");
        store.put(KEY, bytes);

        List<RemoteObject> listed = downloader.list("us_stocks_sip/day_aggs_v1/2025/11/2025-11-03");
        Path target = landing.resolve("stocks_daily/2025/11/2025-11-03.csv.gz");
        downloader.fetch(listed.get(0), target);

        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).key()).isEqualTo(KEY);
        assertThat(listed.get(0).bytes()).isEqualTo(bytes.length);
        assertThat(downloader.head(KEY)).contains(listed.get(0));
        assertThat(target).hasBinaryContent(bytes);
        assertThat(filesBelow(landing)).containsExactly(target);
    }

    @Test
    void a_listing_goes_on_past_its_first_page_and_is_in_key_order() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 1_050; i++) {
            String key = String.format("pages/%04d", (i * 11) % 1_050);
            store.put(key, new byte[] {1});
            keys.add(key);
        }
        assertThat(downloader.list("pages/"))
                .extracting(RemoteObject::key)
                .containsExactlyElementsOf(keys.stream().sorted().toList());
    }

    @Test
    void a_key_that_a_listing_gives_twice_is_listed_once_as_it_was_told_last() throws IOException {
        String page = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult><IsTruncated>%s</IsTruncated>"
                + "<NextContinuationToken>next</NextContinuationToken><Contents><Key>a</Key>"
                + "<LastModified>2025-11-08T00:00:00.000Z</LastModified><ETag>\"%s\"</ETag><Size>1</Size></Contents>"
                + "</ListBucketResult>";
        try (AwkwardServer server = new AwkwardServer((exchange, request) -> {
                    byte[] body = page.formatted(request == 1, "tag-" + request).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                });
                S3Downloader repeating = S3Downloader.open(TestStore.options(server.endpoint()), TestStore.keys())) {
            assertThat(repeating.list("")).extracting(RemoteObject::etag).containsExactly("tag-2");
        }
    }

    @Test
    void a_prefix_without_objects_lists_nothing() {
        assertThat(downloader.list("nothing/here/")).isEmpty();
    }

    @Test
    void a_key_that_is_not_there_is_no_error_until_it_is_fetched() throws IOException {
        assertThat(downloader.head("missing.csv.gz")).isEmpty();

        RemoteObject missing = new RemoteObject("missing.csv.gz", 1, "", Instant.EPOCH);
        DownloadException error = refused(missing);

        assertThat(error.status()).isEqualTo(404);
        assertThat(error.retryable()).isFalse();
        assertThat(error).hasMessageContaining("there is no such object");
        assertThat(filesBelow(landing)).isEmpty();
    }

    @Test
    void a_wrong_secret_is_named_as_such_by_a_listing() {
        try (S3Downloader wrong =
                S3Downloader.open(store.options(), S3Keys.of(TestStore.ACCESS_KEY, "not-the-secret"))) {
            assertThatThrownBy(() -> wrong.list("us_stocks_sip/"))
                    .isInstanceOfSatisfying(DownloadException.class, error -> {
                        assertThat(error.status()).isEqualTo(403);
                        assertThat(error.retryable()).isFalse();
                        assertThat(error.key()).isEqualTo("us_stocks_sip/");
                    })
                    .hasMessageContaining("refused the credentials")
                    .hasMessageContaining("POLYGON_S3_SECRET");
            assertThatThrownBy(() -> wrong.head(KEY)).isInstanceOf(DownloadException.class);
        }
    }

    @Test
    void an_unknown_key_pair_is_named_as_such_and_no_object_counts_as_missing_by_it() throws IOException {
        RemoteObject object = new RemoteObject(KEY, 1, "", Instant.EPOCH);
        S3Keys unknown = S3Keys.of("AKIANOBODYNOBODY", "not-the-secret");
        try (S3Downloader wrong = S3Downloader.open(store.options(), unknown)) {
            for (ThrowingCallable request : List.<ThrowingCallable>of(
                    () -> wrong.list("us_stocks_sip/"), () -> wrong.fetch(object, landing.resolve("target.csv.gz")))) {
                assertThatThrownBy(request)
                        .isInstanceOfSatisfying(
                                DownloadException.class,
                                error -> assertThat(error.status()).isEqualTo(403))
                        .hasMessageContaining("refused the credentials");
            }
            assertThatThrownBy(() -> wrong.head(KEY)).isInstanceOf(DownloadException.class);
        }
        assertThat(filesBelow(landing)).isEmpty();
    }

    @Test
    void a_missing_bucket_is_an_error_of_a_listing_and_of_a_look_up() {
        S3DownloaderOptions options = S3DownloaderOptions.builder()
                .endpoint(store.endpoint())
                .bucket("no-such-bucket")
                .build();
        try (S3Downloader elsewhere = S3Downloader.open(options, TestStore.keys())) {
            assertThatThrownBy(() -> elsewhere.list(""))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("there is no bucket no-such-bucket");
            assertThatThrownBy(() -> elsewhere.head(KEY))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("there is no bucket no-such-bucket");
        }
    }

    @Test
    void an_endpoint_where_nobody_listens_is_named() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        try (S3Downloader nowhere = S3Downloader.open(TestStore.options(endpoint), TestStore.keys())) {
            assertThatThrownBy(() -> nowhere.list(""))
                    .isInstanceOfSatisfying(DownloadException.class, error -> {
                        assertThat(error.status()).isZero();
                        assertThat(error.retryable()).isTrue();
                    })
                    .hasMessageContaining("nothing answers at " + endpoint);
        }
    }

    @Test
    void an_object_replaced_after_the_look_up_is_refused() throws IOException {
        String key = "replaced.csv.gz";
        store.put(key, TestStore.gzip("before"));
        RemoteObject before = downloader.head(key).orElseThrow();
        store.put(key, TestStore.gzip("after!"));

        DownloadException error = refused(before);

        assertThat(error.status()).isEqualTo(412);
        assertThat(error.retryable()).isTrue();
        assertThat(error).hasMessageContaining("has changed");
        assertThat(filesBelow(landing)).isEmpty();
    }

    @Test
    void a_gzip_that_is_not_whole_never_becomes_visible() throws IOException {
        byte[] whole = TestStore.gzip("ticker,volume\nNA,1\nTpA,2\n");
        byte[] badCrc = whole.clone();
        badCrc[whole.length - 8] ^= 1;
        List<byte[]> broken = List.of(
                Arrays.copyOf(whole, whole.length - 4),
                Arrays.copyOf(whole, whole.length / 2),
                Arrays.copyOf(whole, whole.length + 3),
                badCrc,
                "<html>not found</html>".getBytes(StandardCharsets.UTF_8),
                new byte[0]);
        Path target = landing.resolve("broken.csv.gz");
        for (byte[] bytes : broken) {
            store.put("broken.csv.gz", bytes);
            RemoteObject object = downloader.head("broken.csv.gz").orElseThrow();

            assertThatThrownBy(() -> downloader.fetch(object, target))
                    .isInstanceOfSatisfying(
                            DownloadException.class,
                            error -> assertThat(error.retryable()).isFalse())
                    .hasMessageContaining("gzip");
            assertThat(filesBelow(landing)).isEmpty();
        }
    }

    @Test
    void a_failed_fetch_leaves_what_was_at_the_target() throws IOException {
        Path target = landing.resolve("kept.csv.gz");
        byte[] good = TestStore.gzip("good");
        Files.write(target, good);
        store.put("kept.csv.gz", new byte[] {1, 2, 3});
        RemoteObject bad = downloader.head("kept.csv.gz").orElseThrow();

        assertThatThrownBy(() -> downloader.fetch(bad, target)).isInstanceOf(DownloadException.class);

        assertThat(target).hasBinaryContent(good);
        assertThat(filesBelow(landing)).containsExactly(target);
    }

    @Test
    void what_an_interrupted_run_left_is_written_over() throws IOException {
        Path target = landing.resolve("again.csv.gz");
        Path outside = objects.resolve("outside");
        Files.writeString(outside, "untouched");
        Files.createSymbolicLink(landing.resolve("again.csv.gz.part"), outside);
        byte[] bytes = TestStore.gzip("whole");
        store.put("again.csv.gz", bytes);

        downloader.fetch(downloader.head("again.csv.gz").orElseThrow(), target);

        assertThat(target).hasBinaryContent(bytes);
        assertThat(outside).hasContent("untouched");
        assertThat(filesBelow(landing)).containsExactly(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../x.csv.gz",
                "a/../../x.csv.gz",
                "/etc/passwd",
                "a//b",
                "a/./b",
                "a\u0000b",
                "a\nb",
                "..\\x",
                "a/"
            })
    void a_key_that_could_be_read_as_a_way_out_is_refused_unasked(String key) throws IOException {
        assertThatThrownBy(() -> downloader.head(key))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("cannot ask for this key");
        DownloadException error = refused(new RemoteObject(key, 1, "", Instant.EPOCH));
        assertThat(error.getMessage()).doesNotContain("\n", "\u0000");
        assertThat(filesBelow(landing)).isEmpty();
    }

    @Test
    void long_and_foreign_keys_write_to_the_target_alone() throws IOException {
        assertThatThrownBy(() -> downloader.head("k".repeat(1_025)))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("more than 1024 bytes");

        String key = "päth/股票 +%2e%2e ~.csv.gz";
        byte[] bytes = TestStore.gzip("unicode");
        store.put(key, bytes);
        assertThat(downloader.list("päth/")).extracting(RemoteObject::key).containsExactly(key);
        Path target = landing.resolve("plain.csv.gz");
        downloader.fetch(downloader.head(key).orElseThrow(), target);
        assertThat(target).hasBinaryContent(bytes);
        assertThat(filesBelow(landing)).containsExactly(target);
    }

    @Test
    void a_target_that_cannot_be_written_is_named() throws IOException {
        store.put("plain.csv.gz", TestStore.gzip("plain"));
        RemoteObject object = downloader.head("plain.csv.gz").orElseThrow();
        Path file = Files.writeString(landing.resolve("file"), "in the way");

        assertThatThrownBy(() -> downloader.fetch(object, file.resolve("plain.csv.gz")))
                .isInstanceOfSatisfying(
                        DownloadException.class,
                        error -> assertThat(error.retryable()).isFalse())
                .hasMessageContaining(file.toString())
                .hasMessageContaining("cannot write");
    }

    private DownloadException refused(RemoteObject object) {
        DownloadException error = catchThrowableOfType(
                DownloadException.class, () -> downloader.fetch(object, landing.resolve("target.csv.gz")));
        assertThat(error).isNotNull();
        return error;
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(path -> !Files.isDirectory(path)).toList();
        }
    }
}
