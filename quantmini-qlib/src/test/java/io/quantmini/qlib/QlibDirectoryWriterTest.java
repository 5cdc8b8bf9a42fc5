package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import io.quantmini.stage.QlibResult.Outcome;
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

class QlibDirectoryWriterTest {
    @TempDir
    private Path lake;

    @Test
    void bytes_are_those_of_qlib() {
        Gold gold = daily().fields(List.of("open"));
        QlibResult result = gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-02", 1)
                .day("AAA", "2024-01-03", 2)
                .day("AAA", "2024-01-04", 3)
                .day("AAA", "2024-01-05", 4)
                .day("BBB", "2024-01-03", 10)
                .day("BBB", "2024-01-05", 12));
        assertThat(gold.hex("features/aaa/open.day.bin")).isEqualTo("000000000000803f000000400000404000008040");
        assertThat(gold.hex("features/bbb/open.day.bin")).isEqualTo("0000803f000020410000c07f00004041");
        assertThat(gold.text("calendars/day.txt")).isEqualTo("2024-01-02\n2024-01-03\n2024-01-04\n2024-01-05\n");
        assertThat(gold.text("instruments/all.txt"))
                .isEqualTo("AAA\t2024-01-02\t2024-01-05\nBBB\t2024-01-03\t2024-01-05\n");
        assertThat(gold.text("aliases.csv")).isEqualTo("ticker,instrument,from,to\n");
        assertThat(gold.values("bbb", "open")).containsExactly(10f, Float.NaN, 12f);
        assertThat(result)
                .isEqualTo(
                        new QlibResult(gold.path(""), Outcome.REBUILT, 6, 0, 2, 5, 20 + 16 + 44 + 52 + 26, List.of()));
    }

    @Test
    void prices_volume_and_change_are_adjusted_and_a_change_over_a_gap_is_none() {
        Gold gold = daily();
        gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-02", 100)
                .day("AAA", "2024-01-03", 30, Map.of("factor", 4.0, "low", 29.0))
                .day("AAA", "2024-01-05", 31, Map.of("factor", 4.0)));
        assertThat(gold.values("aaa", "close")).containsExactly(100f, 120f, Float.NaN, 124f);
        assertThat(gold.values("aaa", "low")).containsExactly(100f, 116f, Float.NaN, 124f);
        assertThat(gold.values("aaa", "volume")).containsExactly(100f, 25f, Float.NaN, 25f);
        assertThat(gold.values("aaa", "factor")).containsExactly(1f, 4f, Float.NaN, 4f);
        assertThat(gold.values("aaa", "change")).containsExactly(Float.NaN, 0.2f, Float.NaN, Float.NaN);
    }

    @Test
    void values_are_rounded_to_the_nearest_float_and_never_infinite() {
        Gold gold = daily().fields(List.of("open", "wild", "change"));
        gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .features("wild")
                .day("AAA", "2024-01-02", 0.1, Map.of("wild", 1e39))
                .day("AAA", "2024-01-03", 16777217.0, Map.of("wild", Double.NEGATIVE_INFINITY))
                .day("AAA", "2024-01-04", 0, Map.of("wild", Double.longBitsToDouble(0xfff8000000000001L)))
                .day("AAA", "2024-01-05", 1));
        assertThat(gold.hex("features/aaa/open.day.bin")).isEqualTo("00000000cdcccc3d0000804b000000000000803f");
        assertThat(gold.hex("features/aaa/wild.day.bin")).isEqualTo("000000000000c07f0000c07f0000c07f0000c07f");
        assertThat(gold.values("aaa", "change")[3]).as("a change from zero").isNaN();
    }

    @Test
    void default_fields_of_a_day_share_start_and_length() throws IOException {
        Gold gold = daily().fields(QlibRequest.defaultFields(Dataset.STOCKS_DAILY));
        gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .features("vwap", "alpha_daily", "daily_return", "price_range", "relative_volume")
                .day("AAA", "2024-01-03", 7, Map.of("vwap", 7.5))
                .day("AAA", "2024-01-05", 8));
        try (var files = Files.list(gold.path("features/aaa"))) {
            assertThat(files.toList()).hasSize(12).allSatisfy(bin -> {
                QlibSeries series = QlibBinaryReader.read(bin);
                assertThat(series.start()).isEqualTo(1);
                assertThat(series.values()).hasSize(3);
            });
        }
        assertThat(gold.values("aaa", "vwap")).containsExactly(7.5f, Float.NaN, Float.NaN);
    }

    @Test
    void a_new_span_starts_after_more_than_sixty_sessions_without_a_bar() {
        SessionRange year = SessionRange.of("2023-01-03", "2023-12-29");
        List<LocalDate> sessions = TradingCalendar.nyse().sessions(year);
        Gold gold = daily().sessions(year);
        gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .day("GAP", sessions.get(0).toString(), 1)
                .day("GAP", sessions.get(61).toString(), 2)
                .day("GAP", sessions.get(123).toString(), 3)
                .day("GAP", sessions.get(124).toString(), 4));
        assertThat(gold.text("instruments/all.txt"))
                .isEqualTo("GAP\t" + sessions.get(0) + "\t" + sessions.get(61) + "\nGAP\t" + sessions.get(123) + "\t"
                        + sessions.get(124) + "\n");
        assertThat(gold.values("gap", "close")).hasSize(125).contains(1f, 2f, 3f, 4f);
    }

    @Test
    void minutes_stand_in_regular_hours_of_full_and_half_days() {
        LocalDate full = LocalDate.of(2025, 11, 26);
        LocalDate half = LocalDate.of(2025, 11, 28);
        SilverRows rows = new SilverRows(Dataset.STOCKS_MINUTE).batches(100);
        for (LocalDate date : List.of(full, half)) {
            for (LocalTime time = LocalTime.of(9, 29); time.isBefore(LocalTime.of(16, 5)); time = time.plusMinutes(1)) {
                rows.minute("SPY", date, time, 600 + time.getMinute());
            }
        }
        Gold gold = new Gold(lake, "stocks_minute", Dataset.STOCKS_MINUTE)
                .sessions(new SessionRange(full, half))
                .fields(List.of("close", "change"));
        QlibResult result = gold.update(rows);
        assertThat(result.rows()).isEqualTo(2 * 396);
        assertThat(result.skipped()).isEqualTo(2 * 396 - 390 - 210);
        List<String> calendar = gold.text("calendars/1min.txt").lines().toList();
        assertThat(calendar)
                .hasSize(390 + 210)
                .startsWith("2025-11-26 09:30:00")
                .endsWith("2025-11-28 12:59:00");
        assertThat(calendar.get(389)).isEqualTo("2025-11-26 15:59:00");
        assertThat(calendar.get(390)).isEqualTo("2025-11-28 09:30:00");
        assertThat(gold.text("instruments/all.txt")).isEqualTo("SPY\t2025-11-26 09:30:00\t2025-11-28 12:59:00\n");
        assertThat(gold.values("spy", "close"))
                .hasSize(600)
                .startsWith(630f, 631f)
                .endsWith(658f, 659f);
        assertThat(gold.values("spy", "change")[390])
                .as("the first minute of a session")
                .isNaN();
        assertThat(gold.values("spy", "change")[391]).isEqualTo((float) (631.0 / 630.0 - 1));
    }

    @Test
    void a_change_of_minutes_reaches_back_to_the_last_bar_of_the_session() {
        LocalDate date = LocalDate.of(2025, 11, 26);
        Gold gold = new Gold(lake, "stocks_minute", Dataset.STOCKS_MINUTE)
                .sessions(SessionRange.of(date))
                .fields(List.of("close", "change"));
        gold.update(new SilverRows(Dataset.STOCKS_MINUTE)
                .minute("SPY", date, LocalTime.of(10, 0), 4)
                .minute("SPY", date, LocalTime.of(10, 2), 5));
        assertThat(gold.values("spy", "change")).containsExactly(Float.NaN, Float.NaN, 0.25f);
    }

    @Test
    void all_hours_reach_from_eight_to_eight_across_a_change_of_clocks() {
        LocalDate monday = LocalDate.of(2025, 3, 10);
        Gold gold = new Gold(lake, "stocks_minute", Dataset.STOCKS_MINUTE)
                .sessions(SessionRange.of(monday))
                .fields(List.of("close"))
                .hours(TradingHours.ALL);
        gold.update(new SilverRows(Dataset.STOCKS_MINUTE)
                .minute("SPY", monday, LocalTime.of(4, 0), 1)
                .minute("SPY", monday, LocalTime.of(19, 59), 2));
        assertThat(gold.text("calendars/1min.txt").lines())
                .hasSize(1440)
                .startsWith("2025-03-09 20:00:00")
                .endsWith("2025-03-10 19:59:00");
        assertThat(gold.text("instruments/all.txt")).isEqualTo("SPY\t2025-03-10 04:00:00\t2025-03-10 19:59:00\n");
    }

    @Test
    void options_become_one_series_an_underlying_even_where_roots_interleave() {
        Gold gold = new Gold(lake, "options", Dataset.OPTIONS_DAILY)
                .fields(QlibRequest.defaultFields(Dataset.OPTIONS_DAILY));
        gold.update(new SilverRows(Dataset.OPTIONS_DAILY)
                .option("O:A110118C00010000", "A", "call", "2024-01-02", 5)
                .option("O:A1140118C00010000", "A1", "call", "2024-01-03", 7)
                .option("O:A140118P00010000", "A", "put", "2024-01-02", 4)
                .option("O:A150118C00010000", "A", "call", "2024-01-02", 3)
                .option("O:A150118C00010000", "A", "call", "2024-01-04", 1)
                .option("O:SPY240118P00010000", "SPY", "put", "2024-01-05", 9));
        assertThat(gold.text("instruments/all.txt"))
                .isEqualTo("A\t2024-01-02\t2024-01-04\nA1\t2024-01-03\t2024-01-03\nSPY\t2024-01-05\t2024-01-05\n");
        assertThat(gold.values("a", "call_volume")).containsExactly(8f, Float.NaN, 1f);
        assertThat(gold.values("a", "put_volume")).containsExactly(4f, Float.NaN, 0f);
        assertThat(gold.values("a", "put_call_ratio")).containsExactly(0.5f, Float.NaN, 0f);
        assertThat(gold.values("spy", "put_call_ratio")).containsExactly(Float.NaN);
    }

    @Test
    void rows_outside_the_calendar_are_counted_and_left_out() {
        Gold gold = daily();
        QlibResult result = gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-01", 1)
                .day("AAA", "2024-01-03", 2)
                .day("LATE", "2024-01-08", 3));
        assertThat(result.rows()).isEqualTo(3);
        assertThat(result.skipped()).isEqualTo(2);
        assertThat(gold.text("instruments/all.txt")).isEqualTo("AAA\t2024-01-03\t2024-01-03\n");
    }

    @Test
    void a_field_without_its_column_is_refused_and_leaves_nothing() {
        Gold gold = daily().fields(List.of("open", "alpha"));
        assertThatThrownBy(() -> gold.update(new SilverRows(Dataset.STOCKS_DAILY).day("AAA", "2024-01-02", 1)))
                .isInstanceOf(QlibUpdateException.class)
                .hasMessageContaining("expected \"alpha\" to be one of the columns [open,");
        assertThat(gold.everything()).isEmpty();
    }

    @Test
    void rows_out_of_order_are_refused_and_the_old_directory_stands() {
        Gold gold = daily();
        gold.update(new SilverRows(Dataset.STOCKS_DAILY).day("AAA", "2024-01-02", 1));
        var before = gold.everything();
        SilverRows rows =
                new SilverRows(Dataset.STOCKS_DAILY).day("BBB", "2024-01-02", 1).day("AAA", "2024-01-02", 1);
        QlibRequest request = gold.digest("2").request(gold.input(range -> rows.openUnsorted(), rows));
        assertThatThrownBy(() -> new QlibDirectoryWriter().update(request))
                .isInstanceOf(QlibUpdateException.class)
                .hasMessageContaining("got AAA after BBB");
        assertThat(gold.everything()).isEqualTo(before);
    }

    private Gold daily() {
        return new Gold(lake.resolve("qlib"), "stocks_daily", Dataset.STOCKS_DAILY);
    }
}
