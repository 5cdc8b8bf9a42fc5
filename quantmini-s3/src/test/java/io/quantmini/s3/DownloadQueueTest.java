package io.quantmini.s3;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static io.quantmini.s3.WeekOfFiles.MONDAY;
import static io.quantmini.s3.WeekOfFiles.WEEK;
import static io.quantmini.s3.WeekOfFiles.bytes;
import static io.quantmini.s3.WeekOfFiles.isFetchOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.ProgressListener;
import io.quantmini.pipeline.StageReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are fetched first, how many at once, and how it is told. */
class DownloadQueueTest {
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
    void in_a_session_the_smallest_file_comes_first_whichever_dataset_it_is_of() throws Exception {
        store.put(STOCKS_MINUTE.key(MONDAY), TestStore.gzip(5, 9_000));
        store.put(STOCKS_MINUTE.key(MONDAY.plusDays(1)), TestStore.gzip(6, 1_000));
        List<String> fetched = new CopyOnWriteArrayList<>();
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> {
                    if (request.start().contains(".csv.gz ")) {
                        fetched.add(request.start().replaceAll(".*/(day|minute)_.*/(\\S+)\\.csv\\.gz .*", "$1 $2"));
                    }
                    return FaultProxy.Faults.NONE;
                });
                Quantmini quantmini = week.open(proxy.endpoint(), 1)) {
            PipelineReport report = quantmini.download(
                    List.of(STOCKS_MINUTE, STOCKS_DAILY, STOCKS_MINUTE),
                    SessionRange.of("2025-11-03", "2025-11-04"),
                    ProgressListener.NONE);
            assertThat(fetched)
                    .containsExactly("minute 2025-11-04", "day 2025-11-04", "day 2025-11-03", "minute 2025-11-03");
            assertThat(report.stages())
                    .extracting(StageReport::dataset)
                    .as("a dataset that is named twice counts once")
                    .containsExactly(STOCKS_MINUTE, STOCKS_DAILY);
        }
    }

    @Test
    void progress_is_told_in_files_and_bytes_while_a_file_is_on_its_way() throws Exception {
        long all = sizes(0, 5);
        CountDownLatch heard = new CountDownLatch(1);
        List<ProgressListener.Transferring> told = new ArrayList<>();
        try (FaultProxy proxy = new FaultProxy(
                        store.endpoint(),
                        request -> isFetchOf(STOCKS_DAILY.key(MONDAY), request)
                                ? (answer, client) -> {
                                    client.write(answer.head(), answer.body(), 1_000);
                                    await(heard);
                                    client.write(answer.body(), 1_000, answer.body().length - 1_000);
                                }
                                : FaultProxy.Faults.NONE);
                Quantmini quantmini = week.open(proxy.endpoint(), 1)) {
            quantmini.download(List.of(STOCKS_DAILY), WEEK, new ProgressListener() {
                @Override
                public void onProgress(Progress progress) {}

                @Override
                public void onTransfer(Transferring now) {
                    told.add(now);
                    if (now.files() == 4 && now.bytes() >= sizes(1, 5) + 1_000) {
                        heard.countDown();
                    }
                }
            });
        }
        ProgressListener.Transferring last = told.get(told.size() - 1);
        assertThat(last.files()).isEqualTo(5);
        assertThat(last.bytes()).isEqualTo(all).isEqualTo(last.totalBytes());
        assertThat(last.bytesPerSecond()).isPositive();
        assertThat(told).extracting(ProgressListener.Transferring::totalFiles).containsOnly(5);
    }

    @Test
    void as_many_files_are_on_their_way_as_configured() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        try (FaultProxy proxy = new FaultProxy(store.endpoint(), request -> (answer, client) -> {
                    boolean file = request.start().contains(".csv.gz ");
                    if (file) {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        two.countDown();
                        await(two);
                        now.decrementAndGet();
                    }
                    client.write(answer.head(), answer.body());
                });
                Quantmini quantmini = week.open(proxy.endpoint(), 2)) {
            week.download(quantmini);
        }
        assertThat(two.getCount()).as("at least two at once").isZero();
        assertThat(most.get()).isEqualTo(2);
    }

    private static long sizes(int from, int to) {
        long bytes = 0;
        for (int day = from; day < to; day++) {
            bytes += bytes(day).length;
        }
        return bytes;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IOException("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
