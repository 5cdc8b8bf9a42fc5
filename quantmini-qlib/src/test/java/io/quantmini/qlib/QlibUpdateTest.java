package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.QlibRequest.Mode;
import io.quantmini.stage.QlibResult;
import io.quantmini.stage.QlibResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QlibUpdateTest {
    @TempDir
    private Path lake;

    private Gold gold;
    private SilverRows rows;
    private SortedMap<String, String> whole;

    @BeforeEach
    void writeDirectory() {
        gold = new Gold(lake.resolve("qlib"), "stocks_daily", Dataset.STOCKS_DAILY);
        rows = new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-02", 1)
                .day("AAA", "2024-01-03", 2)
                .day("NA", "2024-01-03", 3);
        gold.update(rows);
        whole = gold.everything();
    }

    @Test
    void an_unchanged_directory_is_left_alone_and_its_input_is_not_opened() throws IOException {
        var before = Files.getLastModifiedTime(gold.path("instruments/all.txt"));
        QlibResult result = gold.update(rows);
        assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(result.instruments()).isEqualTo(2);
        assertThat(result.files()).isEqualTo(2 * 7 + 3);
        assertThat(rows.opened()).isEqualTo(1);
        assertThat(Files.getLastModifiedTime(gold.path("instruments/all.txt"))).isEqualTo(before);
    }

    @Test
    void a_deleted_file_comes_back_byte_for_byte() throws IOException {
        for (String file : List.copyOf(whole.keySet())) {
            Files.delete(lake.resolve("qlib").resolve(file));
            assertThat(gold.update(rows).outcome()).as(file).isEqualTo(Outcome.REBUILT);
            assertThat(gold.everything()).as(file).isEqualTo(whole);
        }
    }

    @Test
    void a_file_of_another_length_is_restored() throws IOException {
        Files.write(gold.path("features/aaa/close.day.bin"), new byte[] {1, 2, 3, 4});
        assertThat(QlibDirectory.open(gold.path("")).verify(QlibDirectory.Depth.LENGTHS))
                .containsExactly(new QlibFault(gold.path("features/aaa/close.day.bin"), "expected 12 bytes, got 4"));
        gold.update(rows);
        assertThat(gold.everything()).isEqualTo(whole);
    }

    @Test
    void a_changed_byte_is_found_when_content_is_compared() throws IOException {
        Path file = gold.path("features/aaa/close.day.bin");
        byte[] content = Files.readAllBytes(file);
        content[5] ^= 1;
        Files.write(file, content);
        QlibDirectory directory = QlibDirectory.open(gold.path(""));
        assertThat(directory.verify(QlibDirectory.Depth.LENGTHS)).isEmpty();
        assertThat(directory.verify(QlibDirectory.Depth.CONTENT))
                .containsExactly(new QlibFault(file, "expected the content written, got other bytes of that length"));
        assertThat(gold.update(rows).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(gold.mode(Mode.WHEN_DAMAGED).update(rows).outcome()).isEqualTo(Outcome.REBUILT);
        assertThat(gold.everything()).isEqualTo(whole);
    }

    @Test
    void a_stray_calendar_goes_and_a_list_of_instruments_stays() throws IOException {
        Files.writeString(gold.path("calendars/day_future.txt"), "2024-01-08\n");
        Files.writeString(gold.path("instruments/mine.txt"), "AAA\t2024-01-02\t2024-01-03\n");
        gold.update(rows);
        assertThat(gold.path("calendars/day_future.txt")).doesNotExist();
        assertThat(gold.text("instruments/mine.txt")).isEqualTo("AAA\t2024-01-02\t2024-01-03\n");
        assertThat(gold.update(rows).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void whatever_the_content_depends_on_makes_an_update_write() {
        assertThat(gold.digest("2").update(rows).outcome()).isEqualTo(Outcome.REBUILT);
        assertThat(gold.fields(List.of("close")).update(rows).outcome()).isEqualTo(Outcome.REBUILT);
        assertThat(gold.sessions(SessionRange.of("2024-01-02", "2024-01-08"))
                        .update(rows)
                        .outcome())
                .isEqualTo(Outcome.EXTENDED);
        assertThat(gold.sessions(SessionRange.of("2024-01-02", "2024-01-05"))
                        .update(rows)
                        .outcome())
                .isEqualTo(Outcome.REBUILT);
        assertThat(gold.sessions(SessionRange.of("2024-01-03", "2024-01-08"))
                        .update(rows)
                        .outcome())
                .isEqualTo(Outcome.REBUILT);
        SecurityMap renamed =
                SecurityMap.ofSpans(List.of(SecuritySpan.user("S", "AAA", LocalDate.of(2020, 1, 1), null)));
        assertThat(gold.securities(renamed).update(rows).outcome()).isEqualTo(Outcome.REBUILT);
        assertThat(gold.mode(Mode.REBUILD).update(rows).outcome()).isEqualTo(Outcome.REBUILT);
        assertThat(gold.mode(Mode.WHEN_CHANGED).update(rows).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void an_update_of_more_rows_gives_the_bytes_of_a_complete_write() {
        rows.day("AAA", "2024-01-05", 5).day("NEW", "2024-01-05", 6);
        gold.digest("2").update(rows);
        Gold anew = new Gold(lake.resolve("anew"), "stocks_daily", Dataset.STOCKS_DAILY).digest("2");
        anew.update(rows.batches(1));
        assertThat(gold.everything()).isEqualTo(anew.everything());
    }

    @Test
    void somebody_elses_directory_is_not_touched() throws IOException {
        Path foreign = Files.createDirectories(lake.resolve("us_data").resolve("features"));
        Files.writeString(foreign.resolve("note.bin"), "mine");
        Gold other = new Gold(lake, "us_data", Dataset.STOCKS_DAILY);
        assertThatThrownBy(() -> other.update(rows))
                .isInstanceOf(QlibUpdateException.class)
                .hasMessageContaining("got other files");
        assertThat(foreign.resolve("note.bin")).hasContent("mine");
    }

    @Test
    void a_symbolic_link_is_not_replaced() throws IOException {
        Path elsewhere = Files.createDirectories(lake.resolve("elsewhere"));
        Files.createSymbolicLink(lake.resolve("link"), elsewhere);
        Gold linked = new Gold(lake, "link", Dataset.STOCKS_DAILY);
        assertThatThrownBy(() -> linked.update(rows))
                .isInstanceOf(QlibUpdateException.class)
                .hasMessageContaining("symbolic link");
        assertThat(elsewhere).isEmptyDirectory();
    }
}
