package io.quantmini.storage;

import static io.quantmini.storage.BarWriting.directories;
import static io.quantmini.storage.BarWriting.files;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which file a row goes to, and what is said of the file. */
class WriterPlacementTest {
    private static final LocalDate NEXT = Bars.DAY.plusDays(1);

    @TempDir
    Path staging;

    private final BufferAllocator allocator = new RootAllocator();
    private BarWriting writing;

    @BeforeEach
    void open() {
        writing = new BarWriting(staging, allocator);
    }

    @AfterEach
    void nothing_is_left_allocated() {
        allocator.close();
    }

    @Test
    void a_session_goes_to_one_file_below_the_sessions_directory() {
        List<List<Object>> rows = new ArrayList<>(Bars.stock("AAPL", 3));
        rows.addAll(Bars.stock("NA", 2));

        List<StagedFile> files = writing.write(Dataset.STOCKS_MINUTE, Placement.SESSION, rows);

        assertThat(files).singleElement().satisfies(file -> {
            assertThat(file.file().path())
                    .matches("bronze/_sessions/stocks_minute/date=2025-01-02/part-[0-9a-f]{16}\\.parquet");
            assertThat(file.file().rows()).isEqualTo(5);
            assertThat(file.file().minTimeMicros()).isEqualTo(Bars.time(Bars.DAY, 0));
            assertThat(file.file().maxTimeMicros()).isEqualTo(Bars.time(Bars.DAY, 2));
        });
        assertThat(writing.read(files.get(0))).isEqualTo(rows);
    }

    @Test
    void length_and_checksum_are_those_of_the_file_on_disk() throws IOException {
        StagedFile file = writing.write(Dataset.STOCKS_MINUTE, Placement.SESSION, Bars.stock("AAPL", 100))
                .get(0);

        byte[] content = Files.readAllBytes(file.staged());
        CRC32C crc = new CRC32C();
        crc.update(content);
        assertThat(file.file().bytes()).isEqualTo(content.length);
        assertThat(file.file().crc32c()).isEqualTo(crc.getValue());
    }

    @Test
    void settled_stocks_get_a_file_a_symbol_under_its_encoded_name() {
        List<List<Object>> rows = new ArrayList<>();
        for (String symbol : List.of("BRK.A", "CON", "NA", "TpA")) {
            rows.add(Bars.stock(symbol, Bars.DAY, 0));
            rows.add(Bars.stock(symbol, NEXT, 0));
        }

        List<StagedFile> files = writing.write(Dataset.STOCKS_MINUTE, Placement.SETTLED, rows);

        assertThat(directories(files))
                .containsExactly(
                        "bronze/stocks_minute/symbol=%43ON/year=2025/month=01",
                        "bronze/stocks_minute/symbol=BRK.A/year=2025/month=01",
                        "bronze/stocks_minute/symbol=NA/year=2025/month=01",
                        "bronze/stocks_minute/symbol=T%70A/year=2025/month=01");
        assertThat(writing.read(files.get(3))).isEqualTo(rows.subList(6, 8));
    }

    @Test
    void the_months_of_a_symbol_are_partitions_of_their_own() {
        LocalDate february = LocalDate.of(2025, 2, 3);
        List<List<Object>> rows = List.of(
                Bars.stock("A", Bars.DAY, 0),
                Bars.stock("A", february, 0),
                Bars.stock("B", Bars.DAY, 0),
                Bars.stock("B", february, 0));

        assertThat(directories(writing.write(Dataset.STOCKS_MINUTE, Placement.SETTLED, rows)))
                .containsExactly(
                        "bronze/stocks_minute/symbol=A/year=2025/month=01",
                        "bronze/stocks_minute/symbol=A/year=2025/month=02",
                        "bronze/stocks_minute/symbol=B/year=2025/month=01",
                        "bronze/stocks_minute/symbol=B/year=2025/month=02");
    }

    @Test
    void daily_stocks_settle_into_one_file_a_month() {
        List<List<Object>> rows = List.of(
                Bars.stock("A", Bars.DAY, 0),
                Bars.stock("A", NEXT, 0),
                Bars.stock("B", Bars.DAY, 0),
                Bars.stock("B", NEXT, 0));

        List<StagedFile> files = writing.write(Dataset.STOCKS_DAILY, Placement.SETTLED, rows);

        assertThat(directories(files)).containsExactly("bronze/stocks_daily/year=2025/month=01");
        assertThat(writing.read(files.get(0))).isEqualTo(rows);
    }

    @Test
    void a_root_that_ends_in_a_digit_sorts_into_another_and_both_stay_whole() {
        List<List<Object>> rows = Bars.sorted(
                Dataset.OPTIONS_DAILY,
                List.of(
                        Bars.option("SPY", "220117", Bars.DAY, 0),
                        Bars.option("SPY2", "220117", Bars.DAY, 0),
                        Bars.option("SPY", "250117", Bars.DAY, 0),
                        Bars.option("SPY1", "250117", Bars.DAY, 0)));
        assertThat(rows).extracting(row -> row.get(1)).containsExactly("SPY1", "SPY", "SPY2", "SPY");

        List<StagedFile> files = writing.write(Dataset.OPTIONS_DAILY, Placement.SETTLED, rows);

        assertThat(directories(files))
                .containsExactly(
                        "bronze/options_daily/underlying=SPY/year=2025/month=01",
                        "bronze/options_daily/underlying=SPY1/year=2025/month=01",
                        "bronze/options_daily/underlying=SPY2/year=2025/month=01");
        assertThat(writing.read(files.get(0))).containsExactly(rows.get(1), rows.get(3));
    }

    @Test
    void auto_settles_a_unit_of_few_partitions() {
        List<List<Object>> rows = List.of(Bars.stock("A", Bars.DAY, 0), Bars.stock("B", Bars.DAY, 0));

        List<StagedFile> auto = writing.write(Dataset.STOCKS_MINUTE, Placement.AUTO, rows);

        assertThat(auto)
                .extracting(StagedFile::file)
                .isEqualTo(files(writing.write("settled", Dataset.STOCKS_MINUTE, Placement.SETTLED, rows)));
    }

    @Test
    void auto_keeps_a_session_of_many_partitions_in_one_file() {
        List<List<Object>> rows = new ArrayList<>();
        for (int symbol = 0; symbol <= WriteRequest.DEFAULT_MAX_PARTITIONS; symbol++) {
            rows.add(Bars.stock(String.format("S%03d", symbol), Bars.DAY, 0));
        }

        List<StagedFile> auto = writing.write(Dataset.STOCKS_MINUTE, Placement.AUTO, rows);

        assertThat(auto)
                .extracting(StagedFile::file)
                .isEqualTo(files(writing.write("session", Dataset.STOCKS_MINUTE, Placement.SESSION, rows)));
    }

    @Test
    void auto_leaves_only_the_files_it_names() throws IOException {
        List<StagedFile> files = writing.write(
                Dataset.STOCKS_MINUTE,
                Placement.AUTO,
                List.of(Bars.stock("A", Bars.DAY, 0), Bars.stock("B", Bars.DAY, 0)));

        try (var found = Files.list(staging)) {
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(
                            files.stream().map(StagedFile::staged).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_rows_are_no_files(Placement placement) {
        assertThat(writing.write(Dataset.STOCKS_MINUTE, placement, List.of())).isEmpty();
        assertThat(staging).isEmptyDirectory();
    }
}
