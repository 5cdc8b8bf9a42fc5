package io.quantmini.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.market.Dataset;
import io.quantmini.stage.Ingestor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sorting beyond the memory. */
class SortedModeTest {
    private static final long NOON = 1_699_981_200_000_000_000L;
    private static final AdmittedStream.Sizes SMALL = new AdmittedStream.Sizes(1000, new SortSpace(64 << 10, 2, 4));

    private final BufferAllocator allocator = new RootAllocator(1 << 30);

    @TempDir
    Path directory;

    @AfterEach
    void all_memory_is_given_back() {
        allocator.close();
    }

    @Test
    void half_the_memory_is_taken_and_what_does_not_fit_waits_in_files_that_go_away() {
        List<BarRow> rows = descending(300_000);
        Path spill = directory.resolve("made/when/needed");
        try (BufferAllocator limited = allocator.newChildAllocator("limited", 0, 24 << 20)) {
            AdmittedStream.Sizes sizes = new AdmittedStream.Sizes(10_000, SortSpace.DEFAULT);
            try (AdmittedStream stream = AdmittedStream.open(ingestor(rows), request(spill), sizes, limited)) {
                assertThat(tickers(stream)).hasSize(rows.size()).isSortedAccordingTo(Comparator.naturalOrder());
                assertThat(spill).isDirectory();
            }
            assertThat(limited.getPeakMemoryAllocation()).isLessThan(limited.getLimit() * 3 / 4);
        }
        assertThat(spill).isEmptyDirectory();
    }

    @Test
    void rows_that_fit_leave_the_disk_alone() {
        Path spill = directory.resolve("spill");
        try (AdmittedStream stream = Admission.open(ingestor(descending(300_000)), request(spill), allocator)) {
            assertThat(tickers(stream)).isSortedAccordingTo(Comparator.naturalOrder());
        }
        assertThat(spill).doesNotExist();
    }

    @Test
    void an_error_on_the_way_leaves_no_file() {
        Path spill = directory.resolve("spill");
        List<BarRow> rows = descending(20_000);
        Ingestor failing = new RowIngestor(rows, new Countdown(19));
        try (AdmittedStream stream = AdmittedStream.open(failing, request(spill), SMALL, allocator)) {
            assertThatThrownBy(stream::advance).hasMessage("enough");
            assertThat(spill).isDirectory();
        }
        assertThat(spill).isEmptyDirectory();
    }

    @Test
    void a_stream_that_is_closed_before_its_end_leaves_no_file() {
        Path spill = directory.resolve("spill");
        try (AdmittedStream stream =
                AdmittedStream.open(ingestor(descending(20_000)), request(spill), SMALL, allocator)) {
            assertThat(stream.advance()).isTrue();
        }
        assertThat(spill).isEmptyDirectory();
    }

    @Test
    void a_directory_that_is_none_is_an_error_of_the_disk() {
        Path occupied = directory.resolve("file");
        assertThat(occupied.toFile())
                .satisfies(file -> assertThat(file.createNewFile()).isTrue());
        try (AdmittedStream stream =
                AdmittedStream.open(ingestor(descending(20_000)), request(occupied), SMALL, allocator)) {
            assertThatThrownBy(stream::advance).isInstanceOf(FileAccessException.class);
        }
    }

    private AdmissionRequest request(Path spill) {
        Path quarantine = directory.resolve("quarantine.ndjson.gz");
        return AdmissionRequest.of(Path.of("rows"), Dataset.STOCKS_MINUTE, BarFile.SESSION, quarantine)
                .withSpill(spill)
                .inSortedMode();
    }

    private static Ingestor ingestor(List<BarRow> rows) {
        return new RowIngestor(rows, () -> 1000);
    }

    private static List<BarRow> descending(int count) {
        BarRow.Prices prices = new BarRow.Prices(10, 11, 9, 10);
        return IntStream.range(0, count)
                .mapToObj(i -> new BarRow("T" + (9_999_999 - i), prices, i, 1, NOON))
                .toList();
    }

    private static List<String> tickers(AdmittedStream stream) {
        List<String> tickers = new ArrayList<>();
        while (stream.advance()) {
            for (int row = 0; row < stream.batch().getRowCount(); row++) {
                tickers.add(String.valueOf(stream.batch().getVector("symbol").getObject(row)));
            }
        }
        return tickers;
    }

    /** Batches of 1000 rows until it has had enough. */
    private static final class Countdown implements IntSupplier {
        private int left;

        Countdown(int left) {
            this.left = left;
        }

        @Override
        public int getAsInt() {
            if (left-- == 0) {
                throw new IllegalStateException("enough");
            }
            return 1000;
        }
    }
}
