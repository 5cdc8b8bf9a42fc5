package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ResourceLimitException;
import io.quantmini.admission.Admission;
import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.GzipFiles;
import io.quantmini.admission.IngestException;
import io.quantmini.market.Dataset;
import io.quantmini.stage.CandidateStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchIngestorTest {
    private static final int LARGE = 1 << 30;

    @TempDir
    Path directory;

    @Test
    void a_whole_file_is_one_batch() throws IOException {
        Path file = write(GzipFiles.member(ParallelIngestorTest.text(30_000)));
        try (BufferAllocator allocator = new RootAllocator();
                CandidateStream stream = open(file, LARGE, allocator)) {
            assertThat(stream.advance()).isTrue();
            assertThat(stream.batch().getRowCount()).isEqualTo(30_000);
            assertThat(stream.raw(29_999).line()).isEqualTo(30_001);
            assertThat(stream.advance()).isFalse();
            assertThat(stream.tally().read()).isEqualTo(30_000);
        }
    }

    @Test
    void memory_off_heap_is_what_the_rows_take() throws IOException {
        Path file = write(GzipFiles.member(ParallelIngestorTest.text(30_000)));
        try (BufferAllocator allocator = new RootAllocator();
                CandidateStream stream = open(file, LARGE, allocator)) {
            // six columns of eight bytes, numbers of trades, tickers of six bytes and where they end; Arrow rounds each
            // up
            long needed = 30_000L * (6 * 8 + 4 + 6 + 4);
            assertThat(allocator.getAllocatedMemory()).isBetween(needed, 2 * needed);
            assertThat(stream.advance()).isTrue();
            assertThat(allocator.getPeakMemoryAllocation()).isLessThanOrEqualTo(2 * needed);
        }
    }

    @Test
    void a_file_that_does_not_fit_the_allocator_fails_with_what_it_needs_and_leaves_nothing() throws IOException {
        Path file = write(GzipFiles.member(ParallelIngestorTest.text(30_000)));
        try (BufferAllocator allocator = new RootAllocator(1_000_000)) {
            assertThatThrownBy(() -> open(file, LARGE, allocator))
                    .isInstanceOfSatisfying(ResourceLimitException.class, e -> {
                        assertThat(e.limit()).isEqualTo(1_000_000);
                        assertThat(e.needed()).isBetween(1_500_000L, 2_000_000L);
                    })
                    .hasMessageContainingAll("batch.csv.gz", "streaming", "MAX_MEMORY_GB");
            assertThat(allocator.getAllocatedMemory()).isZero();
        }
    }

    @Test
    void a_text_past_the_bound_fails_and_one_of_just_that_length_does_not() throws IOException {
        byte[] text = ParallelIngestorTest.text(100);
        // two members: the trailer tells the length of the second alone
        byte[] head = Arrays.copyOf(text, 3_000);
        Path file = write(GzipFiles.concat(
                GzipFiles.member(head), GzipFiles.member(Arrays.copyOfRange(text, 3_000, text.length))));
        try (BufferAllocator allocator = new RootAllocator()) {
            open(file, text.length, allocator).close();
            assertThatThrownBy(() -> open(file, text.length - 1, allocator))
                    .isInstanceOf(ResourceLimitException.class)
                    .hasMessageContainingAll("batch.csv.gz", "streaming");
        }
    }

    @Test
    void open_texts_count_together_until_they_are_closed() throws IOException {
        byte[] text = ParallelIngestorTest.text(100);
        Path file = write(GzipFiles.member(text));
        BatchIngestor ingestor = new BatchIngestor(LARGE, 2L * text.length);
        try (BufferAllocator allocator = new RootAllocator()) {
            CandidateStream first = ingestor.open(ParallelIngestorTest.request(file), allocator);
            CandidateStream second = ingestor.open(ParallelIngestorTest.request(file), allocator);
            assertThatThrownBy(() -> ingestor.open(ParallelIngestorTest.request(file), allocator))
                    .isInstanceOf(ResourceLimitException.class);
            second.close();
            second.close();
            ingestor.open(ParallelIngestorTest.request(file), allocator).close();
            first.close();
            assertThat(ingestor.hasRoomFor(2L * text.length)).isTrue();
        }
    }

    @Test
    void what_fails_after_its_text_was_read_gives_the_text_back() throws IOException {
        byte[] text = ParallelIngestorTest.text(100);
        Path sound = write(GzipFiles.member(text));
        BatchIngestor ingestor = new BatchIngestor(LARGE, text.length);
        try (BufferAllocator allocator = new RootAllocator(1_000)) {
            assertThatThrownBy(() -> ingestor.open(ParallelIngestorTest.request(sound), allocator))
                    .isInstanceOf(ResourceLimitException.class);
        }
        Path quoted = write(GzipFiles.member("\"no header\"\n".getBytes(StandardCharsets.US_ASCII)));
        try (BufferAllocator allocator = new RootAllocator()) {
            assertThatThrownBy(() -> ingestor.open(ParallelIngestorTest.request(quoted), allocator))
                    .isInstanceOf(IngestException.class);
        }
        assertThat(ingestor.hasRoomFor(text.length)).isTrue();
    }

    @Test
    void a_trailer_that_lies_about_the_length_is_a_fault_of_the_file_and_costs_no_memory() throws IOException {
        byte[] gzip = GzipFiles.member(ParallelIngestorTest.text(100));
        Arrays.fill(gzip, gzip.length - 4, gzip.length, (byte) 0xff);
        Path file = write(gzip);
        assertThat(BatchIngestor.statedTextBytes(file)).isLessThanOrEqualTo(gzip.length * 1_032L);
        try (BufferAllocator allocator = new RootAllocator()) {
            assertThatThrownBy(() -> open(file, LARGE, allocator))
                    .isInstanceOf(IngestException.class)
                    .hasMessageContaining("trailer");
        }
        assertThat(BatchIngestor.statedTextBytes(write(new byte[] {1, 2}))).isZero();
    }

    @Test
    void rows_in_conflict_are_looked_up_in_a_second_batch() throws IOException {
        String row = "A,100,10,10,10,10," + 1_700_000_040_000_000_000L + ",5\n";
        Path file = write(GzipFiles.member(
                (FlatFile.HEADER + "\n" + row + row.replace("100", "200")).getBytes(StandardCharsets.US_ASCII)));
        AdmissionRequest request = AdmissionRequest.of(
                file, Dataset.STOCKS_MINUTE, SeedFile.SESSION, directory.resolve("quarantine.ndjson.gz"));
        try (BufferAllocator allocator = new RootAllocator();
                var stream = Admission.open(new BatchIngestor(LARGE, LARGE), request, allocator)) {
            assertThat(stream.advance()).isFalse();
            assertThat(stream.tally().quarantined()).isEqualTo(2);
        }
    }

    private CandidateStream open(Path file, int mostTextBytes, BufferAllocator allocator) {
        return new BatchIngestor(mostTextBytes, Long.MAX_VALUE).open(ParallelIngestorTest.request(file), allocator);
    }

    private Path write(byte[] gzip) throws IOException {
        return Files.write(directory.resolve("batch.csv.gz"), gzip);
    }
}
