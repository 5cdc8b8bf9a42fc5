package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.stage.DownloadException;
import io.quantmini.stage.RemoteObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncS3DownloaderTest {
    private static final int OBJECTS = 12;

    @TempDir
    static Path objects;

    private static TestStore store;

    @TempDir
    Path landing;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @BeforeAll
    static void start() throws Exception {
        store = TestStore.start(objects);
        for (int i = 0; i < OBJECTS; i++) {
            store.put("o/" + i + ".csv.gz", TestStore.gzip(i, 10_000));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
    }

    @AfterEach
    void shutDown() {
        executor.shutdownNow();
    }

    @Test
    void all_arrive_and_never_more_at_once_than_allowed() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> (answer, client) -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    now.decrementAndGet();
                    client.write(answer.head(), answer.body());
                });
                S3Downloader downloader = S3Downloader.open(TestStore.options(proxy.endpoint()), TestStore.keys())) {
            AsyncS3Downloader async = new AsyncS3Downloader(downloader, executor, 3);
            List<CompletableFuture<Path>> fetches = new ArrayList<>();
            for (RemoteObject object : downloader.list("o/")) {
                fetches.add(async.fetch(object, landing.resolve(object.key())));
            }
            for (CompletableFuture<Path> fetch : fetches) {
                Path path = fetch.get();
                int number = Integer.parseInt(path.getFileName().toString().replaceAll("\\D", ""));
                assertThat(path).hasBinaryContent(TestStore.gzip(number, 10_000));
            }
            assertThat(fetches).hasSize(OBJECTS);
            assertThat(most.get()).isBetween(1, 3);
        }
    }

    @Test
    void a_failure_is_the_futures_and_the_next_one_goes_on() {
        try (S3Downloader downloader = store.open()) {
            AsyncS3Downloader async = new AsyncS3Downloader(downloader, executor, 1);
            RemoteObject none = new RemoteObject("o/none.csv.gz", 1, "0".repeat(32), Instant.EPOCH);
            CompletableFuture<Path> failing = async.fetch(none, landing.resolve("none.csv.gz"));
            RemoteObject first = downloader.head("o/0.csv.gz").orElseThrow();
            CompletableFuture<Path> next = async.fetch(first, landing.resolve("0.csv.gz"));
            assertThatThrownBy(failing::join).hasCauseInstanceOf(DownloadException.class);
            assertThat(next.join()).hasBinaryContent(TestStore.gzip(0, 10_000));
        }
    }

    @Test
    void what_is_cancelled_before_its_turn_is_not_fetched() {
        List<Runnable> held = new ArrayList<>();
        try (S3Downloader downloader = store.open()) {
            AsyncS3Downloader async = new AsyncS3Downloader(downloader, held::add, 1);
            RemoteObject first = downloader.head("o/0.csv.gz").orElseThrow();
            CompletableFuture<Path> cancelled = async.fetch(first, landing.resolve("cancelled.csv.gz"));
            CompletableFuture<Path> next = async.fetch(first, landing.resolve("next.csv.gz"));
            cancelled.cancel(false);
            held.get(0).run();
            held.get(1).run();
            assertThat(next.join()).exists();
            assertThat(landing.resolve("cancelled.csv.gz")).doesNotExist();
        }
    }

    @Test
    void an_executor_that_takes_no_more_fails_the_future() {
        executor.shutdown();
        try (S3Downloader downloader = store.open()) {
            AsyncS3Downloader async = new AsyncS3Downloader(downloader, executor, 1);
            RemoteObject first = downloader.head("o/0.csv.gz").orElseThrow();
            assertThatThrownBy(() ->
                            async.fetch(first, landing.resolve("0.csv.gz")).join())
                    .hasCauseInstanceOf(RejectedExecutionException.class);
            assertThatIllegalArgumentException().isThrownBy(() -> new AsyncS3Downloader(downloader, executor, 0));
        }
    }
}
