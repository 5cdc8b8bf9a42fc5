package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.Quantmini;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.ingest.StreamingIngestor;
import io.quantmini.lake.LakeComparison;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PipelineBuilder;
import io.quantmini.pipeline.PipelineInterruptedException;
import io.quantmini.pipeline.SessionReport;
import io.quantmini.pipeline.Settle;
import io.quantmini.stage.Ingestor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files read side by side end as they do one by one; one of them is out of order, and one is refused. The timeout is no measure
 * of speed: a test that takes as long hangs.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SeveralFilesTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(24, 11, 7);
    private static final List<LocalDate> SESSIONS = MARKET.sessions();
    private static final LocalDate UNSORTED = SESSIONS.get(3);
    private static final LocalDate REFUSED = SESSIONS.get(5);

    @TempDir
    private static Path source;

    @TempDir
    Path directory;

    @BeforeAll
    static void write_the_flat_files() throws IOException {
        for (LocalDate session : SESSIONS) {
            write(Dataset.STOCKS_DAILY, session, MARKET.flatFile(Dataset.STOCKS_DAILY, session));
        }
        byte[] sound = MARKET.flatFile(Dataset.STOCKS_DAILY, REFUSED);
        write(Dataset.STOCKS_DAILY, REFUSED, Arrays.copyOf(sound, sound.length - 3));
        write(Dataset.STOCKS_DAILY, UNSORTED, reversed(MARKET.flatFile(Dataset.STOCKS_DAILY, UNSORTED)));
        for (LocalDate session : SESSIONS.subList(0, 5)) {
            write(Dataset.STOCKS_MINUTE, session, MARKET.flatFile(Dataset.STOCKS_MINUTE, session));
        }
    }

    @AfterEach
    void no_thread_is_left() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("quantmini-unit") || name.startsWith("quantmini-inflate"));
    }

    @ParameterizedTest
    @EnumSource(Settle.class)
    void the_lake_the_ledger_and_all_that_is_told_are_those_of_one_file_at_a_time(Settle settle) {
        IngestOutcome one = ingest("one", ManyFiles.of(new StreamingIngestor(), 1), settle);
        for (int files : new int[] {2, 3, 40}) {
            ingest("several-" + files, ManyFiles.of(new StreamingIngestor(), files), settle)
                    .assertSame(one);
        }
        assertThat(one.report().files())
                .filteredOn(file -> file.outcome() == SessionReport.Outcome.REJECTED)
                .extracting(SessionReport::session)
                .containsExactly(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"streaming", "batch", "parallel", "adaptive", "plain"})
    void every_mode_gives_the_same_lake(String mode) {
        IngestOutcome one = ingest("one", ManyFiles.of(new StreamingIngestor(), 1), Settle.AUTO);
        IngestOutcome other = IngestOutcome.of(
                directory.resolve(mode), pipeline -> all(pipeline, Settle.AUTO).provider(Ingestor.class, mode));
        other.assertSame(one);
    }

    @Test
    void two_files_are_open_at_the_same_time() {
        CyclicBarrier both = new CyclicBarrier(2);
        List<LocalDate> firstTwo = SESSIONS.subList(0, 2);
        Ingestor meeting = new ManyFiles(new StreamingIngestor(), 2, (request, allocator) -> {
            if (firstTwo.contains(request.session())) {
                meet(both);
            }
        });
        assertThat(IngestOutcome.of(directory.resolve("lake"), pipeline -> daily(pipeline, meeting))
                        .ledger())
                .hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_failure_leaves_the_sessions_before_it_and_the_same_run_goes_on_from_there(int files) {
        LocalDate failing = SESSIONS.get(8);
        // side by side the failure waits for units after it
        CountDownLatch written = new CountDownLatch(files == 1 ? 0 : 9);
        Path lake = directory.resolve("lake");
        assertThatThrownBy(() -> IngestOutcome.of(
                        lake,
                        pipeline -> daily(pipeline, ManyFiles.of(new StreamingIngestor(), files))
                                .partitionWriter(new FailingWriter(failing, written))))
                .isInstanceOf(FailingWriter.DiskGone.class);
        assertThat(committed(lake))
                .containsExactlyElementsOf(SESSIONS.subList(0, 8).stream()
                        .filter(session -> !session.equals(REFUSED))
                        .toList());
        endsAsOneAtATime(lake, files);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void an_interrupt_leaves_whole_sessions_and_the_same_run_goes_on_from_there(int files) {
        Thread run = Thread.currentThread();
        Ingestor interrupting = new ManyFiles(new StreamingIngestor(), files, (request, allocator) -> {
            if (request.session().equals(SESSIONS.get(8))) {
                run.interrupt();
            }
        });
        Path lake = directory.resolve("lake");
        assertThatThrownBy(() -> IngestOutcome.of(lake, pipeline -> daily(pipeline, interrupting)))
                .isInstanceOf(PipelineInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        List<LocalDate> sound = new ArrayList<>(SESSIONS.subList(0, 9));
        sound.remove(REFUSED);
        List<LocalDate> committed = committed(lake);
        assertThat(sound).startsWith(committed.toArray(LocalDate[]::new));
        endsAsOneAtATime(lake, files);
    }

    @Test
    void a_listener_that_throws_ends_the_run_after_the_session_it_was_told_of() {
        Path lake = directory.resolve("lake");
        AtomicInteger steps = new AtomicInteger();
        assertThatThrownBy(() -> IngestOutcome.of(
                        lake,
                        pipeline -> daily(pipeline, ManyFiles.of(new StreamingIngestor(), 3))
                                .progress(progress -> {
                                    if (steps.incrementAndGet() == 3) {
                                        throw new IllegalStateException("enough");
                                    }
                                })))
                .hasMessage("enough");
        assertThat(committed(lake)).containsExactlyElementsOf(SESSIONS.subList(0, 3));
        endsAsOneAtATime(lake, 3);
    }

    /** A share of the memory is too little for these files, but not all of it. */
    @Test
    void what_does_not_fit_a_share_of_the_memory_is_read_by_itself() {
        List<LocalDate> large = List.of(SESSIONS.get(1), SESSIONS.get(4), UNSORTED);
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Ingestor hungry = new ManyFiles(new StreamingIngestor(), 2, (request, allocator) -> {
            if (large.contains(request.session())) {
                opened.incrementAndGet();
                failed.incrementAndGet();
                take(allocator);
                failed.decrementAndGet();
            }
        });
        Path lake = directory.resolve("lake");
        QuantminiConfig small =
                QuantminiConfig.builder().dataRoot(lake).maxMemoryGb(0.5).build();
        IngestOutcome.of(small, pipeline -> daily(pipeline, hungry));
        assertThat(failed.get()).isEqualTo(3);
        assertThat(opened.get()).isGreaterThan(6);
        assertThat(LakeComparison.differences(lake, oneAtATime())).isEmpty();
    }

    /** Takes two thirds of the root's memory for a moment. */
    private static void take(BufferAllocator allocator) {
        BufferAllocator root = allocator;
        while (root.getParentAllocator() != null) {
            root = root.getParentAllocator();
        }
        try (ArrowBuf all = allocator.buffer(root.getLimit() / 3 * 2)) {
            assertThat(all.capacity()).isPositive();
        }
    }

    private void endsAsOneAtATime(Path lake, int files) {
        IngestOutcome.of(lake, pipeline -> daily(pipeline, ManyFiles.of(new StreamingIngestor(), files)));
        assertThat(LakeComparison.differences(lake, oneAtATime())).isEmpty();
    }

    private Path oneAtATime() {
        Path lake = directory.resolve("one");
        IngestOutcome.of(lake, pipeline -> daily(pipeline, ManyFiles.of(new StreamingIngestor(), 1)));
        return lake;
    }

    private IngestOutcome ingest(String lake, Ingestor ingestor, Settle settle) {
        return IngestOutcome.of(
                directory.resolve(lake), pipeline -> all(pipeline, settle).ingestor(ingestor));
    }

    private static PipelineBuilder all(PipelineBuilder pipeline, Settle settle) {
        return pipeline.source(FlatFiles.directory(source))
                .datasets(Dataset.STOCKS_DAILY, Dataset.STOCKS_MINUTE)
                .settle(settle);
    }

    private static PipelineBuilder daily(PipelineBuilder pipeline, Ingestor ingestor) {
        return pipeline.source(FlatFiles.directory(source))
                .datasets(Dataset.STOCKS_DAILY)
                .settle(Settle.NEVER)
                .ingestor(ingestor);
    }

    private static List<LocalDate> committed(Path lake) {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini.lake().catalog().sessions(Dataset.STOCKS_DAILY, Layer.BRONZE);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Dataset dataset, LocalDate session, byte[] gzip) throws IOException {
        Path file = source.resolve(dataset.key(session));
        Files.createDirectories(file.getParent());
        Files.write(file, gzip);
    }

    /** The same file with its rows from last to first. */
    private static byte[] reversed(byte[] gzip) throws IOException {
        List<String> lines;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            lines = new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
        Collections.reverse(lines.subList(1, lines.size()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
