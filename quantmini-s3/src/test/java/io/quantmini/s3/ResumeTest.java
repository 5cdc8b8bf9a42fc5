package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.stage.DownloadException;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers that end before their end, and are gone on with by somebody else. */
class ResumeTest {
    private static final String KEY = "resumed.csv.gz";
    private static final int LENGTH = 1 << 20;
    private static final byte[] BYTES = TestStore.gzip(3, LENGTH);
    private static final int CUT = 700_000;

    @TempDir
    static Path objects;

    private static TestStore store;

    @TempDir
    Path landing;

    private final RecordedPause pause = new RecordedPause();
    private final List<String> ranges = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        store = TestStore.start(objects);
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
    }

    @BeforeEach
    void put() {
        store.put(KEY, BYTES);
    }

    @Test
    void another_program_goes_on_where_the_last_one_stopped() throws IOException {
        breakOff();
        fetch();
        assertThat(ranges).containsExactly("bytes=" + CUT + "-");
        assertThat(target()).hasBinaryContent(BYTES);
        assertThat(names()).containsExactly(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a flipped bit",
                "a shorter file",
                "no sidecar",
                "an empty sidecar",
                "nonsense",
                "another tag",
                "a directory"
            })
    void a_beginning_that_its_sidecar_does_not_vouch_for_is_thrown_away(String damage) throws IOException {
        breakOff();
        hurt(damage);
        fetch();
        assertThat(ranges).containsExactly("none");
        assertThat(target()).hasBinaryContent(BYTES);
        assertThat(names()).containsExactly(KEY);
    }

    private void hurt(String damage) throws IOException {
        Path part = landing.resolve(KEY + ".part");
        Path state = landing.resolve(KEY + ".part.state");
        byte[] bytes = Files.readAllBytes(part);
        String text = Files.readString(state);
        switch (damage) {
            case "a flipped bit" -> {
                bytes[CUT / 2] ^= 1;
                Files.write(part, bytes);
            }
            case "a shorter file" -> Files.write(part, Arrays.copyOf(bytes, CUT - 1));
            case "no sidecar" -> Files.delete(state);
            case "an empty sidecar" -> Files.write(state, new byte[0]);
            case "nonsense" -> Files.writeString(state, text.replace("have ", "have x"));
            case "another tag" -> Files.writeString(state, text.replace(" " + tag() + " ", " " + "0".repeat(32) + " "));
            case "a directory" -> {
                Files.delete(part);
                Files.createDirectory(part);
            }
            default -> throw new IllegalArgumentException(damage);
        }
    }

    @Test
    void bytes_behind_those_that_the_sidecar_vouches_for_are_fetched_again() throws IOException {
        breakOff();
        Path state = landing.resolve(KEY + ".part.state");
        byte[] garbage = "what a power cut left".getBytes(StandardCharsets.UTF_8);
        Files.write(landing.resolve(KEY + ".part"), garbage, StandardOpenOption.APPEND);
        Files.writeString(state, "have 9999", StandardOpenOption.APPEND);
        fetch();
        assertThat(ranges).containsExactly("bytes=" + CUT + "-");
        assertThat(target()).hasBinaryContent(BYTES);
    }

    @Test
    void an_object_that_was_replaced_meanwhile_is_fetched_from_its_first_byte() throws IOException {
        breakOff();
        byte[] other = TestStore.gzip(4, LENGTH);
        store.put(KEY, other);
        fetch();
        assertThat(ranges).containsExactly("none");
        assertThat(target()).hasBinaryContent(other);
    }

    @Test
    void a_whole_beginning_is_verified_again_without_a_request() throws IOException {
        breakOff();
        byte[] whole = BYTES.clone();
        Files.write(landing.resolve(KEY + ".part"), whole);
        CRC32C crc = new CRC32C();
        crc.update(whole);
        Files.writeString(
                landing.resolve(KEY + ".part.state"),
                "have " + whole.length + " " + String.format(Locale.ROOT, "%08x", crc.getValue()) + "\n",
                StandardOpenOption.APPEND);
        fetch();
        assertThat(ranges).isEmpty();
        assertThat(target()).hasBinaryContent(BYTES);
    }

    @Test
    void a_killed_program_is_gone_on_from_behind_its_last_checkpoint() throws Exception {
        byte[] large = TestStore.gzip(5, 10 << 20);
        store.put(KEY, large);
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> (answer, client) -> {
            if (answer.isObject()) {
                client.write(answer.head(), answer.body(), 9 << 20);
                client.waitForEnd();
            } else {
                client.write(answer.head(), answer.body());
            }
        })) {
            Process child = child(proxy);
            try {
                waitFor(landing.resolve(KEY + ".part"), 9 << 20);
            } finally {
                child.destroyForcibly().waitFor();
            }
        }
        assertThat(target()).doesNotExist();
        fetch();
        assertThat(ranges).hasSize(1);
        long from = Long.parseLong(ranges.get(0).replaceAll("\\D", ""));
        assertThat(from).isBetween(8L << 20, 9L << 20);
        assertThat(target()).hasBinaryContent(large);
        assertThat(names()).containsExactly(KEY);
    }

    private Process child(FaultProxy proxy) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FetchProbe.class.getName(),
                proxy.endpoint().toString(),
                KEY,
                target().toString()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void waitFor(Path file, long bytes) throws Exception {
        for (int i = 0; i < 6_000; i++) {
            if (Files.exists(file) && Files.size(file) >= bytes) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(file + " did not come to " + bytes + " bytes in a minute");
    }

    /** A program that is given up after a part of the object, having no attempt left. */
    private void breakOff() throws IOException {
        try (FaultProxy proxy = new FaultProxy(
                        store.endpoint(),
                        request -> (answer, client) -> client.write(
                                answer.head(), answer.body(), answer.isObject() ? CUT : answer.body().length));
                S3Downloader downloader =
                        S3Downloader.open(TestStore.options(proxy.endpoint()), TestStore.keys(), pause.schedule(1))) {
            RemoteObject object = downloader.head(KEY).orElseThrow();
            assertThatThrownBy(() -> downloader.fetch(object, target())).isInstanceOf(DownloadException.class);
        }
        assertThat(target()).doesNotExist();
    }

    /** Another program, nothing wrong; writes down which ranges it asks for. */
    private void fetch() throws IOException {
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> {
                    if (request.start().startsWith("GET ")) {
                        ranges.add(request.header("Range").orElse("none"));
                    }
                    return FaultProxy.Faults.NONE;
                });
                S3Downloader downloader =
                        S3Downloader.open(TestStore.options(proxy.endpoint()), TestStore.keys(), pause.schedule(1))) {
            downloader.fetch(downloader.head(KEY).orElseThrow(), target());
        }
    }

    private static String tag() {
        try (S3Downloader downloader = store.open()) {
            return downloader.head(KEY).orElseThrow().etag();
        }
    }

    private Path target() {
        return landing.resolve(KEY);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(landing)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
