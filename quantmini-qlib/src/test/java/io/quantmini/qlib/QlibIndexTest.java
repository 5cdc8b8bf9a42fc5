package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.integrity.QlibFinding;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.market.Universe;
import io.quantmini.market.Universe.Member;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QlibIndexTest {
    private static final String LIST = "instruments/sp500.txt";

    @TempDir
    private Path lake;

    @Test
    void members_are_listed_while_they_have_bars_and_the_others_are_told() {
        Gold gold = daily().indexes(index(
                member("AAA", null, null),
                member("BBB", "2024-01-01", "2024-01-03"),
                member("BBB", "2024-01-05", null),
                member("CCC", "2024-01-05", null),
                member("NA", "2023-01-01", "2024-01-06"),
                member("ZZZ", null, null)));
        QlibResult result = gold.update(rows());
        assertThat(gold.text(LIST)).isEqualTo("""
                AAA\t2024-01-02\t2024-01-05
                BBB\t2024-01-02\t2024-01-03
                BBB\t2024-01-05\t2024-01-05
                NA_0\t2024-01-03\t2024-01-05
                """);
        assertThat(result.findings())
                .containsExactly("[sp500] cannot list 2 of 5 members: expected bars while they are members, got none of"
                        + " CCC, ZZZ");
        assertThat(gold.inspect(rows(), ValidationLevel.CONTENT).faults()).isEmpty();
    }

    @Test
    void times_that_overlap_or_touch_are_one() {
        Gold gold = daily().indexes(index(
                member("BBB", "2024-01-04", "2024-01-05"),
                member("BBB", "2024-01-02", "2024-01-03"),
                member("BBB", "2024-01-03", "2024-01-03"),
                member("AAA", "2024-01-02", "2024-01-02"),
                member("AAA", "2024-01-02", null)));
        gold.update(rows());
        assertThat(gold.text(LIST)).isEqualTo("AAA\t2024-01-02\t2024-01-05\nBBB\t2024-01-02\t2024-01-05\n");
    }

    @Test
    void a_ticker_names_what_it_named_on_those_dates() {
        LocalDate taken = LocalDate.of(2022, 6, 9);
        Gold gold = daily().sessions(SessionRange.of("2022-06-07", "2022-06-10"))
                .securities(SecurityMap.ofSpans(List.of(
                        SecuritySpan.user("company", "FB", LocalDate.of(2012, 5, 18), taken.minusDays(1)),
                        SecuritySpan.user("company", "META", taken, null),
                        SecuritySpan.user("fund", "META", null, taken.minusDays(1)))));
        SilverRows rows = new SilverRows(Dataset.STOCKS_DAILY)
                .day("FB", "2022-06-07", 190)
                .day("FB", "2022-06-08", 200)
                .day("META", "2022-06-07", 12)
                .day("META", "2022-06-08", 13)
                .day("META", "2022-06-09", 210)
                .day("META", "2022-06-10", 220);
        gold.indexes(index(member("FB", null, null), member("META", taken.toString(), null)))
                .update(rows);
        assertThat(gold.text(LIST)).isEqualTo("META\t2022-06-07\t2022-06-10\n");
        gold.indexes(index(member("META", null, null))).update(rows);
        assertThat(gold.text(LIST)).isEqualTo("META\t2022-06-09\t2022-06-10\nMETA_D20220608\t2022-06-07\t2022-06-08\n");
    }

    @Test
    void an_absence_parts_a_membership_as_it_parts_the_instrument() {
        SessionRange year = SessionRange.of("2023-01-03", "2023-12-29");
        List<LocalDate> sessions = TradingCalendar.nyse().sessions(year);
        Gold gold = daily().sessions(year).indexes(index(member("GAP", null, null)));
        gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .day("GAP", sessions.get(3).toString(), 1)
                .day("GAP", sessions.get(65).toString(), 2));
        assertThat(gold.text(LIST)).isEqualTo(gold.text("instruments/all.txt"));
        assertThat(gold.text(LIST).lines()).hasSize(2);
    }

    @Test
    void minutes_and_options_have_lists_too() {
        LocalDate first = LocalDate.of(2025, 11, 26);
        LocalDate half = LocalDate.of(2025, 11, 28);
        Gold minutes = new Gold(lake, "stocks_minute", Dataset.STOCKS_MINUTE)
                .sessions(new SessionRange(first, half))
                .fields(List.of("close"))
                .indexes(index(member("SPY", "2025-11-27", null)));
        minutes.update(new SilverRows(Dataset.STOCKS_MINUTE)
                .minute("SPY", first, LocalTime.of(10, 0), 1)
                .minute("SPY", half, LocalTime.of(12, 0), 2));
        assertThat(minutes.text(LIST)).isEqualTo("SPY\t2025-11-28 09:30:00\t2025-11-28 12:00:00\n");

        Gold options = new Gold(lake, "options", Dataset.OPTIONS_DAILY)
                .fields(QlibRequest.defaultFields(Dataset.OPTIONS_DAILY))
                .indexes(index(member("NA", null, "2024-01-03")));
        options.update(new SilverRows(Dataset.OPTIONS_DAILY)
                .option("O:NA240118P00010000", "NA", "put", "2024-01-02", 9)
                .option("O:NA240118P00010000", "NA", "put", "2024-01-05", 9));
        assertThat(options.text(LIST)).isEqualTo("NA_0\t2024-01-02\t2024-01-03\n");
    }

    @Test
    void a_changed_list_is_written_and_one_no_longer_asked_for_goes_but_a_users_own_stays() throws IOException {
        Gold gold = daily();
        gold.update(rows());
        var without = gold.everything();
        Files.writeString(gold.path("instruments/mine.txt"), "AAA\t2024-01-02\t2024-01-05\n");
        gold.indexes(index(member("AAA", null, null)));
        assertThat(gold.update(rows()).outcome()).isEqualTo(QlibResult.Outcome.EXTENDED);
        assertThat(gold.update(rows()).outcome()).isEqualTo(QlibResult.Outcome.UNCHANGED);
        gold.indexes(index(member("BBB", null, null)));
        assertThat(gold.update(rows()).outcome()).isEqualTo(QlibResult.Outcome.EXTENDED);
        assertThat(gold.text(LIST)).isEqualTo("BBB\t2024-01-02\t2024-01-05\n");
        gold.indexes();
        gold.update(rows());
        assertThat(gold.path("instruments/mine.txt")).exists();
        Files.delete(gold.path("instruments/mine.txt"));
        assertThat(gold.everything()).isEqualTo(without);
    }

    @Test
    void a_list_of_ours_replaces_a_users_of_that_name() throws IOException {
        Gold gold = daily();
        gold.update(rows());
        Files.writeString(gold.path(LIST), "mine");
        gold.indexes(index(member("AAA", null, null))).update(rows());
        assertThat(gold.text(LIST)).isEqualTo("AAA\t2024-01-02\t2024-01-05\n");
    }

    @Test
    void a_damaged_list_is_found() throws IOException {
        Gold gold = daily().indexes(index(member("NA", null, null)));
        gold.update(rows());
        String sound = gold.text(LIST);
        List<String> found = new ArrayList<>();
        for (String damaged : List.of(
                sound.replace("01-03", "01-02"),
                sound.replace("NA_0", "NA_"),
                sound.replace("NA_0", "ZZZ"),
                sound.replace("01-05", "01-06"),
                sound + sound)) {
            Files.writeString(gold.path(LIST), damaged);
            gold.seal();
            gold.inspect(rows(), ValidationLevel.STRUCTURE).faults().stream()
                    .map(finding -> finding.check() + " " + finding.where())
                    .forEach(found::add);
        }
        assertThat(found)
                .containsExactly(
                        "SPAN " + LIST + " @ 0",
                        "NAME " + LIST + " @ 0",
                        "SPAN " + LIST + " @ 0",
                        "INSTRUMENTS " + LIST + " @ 0",
                        "INSTRUMENTS " + LIST + " @ 27");
        Files.delete(gold.path(LIST));
        assertThat(gold.inspect(rows(), ValidationLevel.STRUCTURE).faults())
                .extracting(QlibFinding::path)
                .containsExactly(LIST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "", "SP500", "a/b", "..", "a.b"})
    void a_name_that_is_no_lists_is_refused(String name) {
        List<Member> none = List.of();
        assertThatThrownBy(() -> new Universe(name, none)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void two_lists_of_one_name_and_times_that_end_before_they_begin_are_refused() {
        Gold gold = daily().indexes(index(), index());
        assertThatThrownBy(() -> gold.update(rows())).hasMessageContaining("indexes of different names");
        assertThatThrownBy(() -> member("AAA", "2024-01-03", "2024-01-02")).hasMessageContaining("from <= to");
        assertThatThrownBy(() -> member("A A", null, null)).hasMessageContaining("expected a ticker");
    }

    private Gold daily() {
        return new Gold(lake.resolve("qlib"), "stocks_daily", Dataset.STOCKS_DAILY);
    }

    private static SilverRows rows() {
        return new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-02", 8)
                .day("AAA", "2024-01-05", 9)
                .day("BBB", "2024-01-02", 20)
                .day("BBB", "2024-01-05", 21)
                .day("CCC", "2024-01-04", 21)
                .day("NA", "2024-01-03", 30)
                .day("NA", "2024-01-05", 31);
    }

    private static Universe index(Member... members) {
        return new Universe("sp500", List.of(members));
    }

    private static Member member(String ticker, @Nullable String from, @Nullable String to) {
        return new Member(ticker, from == null ? null : LocalDate.parse(from), to == null ? null : LocalDate.parse(to));
    }
}
