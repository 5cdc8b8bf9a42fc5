package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.admission.FileAccessException;
import io.quantmini.admission.GzipFiles;
import io.quantmini.market.Dataset;
import io.quantmini.profile.ExecutionMode;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.IngestRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The timeout is no measure of speed: a test that takes as long hangs. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ParallelIngestorTest {
    private static final int ROWS = 30_000;

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write_a_file_of_several_chunks() throws IOException {
        file = Files.write(directory.resolve("large.csv.gz"), GzipFiles.member(text(ROWS)));
    }

    @AfterEach
    void no_thread_is_left() {
        Threads.assertNoneIsLeft();
    }

    @Test
    void a_large_file_is_inflated_ahead_and_gives_what_the_plain_one_gives() {
        Candidates plain = Candidates.of(new PlainIngestor(), request(file));
        assertThat(plain.columns().rows()).isEqualTo(ROWS);
        for (int threads : new int[] {1, 2, 5}) {
            Candidates parallel = Candidates.of(new ParallelIngestor(threads, 1_000, 0), request(file));
            assertThat(plain.difference(parallel, true)).isNull();
        }
    }

    @Test
    void a_small_file_takes_no_thread() {
        try (BufferAllocator allocator = new RootAllocator();
                CandidateStream stream = new ParallelIngestor(4).open(request(file), allocator)) {
            while (stream.advance()) {
                assertThat(Threads.inflating()).isEmpty();
            }
        }
    }

    @Test
    void many_files_at_once_in_many_threads_give_their_rows() throws InterruptedException {
        ParallelIngestor ingestor = new ParallelIngestor(3, 1_000, 0);
        Candidates plain = Candidates.of(new PlainIngestor(), request(file));
        List<@Nullable String> differences = Collections.synchronizedList(new ArrayList<>());
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            readers.add(new Thread(() -> {
                for (int file = 0; file < 5; file++) {
                    differences.add(plain.difference(Candidates.of(ingestor, request(this.file)), true));
                }
            }));
        }
        readers.forEach(Thread::start);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(differences).hasSize(30).containsOnlyNulls();
    }

    @Test
    void a_stream_may_be_closed_after_any_batch() {
        ParallelIngestor ingestor = new ParallelIngestor(2, 1_000, 0);
        try (BufferAllocator allocator = new RootAllocator()) {
            for (int batches = 0; batches <= ROWS / 1_000; batches++) {
                try (CandidateStream stream = ingestor.open(request(file), allocator)) {
                    for (int i = 0; i < batches; i++) {
                        stream.advance();
                    }
                }
                Threads.assertNoneIsLeft();
                assertThat(allocator.getAllocatedMemory()).isZero();
            }
        }
    }

    @Test
    void a_stream_may_be_closed_by_another_thread_than_the_one_that_opened_it() throws InterruptedException {
        ParallelIngestor ingestor = new ParallelIngestor(2, 1_000, 0);
        CountDownLatch opened = new CountDownLatch(1);
        List<CandidateStream> streams = Collections.synchronizedList(new ArrayList<>());
        try (BufferAllocator allocator = new RootAllocator()) {
            Thread opener = new Thread(() -> {
                streams.add(ingestor.open(request(file), allocator));
                opened.countDown();
            });
            opener.start();
            Threads.await(opened);
            opener.join();
            streams.get(0).close();
        }
    }

    @Test
    void what_cannot_be_opened_leaves_nothing() {
        ParallelIngestor ingestor = new ParallelIngestor(2, 1_000, 0);
        try (BufferAllocator allocator = new RootAllocator(10_000)) {
            assertThatThrownBy(() -> ingestor.open(request(directory.resolve("none.csv.gz")), allocator))
                    .isInstanceOf(FileAccessException.class);
            assertThatThrownBy(() -> ingestor.open(request(file), allocator)).isInstanceOf(OutOfMemoryException.class);
            assertThat(allocator.getAllocatedMemory()).isZero();
        }
        assertThatThrownBy(() -> new ParallelIngestor(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_reads_as_many_files_at_once_as_there_are_threads() {
        assertThat(new ParallelIngestor(2)
                        .filesAtOnce(Budgets.of(ExecutionMode.PARALLEL).withThreads(7)))
                .isEqualTo(7);
        assertThat(new StreamingIngestor()
                        .filesAtOnce(Budgets.of(ExecutionMode.STREAMING).withThreads(7)))
                .isEqualTo(1);
        assertThat(new BatchIngestor(Budgets.of(ExecutionMode.BATCH)).filesAtOnce(Budgets.of(ExecutionMode.BATCH)))
                .isEqualTo(1);
    }

    static byte[] text(int rows) {
        StringBuilder text = new StringBuilder(FlatFile.HEADER).append('\n');
        long minute = 1_700_000_040_000_000_000L;
        for (int row = 0; row < rows; row++) {
            text.append(String.format("T%05d", row / 300))
                    .append(",100,10.5,11,11.5,10.25,")
                    .append(minute + row % 300 * 60_000_000_000L)
                    .append(",5\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static IngestRequest request(Path file) {
        return new IngestRequest(
                file, Dataset.STOCKS_MINUTE, SeedFile.SESSION, IngestLimits.DEFAULT, (row, fault) -> {});
    }
}
