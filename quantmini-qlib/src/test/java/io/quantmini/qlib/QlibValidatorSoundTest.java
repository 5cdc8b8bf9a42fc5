package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.integrity.QlibFinding;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.QlibInspection;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.TradingHours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Directories of every kind that are as they should be, with one that is not beside it to show that it was looked at. */
class QlibValidatorSoundTest {
    private static final LocalDate TAKEN = LocalDate.of(2022, 6, 9);

    @TempDir
    private Path lake;

    @Test
    void a_renamed_security_and_one_whose_ticker_was_taken() throws IOException {
        Gold gold = daily().sessions(SessionRange.of("2022-06-07", "2022-06-10"))
                .securities(SecurityMap.ofSpans(List.of(
                        SecuritySpan.user("company", "FB", LocalDate.of(2012, 5, 18), TAKEN.minusDays(1)),
                        SecuritySpan.user("company", "META", TAKEN, null),
                        SecuritySpan.user("fund", "META", null, TAKEN.minusDays(1)))));
        SilverRows rows = new SilverRows(Dataset.STOCKS_DAILY)
                .day("FB", "2022-06-07", 190)
                .day("FB", "2022-06-08", 200)
                .day("META", "2022-06-07", 12)
                .day("META", "2022-06-08", 13)
                .day("META", "2022-06-09", 210)
                .day("META", "2022-06-10", 220);
        gold.update(rows);
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).findings()).isEmpty();

        Files.writeString(gold.path("aliases.csv"), """
                ticker,instrument,from,to
                FB,META_D20220608,2012-05-18,2022-06-08
                META,META,,2022-06-08
                """);
        gold.seal();
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults())
                .extracting(QlibFinding::check)
                .contains(QlibCheck.NAME, QlibCheck.ROWS);
    }

    @Test
    void a_security_that_took_its_first_ticker_back() {
        Gold gold = daily().securities(SecurityMap.ofSpans(List.of(
                SecuritySpan.user("S", "AAA", null, LocalDate.of(2024, 1, 2)),
                SecuritySpan.user("T", "AAA", LocalDate.of(2024, 1, 3), LocalDate.of(2024, 1, 4)),
                SecuritySpan.user("S", "AAA", LocalDate.of(2024, 1, 5), null))));
        SilverRows rows = new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-02", 10)
                .day("AAA", "2024-01-03", 70)
                .day("AAA", "2024-01-04", 80)
                .day("AAA", "2024-01-05", 11);
        gold.update(rows);
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults()).isEmpty();
    }

    @Test
    void spans_apart_by_an_absence() throws IOException {
        SessionRange year = SessionRange.of("2023-01-03", "2023-12-29");
        List<LocalDate> sessions = TradingCalendar.nyse().sessions(year);
        Gold gold = daily().sessions(year);
        SilverRows rows = new SilverRows(Dataset.STOCKS_DAILY)
                .day("GAP", sessions.get(0).toString(), 1)
                .day("GAP", sessions.get(61).toString(), 2)
                .day("GAP", sessions.get(123).toString(), 3);
        gold.update(rows);
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults()).isEmpty();

        String first = "GAP\t" + sessions.get(0) + "\t" + sessions.get(61) + "\n";
        String second = "GAP\t" + sessions.get(123) + "\t" + sessions.get(123) + "\n";
        assertThat(gold.text("instruments/all.txt")).isEqualTo(first + second);
        Files.writeString(
                gold.path("instruments/all.txt"), "GAP\t" + sessions.get(0) + "\t" + sessions.get(123) + "\n");
        gold.seal();
        assertThat(gold.inspect(rows, ValidationLevel.STRUCTURE).faults()).isEmpty();
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults())
                .extracting(QlibFinding::where)
                .containsExactly("instruments/all.txt @ 0");
        Files.writeString(
                gold.path("instruments/all.txt"), "GAP\t" + sessions.get(0) + "\t" + sessions.get(60) + "\n" + second);
        gold.seal();
        assertThat(gold.inspect(rows, ValidationLevel.STRUCTURE).faults())
                .extracting(QlibFinding::check)
                .containsOnly(QlibCheck.SPAN)
                .hasSize(6);
    }

    @ParameterizedTest
    @EnumSource
    void minutes_of_full_and_half_days_across_a_change_of_clocks(TradingHours hours) throws IOException {
        Gold gold = new Gold(lake, "stocks_minute", Dataset.STOCKS_MINUTE)
                .sessions(SessionRange.of("2025-10-31", "2025-11-28"))
                .fields(List.of("open", "close", "change"))
                .hours(hours);
        SilverRows rows = new SilverRows(Dataset.STOCKS_MINUTE).batches(100);
        for (String date : List.of("2025-10-31", "2025-11-03", "2025-11-26", "2025-11-28")) {
            for (LocalTime time = LocalTime.of(9, 20); time.isBefore(LocalTime.of(16, 9)); time = time.plusMinutes(7)) {
                rows.minute("SPY", LocalDate.parse(date), time, 600 + time.getMinute());
            }
        }
        gold.update(rows);
        QlibInspection inspection = gold.inspect(rows, ValidationLevel.CONTENT);
        assertThat(inspection.faults()).isEmpty();
        assertThat(inspection.rows()).isEqualTo(4 * 59);

        String calendar = gold.text("calendars/1min.txt");
        Files.writeString(gold.path("calendars/1min.txt"), calendar.replace("2025-11-26 09:31:00\n", ""));
        gold.seal();
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults())
                .extracting(QlibFinding::check, QlibFinding::expected)
                .containsExactly(tuple(QlibCheck.CALENDAR, "\"2025-11-26 09:31:00\""));
    }

    @Test
    void options_whose_roots_interleave() throws IOException {
        Gold gold = new Gold(lake, "options", Dataset.OPTIONS_DAILY)
                .fields(QlibRequest.defaultFields(Dataset.OPTIONS_DAILY));
        SilverRows rows = new SilverRows(Dataset.OPTIONS_DAILY)
                .option("O:A110118C00010000", "A", "call", "2024-01-02", 5)
                .option("O:A1140118C00010000", "A1", "call", "2024-01-03", 7)
                .option("O:A140118P00010000", "A", "put", "2024-01-02", 4)
                .option("O:A150118C00010000", "A", "call", "2024-01-04", 1)
                .option("O:NA240118P00010000", "NA", "put", "2024-01-05", 9);
        gold.update(rows);
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).findings()).isEmpty();

        byte[] volume = Files.readAllBytes(gold.path("features/a/call_volume.day.bin"));
        volume[12] ^= 1;
        Files.write(gold.path("features/a/call_volume.day.bin"), volume);
        gold.seal();
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults())
                .extracting(QlibFinding::where)
                .containsExactly("features/a/call_volume.day.bin @ 12");
    }

    @Test
    void values_that_a_float_cannot_hold_are_none_and_no_fault() {
        Gold gold = daily().fields(List.of("open", "wild"));
        SilverRows rows = new SilverRows(Dataset.STOCKS_DAILY)
                .features("wild")
                .day("AAA", "2024-01-02", 0.1, Map.of("wild", 1e39))
                .day("AAA", "2024-01-03", 16777217.0, Map.of("wild", Double.NEGATIVE_INFINITY))
                .day("AAA", "2024-01-04", 1);
        gold.update(rows);
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults()).isEmpty();
    }

    @Test
    void what_qlib_would_remark_of_sound_data_is_no_fault() {
        Gold gold = daily();
        SilverRows rows = new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-02", 10, Map.of("volume", 10.0))
                .day("AAA", "2024-01-03", 15.1, Map.of("volume", 40.0))
                .day("AAA", "2024-01-05", 40)
                .day("BBB", "2024-01-02", 10)
                .day("BBB", "2024-01-03", 15);
        gold.update(rows);
        QlibInspection inspection = gold.inspect(rows, ValidationLevel.CONTENT);
        assertThat(inspection.isClean()).isTrue();
        assertThat(remarks(inspection))
                .containsExactly(
                        "MISSING_DATA features/aaa missing {close=1, factor=1, high=1, low=1, open=1, volume=1}",
                        "LARGE_STEP features/aaa/close.day.bin @ 8 0.51 at most, first on 2024-01-03",
                        "LARGE_STEP features/aaa/high.day.bin @ 8 0.51 at most, first on 2024-01-03",
                        "LARGE_STEP features/aaa/low.day.bin @ 8 0.51 at most, first on 2024-01-03",
                        "LARGE_STEP features/aaa/open.day.bin @ 8 0.51 at most, first on 2024-01-03");
    }

    @Test
    void columns_that_qlib_asks_for_are_remarked() {
        Gold gold = daily().fields(List.of("close"));
        SilverRows rows = new SilverRows(Dataset.STOCKS_DAILY).day("AAA", "2024-01-02", 10);
        gold.update(rows);
        assertThat(remarks(gold.inspect(rows, ValidationLevel.CONTENT)))
                .containsExactly(
                        "MISSING_COLUMN the directory none of [open, high, low, volume]",
                        "MISSING_FACTOR the directory none");
    }

    private Gold daily() {
        return new Gold(lake.resolve("qlib"), "stocks_daily", Dataset.STOCKS_DAILY);
    }

    private static List<String> remarks(QlibInspection inspection) {
        return inspection.remarks().stream()
                .map(finding -> finding.check() + " " + finding.where() + " " + finding.found())
                .toList();
    }
}
