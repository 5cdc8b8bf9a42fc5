package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.admission.GzipFiles;
import io.quantmini.ingest.AdaptiveIngestor.Choice;
import io.quantmini.profile.ExecutionMode;
import io.quantmini.profile.MemoryMonitor;
import io.quantmini.profile.PressureLevel;
import io.quantmini.profile.ResourceBudget;
import io.quantmini.profile.SystemProfiler;
import io.quantmini.stage.CandidateStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The timeout is no measure of speed: a test that takes as long hangs. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AdaptiveIngestorTest {
    private static final int ROWS = 30_000;

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write_a_file() throws IOException {
        file = Files.write(directory.resolve("file.csv.gz"), GzipFiles.member(ParallelIngestorTest.text(ROWS)));
    }

    @AfterEach
    void no_thread_is_left() {
        Threads.assertNoneIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "STREAMING, NORMAL,   small, STREAMING, false",
        "STREAMING, NORMAL,   large, STREAMING, true",
        "STREAMING, ELEVATED, large, STREAMING, true",
        "STREAMING, CRITICAL, large, STREAMING, false",
        "BATCH,     NORMAL,   small, BATCH,     false",
        "BATCH,     NORMAL,   large, BATCH,     false",
        "BATCH,     ELEVATED, small, STREAMING, false",
        "BATCH,     ELEVATED, large, STREAMING, true",
        "BATCH,     CRITICAL, large, STREAMING, false",
        "PARALLEL,  NORMAL,   small, PARALLEL,  false",
        "PARALLEL,  NORMAL,   large, PARALLEL,  true",
        "PARALLEL,  ELEVATED, large, PARALLEL,  true",
        "PARALLEL,  CRITICAL, large, STREAMING, false",
    })
    void the_mode_is_that_of_the_memory_or_less_when_it_runs_short(
            ExecutionMode budget, PressureLevel level, String size, ExecutionMode mode, boolean ahead) {
        try (BufferAllocator allocator = new RootAllocator()) {
            long smallBytes = size.equals("small") ? Long.MAX_VALUE : 0;
            Choice choice = ingestor(Budgets.of(budget), level, smallBytes).choose(file, allocator);
            assertThat(choice.mode()).isEqualTo(mode);
            assertThat(choice.ahead()).isEqualTo(ahead);
            assertThat(choice.reason()).isNotBlank();
        }
    }

    @Test
    void a_file_is_no_batch_when_its_text_or_its_rows_do_not_fit() {
        long text = BatchIngestor.statedTextBytes(file);
        ResourceBudget small = Budgets.of(ExecutionMode.BATCH, 4 * (text - 1));
        ResourceBudget enough = Budgets.of(ExecutionMode.BATCH, 4 * text);
        try (BufferAllocator large = new RootAllocator();
                BufferAllocator tight = new RootAllocator(2 * text - 1)) {
            assertThat(choice(small, large).mode()).isEqualTo(ExecutionMode.STREAMING);
            assertThat(choice(enough, large).mode()).isEqualTo(ExecutionMode.BATCH);
            assertThat(choice(enough, tight).mode()).isEqualTo(ExecutionMode.STREAMING);
        }
    }

    @Test
    void a_file_whose_trailer_hides_its_length_is_read_all_the_same() throws IOException {
        byte[] text = ParallelIngestorTest.text(ROWS);
        int cut = text.length - 100;
        byte[] head = GzipFiles.member(Arrays.copyOf(text, cut));
        Files.write(file, GzipFiles.concat(head, GzipFiles.member(Arrays.copyOfRange(text, cut, text.length))));
        AdaptiveIngestor adaptive = ingestor(Budgets.of(ExecutionMode.BATCH, 1_000_000), PressureLevel.NORMAL, 0);
        try (BufferAllocator allocator = new RootAllocator()) {
            assertThat(adaptive.choose(file, allocator).mode()).isEqualTo(ExecutionMode.BATCH);
        }
        Candidates plain = Candidates.of(new PlainIngestor(), ParallelIngestorTest.request(file));
        Candidates read = Candidates.of(adaptive, ParallelIngestorTest.request(file));
        assertThat(plain.columns().rows()).isEqualTo(ROWS);
        assertThat(plain.difference(read, true)).isNull();
    }

    @Test
    void every_choice_gives_the_rows_of_the_plain_one() {
        Candidates plain = Candidates.of(new PlainIngestor(), ParallelIngestorTest.request(file));
        for (ExecutionMode mode : ExecutionMode.values()) {
            for (PressureLevel level : PressureLevel.values()) {
                AdaptiveIngestor adaptive = ingestor(Budgets.of(mode), level, 0);
                Candidates read = Candidates.of(adaptive, ParallelIngestorTest.request(file));
                assertThat(plain.difference(read, true)).isNull();
            }
        }
    }

    @Test
    void several_files_are_read_at_once_unless_memory_is_all_but_used_up() {
        ResourceBudget budget = Budgets.of(ExecutionMode.STREAMING).withThreads(6);
        assertThat(ingestor(budget, PressureLevel.NORMAL, 0).filesAtOnce(budget))
                .isEqualTo(6);
        assertThat(ingestor(budget, PressureLevel.ELEVATED, 0).filesAtOnce(budget))
                .isEqualTo(6);
        assertThat(ingestor(budget, PressureLevel.CRITICAL, 0).filesAtOnce(budget))
                .isEqualTo(1);
    }

    @Test
    void it_listens_to_the_monitor_of_the_run() {
        ResourceBudget budget = Budgets.of(ExecutionMode.PARALLEL).withOffHeapBytes(1_000);
        AtomicLong used = new AtomicLong(950);
        MemoryMonitor monitor = new MemoryMonitor(SystemProfiler.profile(directory), budget, used::get);
        assertThat(new AdaptiveIngestor(budget, monitor).filesAtOnce(budget)).isEqualTo(1);
    }

    @Test
    void memory_is_asked_for_again_only_after_a_while() {
        AtomicInteger asked = new AtomicInteger();
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
        PressureLevel[] levels = PressureLevel.values();
        Pressure pressure = new Pressure(() -> levels[asked.getAndIncrement() % 3], clock::get);
        assertThat(pressure.level()).isEqualTo(PressureLevel.NORMAL);
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(199));
        assertThat(pressure.level()).isEqualTo(PressureLevel.NORMAL);
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(pressure.level()).isEqualTo(PressureLevel.ELEVATED);
        assertThat(asked).hasValue(2);
    }

    @Test
    void it_says_what_it_does_on_a_machine() {
        assertThat(AdaptiveIngestor.describe(Budgets.of(ExecutionMode.BATCH))).contains("batch", "2 files at once");
        assertThat(AdaptiveIngestor.describe(Budgets.of(ExecutionMode.STREAMING).withThreads(1)))
                .contains("streaming", "1 file at a time");
    }

    @Test
    void an_open_batch_takes_its_room_from_the_next() {
        long text = BatchIngestor.statedTextBytes(file);
        AdaptiveIngestor adaptive =
                ingestor(Budgets.of(ExecutionMode.BATCH, 4 * text), PressureLevel.NORMAL, Long.MAX_VALUE);
        try (BufferAllocator allocator = new RootAllocator()) {
            try (CandidateStream first = adaptive.open(ParallelIngestorTest.request(file), allocator);
                    CandidateStream second = adaptive.open(ParallelIngestorTest.request(file), allocator)) {
                assertThat(adaptive.choose(file, allocator).mode()).isEqualTo(ExecutionMode.STREAMING);
                assertThat(first.advance() && second.advance()).isTrue();
            }
            assertThat(adaptive.choose(file, allocator).mode()).isEqualTo(ExecutionMode.BATCH);
        }
    }

    private Choice choice(ResourceBudget budget, BufferAllocator allocator) {
        return ingestor(budget, PressureLevel.NORMAL, 0).choose(file, allocator);
    }

    private static AdaptiveIngestor ingestor(ResourceBudget budget, PressureLevel level, long smallBytes) {
        return new AdaptiveIngestor(budget, new Pressure(() -> level, System::nanoTime), 1_000, smallBytes);
    }
}
