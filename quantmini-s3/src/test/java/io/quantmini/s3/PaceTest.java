package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.stage.RemoteObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How slow a transfer may be, and how fast. */
class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private final RecordedPause pause = new RecordedPause();
    private long now;

    @Test
    void a_connection_under_the_least_rate_for_a_window_is_stalled() throws TransferException {
        StallWatch watch = new StallWatch(Duration.ofSeconds(60), 1_024);
        for (int i = 0; i < 59; i++) {
            watch.came(1, SECOND);
        }
        assertThatThrownBy(() -> watch.came(1, SECOND))
                .isInstanceOf(TransferException.class)
                .hasMessage("stalled: 60 bytes in 60.0 s");
    }

    @Test
    void a_slow_connection_at_the_least_rate_is_not() throws TransferException {
        StallWatch watch = new StallWatch(Duration.ofSeconds(60), 1_024);
        for (int i = 0; i < 600; i++) {
            watch.came(1_024, SECOND);
        }
    }

    @Test
    void a_burst_does_not_excuse_the_next_window() throws TransferException {
        StallWatch watch = new StallWatch(Duration.ofSeconds(10), 1_024);
        watch.came(1 << 20, 10 * SECOND);
        assertThatThrownBy(() -> watch.came(1, 10 * SECOND)).isInstanceOf(TransferException.class);
    }

    @Test
    void what_came_before_hides_a_stall_for_a_tenth_of_the_idle_timeout_at_most() throws TransferException {
        Random random = new Random(17);
        for (int round = 0; round < 200; round++) {
            StallWatch watch = new StallWatch(Duration.ofSeconds(60), 1_024);
            for (int i = random.nextInt(1_000); i > 0; i--) {
                watch.came(1 << 16, (long) (random.nextDouble() * SECOND));
            }
            assertThat(nanosUntilStalled(watch, random)).isBetween(54 * SECOND, 66 * SECOND);
        }
    }

    /** Of a connection that gives a byte every second and a half at the longest. */
    private static long nanosUntilStalled(StallWatch watch, Random random) {
        long nanos = 0;
        while (nanos < 1_000 * SECOND) {
            long wait = (long) (random.nextDouble() * 1.5 * SECOND);
            nanos += wait;
            try {
                watch.came(1, wait);
            } catch (TransferException stalled) {
                return nanos;
            }
        }
        return nanos;
    }

    @Test
    void bytes_wait_for_as_long_as_they_take_at_the_given_rate() throws InterruptedException {
        BandwidthLimit limit = new BandwidthLimit(1_000, () -> now, pause);
        limit.came(500);
        limit.came(500);
        now += 2 * SECOND;
        limit.came(100);
        assertThat(pause.waits())
                .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(100));
    }

    @Test
    void all_transfers_of_a_downloader_together_wait_for_as_long_as_their_bytes_take(@TempDir Path directory)
            throws Exception {
        int rate = 1_000;
        byte[] bytes = TestStore.gzip(1, 100_000);
        S3DownloaderOptions options;
        try (TestStore store = TestStore.start(Files.createDirectory(directory.resolve("store")))) {
            options = store.options();
            store.put("a.csv.gz", bytes);
            store.put("b.csv.gz", bytes);
            try (S3Downloader downloader = S3Downloader.open(
                    options, TestStore.keys(), pause.schedule(2), new BandwidthLimit(rate, () -> now, pause))) {
                List<Thread> threads = new ArrayList<>();
                for (String key : List.of("a.csv.gz", "b.csv.gz")) {
                    RemoteObject object = downloader.head(key).orElseThrow();
                    threads.add(new Thread(() -> downloader.fetch(object, directory.resolve(key))));
                }
                threads.forEach(Thread::start);
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        }
        // The clock stands still, so that each wait ends later than the one before.
        assertThat(Collections.max(pause.waits()).toMillis()).isEqualTo(2L * bytes.length * 1_000 / rate);
        assertThat(directory.resolve("b.csv.gz")).hasBinaryContent(bytes);
    }

    @Test
    void without_a_limit_nothing_waits() throws InterruptedException {
        new BandwidthLimit(Long.MAX_VALUE, () -> now, pause).came(Integer.MAX_VALUE);
        assertThat(pause.waits()).isEmpty();
    }
}
