package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.SessionRange;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QlibIdentityTest {
    @TempDir
    private Path lake;

    private Gold gold;

    @BeforeEach
    void nameDirectory() {
        gold = new Gold(lake, "stocks_daily", Dataset.STOCKS_DAILY);
    }

    @Test
    void a_renamed_security_keeps_its_history_and_one_whose_ticker_was_taken_ends() {
        LocalDate taken = LocalDate.of(2022, 6, 9);
        gold.sessions(SessionRange.of("2022-06-07", "2022-06-10"))
                .securities(SecurityMap.ofSpans(List.of(
                        SecuritySpan.user("BBG000MM2P62", "FB", LocalDate.of(2012, 5, 18), taken.minusDays(1)),
                        SecuritySpan.user("BBG000MM2P62", "META", taken, null),
                        SecuritySpan.user("fund", "META", null, taken.minusDays(1)))));
        gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .day("FB", "2022-06-07", 190)
                .day("FB", "2022-06-08", 200)
                .day("META", "2022-06-07", 12)
                .day("META", "2022-06-08", 13)
                .day("META", "2022-06-09", 210)
                .day("META", "2022-06-10", 220)
                .day("ZZZ", "2022-06-09", 5));
        assertThat(gold.text("instruments/all.txt")).isEqualTo("""
                        META\t2022-06-07\t2022-06-10
                        META_D20220608\t2022-06-07\t2022-06-08
                        ZZZ\t2022-06-09\t2022-06-09
                        """);
        assertThat(gold.values("meta", "close")).containsExactly(190f, 200f, 210f, 220f);
        assertThat(gold.values("meta", "change")[2]).isEqualTo((float) (210.0 / 200.0 - 1));
        assertThat(gold.values("meta_d20220608", "close")).containsExactly(12f, 13f);
        assertThat(gold.text("aliases.csv")).isEqualTo("""
                        ticker,instrument,from,to
                        FB,META,2012-05-18,2022-06-08
                        META,META_D20220608,,2022-06-08
                        """);
        assertThat(gold.path(".parking")).doesNotExist();
    }

    @Test
    void a_rename_against_the_alphabet_keeps_its_history() {
        gold.securities(SecurityMap.ofSpans(List.of(
                SecuritySpan.user("S", "ZZZ", null, LocalDate.of(2024, 1, 3)),
                SecuritySpan.user("S", "AAA", LocalDate.of(2024, 1, 4), null))));
        gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-04", 3)
                .day("AAA", "2024-01-05", 4)
                .day("MMM", "2024-01-02", 9)
                .day("ZZZ", "2024-01-02", 1)
                .day("ZZZ", "2024-01-03", 2));
        assertThat(gold.values("aaa", "close")).containsExactly(1f, 2f, 3f, 4f);
        assertThat(gold.values("aaa", "change")).containsExactly(Float.NaN, 1f, 0.5f, (float) (4.0 / 3 - 1));
        assertThat(gold.text("instruments/all.txt"))
                .isEqualTo("AAA\t2024-01-02\t2024-01-05\nMMM\t2024-01-02\t2024-01-02\n");
    }

    @Test
    void a_security_that_took_its_first_ticker_back_is_one_instrument() {
        gold.securities(SecurityMap.ofSpans(List.of(
                SecuritySpan.user("S", "AAA", null, LocalDate.of(2024, 1, 2)),
                SecuritySpan.user("S", "BBB", LocalDate.of(2024, 1, 3), LocalDate.of(2024, 1, 4)),
                SecuritySpan.user("T", "AAA", LocalDate.of(2024, 1, 3), LocalDate.of(2024, 1, 4)),
                SecuritySpan.user("S", "AAA", LocalDate.of(2024, 1, 5), null))));
        gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-02", 1)
                .day("AAA", "2024-01-03", 70)
                .day("AAA", "2024-01-04", 80)
                .day("AAA", "2024-01-05", 4)
                .day("BBB", "2024-01-03", 2)
                .day("BBB", "2024-01-04", 3));
        assertThat(gold.values("aaa", "close")).containsExactly(1f, 2f, 3f, 4f);
        assertThat(gold.values("aaa_d20240104", "close")).containsExactly(70f, 80f);
    }

    @Test
    void a_ticker_counts_as_taken_once_bars_come_after_its_known_end() {
        gold.securities(SecurityMap.of(
                List.of(), List.of(), List.of(SecuritySpan.user("OLD", "AAA", null, LocalDate.of(2024, 1, 3)))));
        SilverRows rows =
                new SilverRows(Dataset.STOCKS_DAILY).day("AAA", "2024-01-02", 1).day("AAA", "2024-01-03", 2);
        gold.update(rows);
        assertThat(gold.text("instruments/all.txt")).isEqualTo("AAA\t2024-01-02\t2024-01-03\n");
        gold.digest("2").update(rows.day("AAA", "2024-01-04", 50));
        assertThat(gold.text("instruments/all.txt"))
                .isEqualTo("AAA\t2024-01-04\t2024-01-04\nAAA_D20240103\t2024-01-02\t2024-01-03\n");
        assertThat(gold.text("aliases.csv")).isEqualTo("ticker,instrument,from,to\nAAA,AAA_D20240103,,2024-01-03\n");
    }

    @Test
    void an_end_on_a_weekend_names_the_session_before_it() {
        LocalDate sunday = LocalDate.of(2024, 1, 7);
        gold.sessions(SessionRange.of("2024-01-04", "2024-01-08"))
                .securities(SecurityMap.ofSpans(List.of(
                        SecuritySpan.user("OLD", "AAA", null, sunday),
                        SecuritySpan.user("NEW", "AAA", sunday.plusDays(1), null))));
        gold.update(
                new SilverRows(Dataset.STOCKS_DAILY).day("AAA", "2024-01-04", 1).day("AAA", "2024-01-08", 2));
        assertThat(gold.text("instruments/all.txt"))
                .isEqualTo("AAA\t2024-01-08\t2024-01-08\nAAA_D20240105\t2024-01-04\t2024-01-04\n");
    }

    @Test
    void two_bars_of_one_security_on_one_day_are_refused() {
        SilverRows rows =
                new SilverRows(Dataset.STOCKS_DAILY).day("AAA", "2024-01-02", 1).day("AAA", "2024-01-02", 2);
        assertThatThrownBy(() -> gold.update(rows))
                .isInstanceOf(QlibUpdateException.class)
                .hasMessageContaining("cannot place AAA of 2024-01-02");
        assertThat(gold.everything()).isEmpty();
    }

    @Test
    void hard_tickers_get_names_that_qlib_can_read() {
        SilverRows rows = new SilverRows(Dataset.STOCKS_DAILY);
        for (String ticker : List.of("NA", "NULL", "TpA", "TPA", "CON", "BRK.A", "BRK.B")) {
            rows.day(ticker, "2024-01-02", 1);
        }
        gold.update(rows);
        assertThat(gold.text("instruments/all.txt").lines().map(line -> line.substring(0, line.indexOf('\t'))))
                .containsExactly("BRK.A", "BRK.B", "CON", "NA_0", "NULL_0", "TPA", "T_PA");
        assertThat(gold.path("features/_qlib_con/open.day.bin")).exists();
        assertThat(gold.path("features/t_pa/open.day.bin")).exists();
        assertThat(gold.text("aliases.csv"))
                .isEqualTo("ticker,instrument,from,to\nNA,NA_0,,\nNULL,NULL_0,,\nTpA,T_PA,,\n");
    }
}
