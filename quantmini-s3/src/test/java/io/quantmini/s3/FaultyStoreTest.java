package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.stage.DownloadException;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultyStoreTest {
    private static final int OBJECTS = 20;
    private static final int LENGTH = 1 << 20;
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @TempDir
    static Path objects;

    private static TestStore store;
    private static List<byte[]> contents;

    @TempDir
    Path landing;

    private final RecordedPause pause = new RecordedPause();

    @BeforeAll
    static void start() throws Exception {
        store = TestStore.start(objects);
        contents = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            contents.add(TestStore.gzip(i, LENGTH));
            store.put(key(i), contents.get(i));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void a_store_that_fails_three_times_in_ten_gives_all_within_three_times_the_requests(int status)
            throws IOException {
        Random random = new Random(status);
        try (FaultProxy proxy = new FaultProxy(
                store.endpoint(),
                request -> random.nextDouble() < 0.3
                        ? FaultProxy.error(status, status == 503 ? "SlowDown" : "InternalError", null)
                        : FaultProxy.Faults.NONE)) {
            fetchAll(proxy);
            assertThat(proxy.requests()).isBetween(OBJECTS + 2, 3 * (OBJECTS + 1));
        }
    }

    @Test
    void connections_reset_at_any_byte_cost_requests_but_hardly_bytes() throws IOException {
        Random random = new Random(50);
        AtomicInteger resets = new AtomicInteger();
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> (answer, client) -> {
            if (answer.isObject() && answer.body().length > LENGTH / 8 && resets.getAndIncrement() < 50) {
                client.write(answer.head(), answer.body(), random.nextInt(answer.body().length));
                client.reset();
            } else {
                client.write(answer.head(), answer.body());
            }
        })) {
            fetchAll(proxy);
            assertThat(resets.get()).isGreaterThanOrEqualTo(50);
            assertThat(proxy.requests()).isLessThan(4 * OBJECTS);
            assertThat(proxy.bodyBytes()).isLessThan((long) (1.1 * OBJECTS * LENGTH));
        }
    }

    @Test
    void a_truncated_body_is_gone_on_with_whether_its_length_says_so_or_not() throws IOException {
        AtomicInteger answers = new AtomicInteger();
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> (answer, client) -> {
            int number = answers.getAndIncrement();
            int half = answer.body().length / 2;
            if (!answer.isObject() || number % 4 == 0 || number % 4 == 3) {
                client.write(answer.head(), answer.body());
            } else if (number % 4 == 1) {
                client.write(answer.head(), answer.body(), half);
            } else {
                client.write(answer.head().with("Content-Length", Integer.toString(half)), answer.body(), half);
            }
        })) {
            fetchAll(proxy);
            assertThat(proxy.requests()).isGreaterThan(OBJECTS + 10).isLessThan(3 * OBJECTS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "silent in the middle", "a byte at a time"})
    void a_stalled_connection_is_given_up_and_gone_on_with_over_another(String how) throws IOException {
        AtomicInteger stalls = new AtomicInteger();
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> (answer, client) -> {
            if (!answer.isObject() || stalls.getAndIncrement() > 0) {
                client.write(answer.head(), answer.body());
            } else if (how.equals("silent")) {
                client.waitForEnd();
            } else if (how.equals("silent in the middle")) {
                client.write(answer.head(), answer.body(), LENGTH / 2);
                client.waitForEnd();
            } else {
                drip(answer, client);
            }
        })) {
            S3DownloaderOptions options = TestStore.options(proxy.endpoint(), Duration.ofMillis(500));
            try (S3Downloader downloader = S3Downloader.open(options, TestStore.keys(), pause.schedule(3))) {
                RemoteObject object = downloader.head(key(0)).orElseThrow();
                downloader.fetch(object, landing.resolve("0.csv.gz"));
            }
            assertThat(landing.resolve("0.csv.gz")).hasBinaryContent(contents.get(0));
            assertThat(pause.waits()).hasSize(1);
            assertThat(proxy.requests()).isEqualTo(3);
        }
    }

    private static void drip(FaultProxy.Answer answer, FaultProxy.Client client) throws IOException {
        client.write(answer.head(), answer.body(), 0);
        for (int i = 0; i < answer.body().length; i++) {
            client.write(answer.body(), i, 1);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Test
    void an_object_replaced_between_two_parts_is_refused_and_the_new_one_fetched_from_its_first_byte()
            throws IOException {
        byte[] before = TestStore.gzip(100, LENGTH);
        byte[] after = TestStore.gzip(101, LENGTH);
        store.put("replaced.csv.gz", before);
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> (answer, client) -> {
                    if (answer.isObject() && request.header("Range").isEmpty()) {
                        store.put("replaced.csv.gz", after);
                        client.write(answer.head(), answer.body(), LENGTH / 2);
                    } else {
                        client.write(answer.head(), answer.body());
                    }
                });
                S3Downloader downloader = open(proxy)) {
            RemoteObject old = downloader.head("replaced.csv.gz").orElseThrow();
            Path target = landing.resolve("replaced.csv.gz");
            assertThatThrownBy(() -> downloader.fetch(old, target))
                    .isInstanceOfSatisfying(
                            DownloadException.class,
                            error -> assertThat(error.status()).isEqualTo(412));
            assertThat(landing).isEmptyDirectory();
        }
        try (S3Downloader downloader = store.open()) {
            Path target = landing.resolve("replaced.csv.gz");
            downloader.fetch(downloader.head("replaced.csv.gz").orElseThrow(), target);
            assertThat(target).hasBinaryContent(after);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-9/10", "bytes 1-1/2", "none"})
    void a_part_that_is_not_the_one_asked_for_is_refused_and_the_object_fetched_from_its_first_byte(String range)
            throws IOException {
        AtomicInteger parts = new AtomicInteger();
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> (answer, client) -> {
            if (request.header("Range").isPresent() && answer.isObject()) {
                parts.incrementAndGet();
                client.write(
                        range.equals("none")
                                ? answer.head().without("Content-Range")
                                : answer.head().with("Content-Range", range),
                        answer.body());
            } else if (answer.isObject() && parts.get() == 0) {
                client.write(answer.head(), answer.body(), LENGTH / 2);
            } else {
                client.write(answer.head(), answer.body());
            }
        })) {
            fetchOne(proxy);
            assertThat(parts.get()).isOne();
        }
    }

    @Test
    void a_store_that_finds_the_range_outside_the_object_is_asked_for_the_whole() throws IOException {
        AtomicInteger refusals = new AtomicInteger();
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> {
            if (request.header("Range").isPresent()) {
                refusals.incrementAndGet();
                return FaultProxy.error(416, "InvalidRange", null);
            }
            return (answer, client) -> client.write(
                    answer.head(),
                    answer.body(),
                    answer.isObject() && refusals.get() == 0 ? LENGTH / 2 : answer.body().length);
        })) {
            fetchOne(proxy);
            assertThat(refusals.get()).isOne();
        }
    }

    @Test
    void a_clock_that_is_off_is_set_by_the_first_answer_that_says_so() throws IOException {
        TestStore.assumeTolerantClock();
        AtomicInteger refusals = new AtomicInteger();
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> {
            Instant theirs = Instant.now().plus(Duration.ofHours(1));
            Instant ours =
                    Instant.from(AMZ_DATE.parse(request.header("X-Amz-Date").orElseThrow()));
            if (Duration.between(ours, theirs).abs().toMinutes() < 15) {
                return FaultProxy.Faults.NONE;
            }
            refusals.incrementAndGet();
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(theirs.atOffset(ZoneOffset.UTC));
            return FaultProxy.error(403, "RequestTimeTooSkewed", "Date: " + date);
        })) {
            try (S3Downloader downloader = open(proxy)) {
                downloader.list("objects/");
                downloader.fetch(downloader.head(key(1)).orElseThrow(), landing.resolve("1.csv.gz"));
            }
            assertThat(landing.resolve("1.csv.gz")).hasBinaryContent(contents.get(1));
            assertThat(refusals.get()).isOne();
            assertThat(pause.waits()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void what_the_store_refuses_for_good_is_asked_for_once(int status) throws IOException {
        try (FaultProxy proxy = new FaultProxy(
                        store.endpoint(),
                        request -> FaultProxy.error(status, status == 403 ? "AccessDenied" : "NoSuchKey", null));
                S3Downloader downloader = open(proxy)) {
            RemoteObject object = new RemoteObject(key(0), LENGTH, "0".repeat(32), Instant.EPOCH);
            assertThatThrownBy(() -> downloader.fetch(object, landing.resolve("x.csv.gz")))
                    .isInstanceOfSatisfying(DownloadException.class, error -> {
                        assertThat(error.status()).isEqualTo(status);
                        assertThat(error.retryable()).isFalse();
                    });
            assertThat(proxy.requests()).isOne();
            assertThat(landing).isEmptyDirectory();
        }
    }

    @Test
    void no_flipped_bit_is_accepted() throws IOException {
        int flips = Integer.getInteger("quantmini.flips", 50);
        Random random = new Random(flips);
        byte[] small = TestStore.gzip(7, 2_000);
        store.put("flipped.csv.gz", small);
        store.put("flipped", small);
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> (answer, client) -> {
                    byte[] body = answer.body().clone();
                    if (answer.isObject()) {
                        int bit = random.nextInt(body.length * Byte.SIZE);
                        body[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                    }
                    client.write(answer.head(), body);
                });
                S3Downloader downloader =
                        S3Downloader.open(TestStore.options(proxy.endpoint()), TestStore.keys(), pause.schedule(1))) {
            for (int i = 0; i < flips; i++) {
                String key = i % 2 == 0 ? "flipped.csv.gz" : "flipped";
                RemoteObject object = downloader.head(key).orElseThrow();
                assertThatThrownBy(() -> downloader.fetch(object, landing.resolve("flipped.csv.gz")))
                        .isInstanceOf(DownloadException.class);
                assertThat(landing).isEmptyDirectory();
            }
            assertThat(proxy.requests()).isEqualTo(2 * flips);
        }
    }

    private S3Downloader open(FaultProxy proxy) {
        return S3Downloader.open(TestStore.options(proxy.endpoint()), TestStore.keys(), pause.schedule(8));
    }

    private void fetchOne(FaultProxy proxy) throws IOException {
        try (S3Downloader downloader = open(proxy)) {
            downloader.fetch(downloader.head(key(0)).orElseThrow(), landing.resolve("0.csv.gz"));
        }
        assertThat(landing.resolve("0.csv.gz")).hasBinaryContent(contents.get(0));
        assertThat(names()).containsExactly("0.csv.gz");
    }

    /** Fetches all objects by one listing; nothing else is in landing then, and nothing partial was in between. */
    private void fetchAll(FaultProxy proxy) throws IOException {
        try (S3Downloader downloader = open(proxy)) {
            List<RemoteObject> listed = downloader.list("objects/");
            assertThat(listed).hasSize(OBJECTS);
            for (int i = 0; i < OBJECTS; i++) {
                Path target = landing.resolve(i + ".csv.gz");
                downloader.fetch(listed.get(i), target);
                assertThat(target).hasBinaryContent(contents.get(i));
                assertThat(names()).hasSize(i + 1).allMatch(name -> name.endsWith(".csv.gz"));
            }
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(landing)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String key(int number) {
        return String.format(Locale.ROOT, "objects/%02d.csv.gz", number);
    }
}
