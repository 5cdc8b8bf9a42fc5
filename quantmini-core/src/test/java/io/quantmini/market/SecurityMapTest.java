package io.quantmini.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.market.ReferenceFinding.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecurityMapTest {
    private static final String META_FIGI = "BBG000MM2P62";
    private static final TickerHistory META = history(META_FIGI, "2022-06-09", "META", "2012-05-18", "FB");

    @Test
    void a_ticker_without_evidence_is_its_own_security() {
        SecurityMap map = SecurityMap.empty();
        assertThat(map.securityOf("AAPL", date("2014-06-09"))).isEqualTo("AAPL");
        assertThat(map.latestTicker("AAPL")).isEqualTo("AAPL");
        assertThat(map.security("AAPL").tradesOn(date("1990-01-01"))).isTrue();
        assertThat(map.spans()).isEmpty();
        assertThat(map.findings()).isEmpty();
    }

    @Test
    void a_renamed_security_keeps_its_history_and_the_fund_before_it_does_not_join() {
        SecurityMap map = SecurityMap.of(List.of(META), List.of(), List.of());

        assertThat(map.securityOf("FB", date("2012-05-18"))).isEqualTo(META_FIGI);
        assertThat(map.securityOf("FB", date("2022-06-08"))).isEqualTo(META_FIGI);
        assertThat(map.securityOf("META", date("2022-06-09"))).isEqualTo(META_FIGI);
        assertThat(map.securityOf("META", date("2022-06-08"))).isEqualTo("META");
        assertThat(map.securityOf("FB", date("2012-05-17"))).isEqualTo("FB");
        assertThat(map.securityOf("FB", date("2022-06-09"))).isEqualTo("FB@2022-06-09");
        assertThat(map.latestTicker(META_FIGI)).isEqualTo("META");
        assertThat(map.latestTicker("FB@2022-06-09")).isEqualTo("FB");
        assertThat(map.spans())
                .containsExactly(
                        new SecuritySpan(
                                META_FIGI, "FB", date("2012-05-18"), date("2022-06-08"), Evidence.TICKER_EVENT),
                        new SecuritySpan(META_FIGI, "META", date("2022-06-09"), null, Evidence.TICKER_EVENT),
                        new SecuritySpan("FB", "FB", null, date("2012-05-17"), Evidence.NONE),
                        new SecuritySpan("FB@2022-06-09", "FB", date("2022-06-09"), null, Evidence.NONE),
                        new SecuritySpan("META", "META", null, date("2022-06-08"), Evidence.NONE));
    }

    @Test
    void a_ticker_taken_over_by_another_class_changes_hands_on_the_day() {
        TickerHistory classA = history("A", "2004-08-19", "GOOG", "2014-04-03", "GOOGL");
        TickerHistory classC = history("C", "2014-04-03", "GOOG");
        SecurityMap map = SecurityMap.of(List.of(classC, classA), List.of(), List.of());

        assertThat(map.securityOf("GOOG", date("2014-04-02"))).isEqualTo("A");
        assertThat(map.securityOf("GOOG", date("2014-04-03"))).isEqualTo("C");
        assertThat(map.securityOf("GOOGL", date("2014-04-03"))).isEqualTo("A");
        assertThat(map.securityOf("GOOGL", date("2014-04-02"))).isEqualTo("GOOGL");
        assertThat(map.findings()).isEmpty();
    }

    @Test
    void a_take_over_ends_a_holder_whose_own_events_do_not_say_so() {
        SecurityMap map = SecurityMap.of(
                List.of(history("OLD", "2005-01-03", "X"), history("NEW", "2010-01-04", "X")), List.of(), List.of());
        assertThat(map.securityOf("X", date("2010-01-03"))).isEqualTo("OLD");
        assertThat(map.securityOf("X", date("2010-01-04"))).isEqualTo("NEW");
        assertThat(map.findings()).isEmpty();
    }

    @Test
    void a_take_over_before_the_holder_says_it_left_is_reported() {
        SecurityMap map = SecurityMap.of(
                List.of(history("OLD", "2005-01-03", "X", "2012-01-03", "Y"), history("NEW", "2010-01-04", "X")),
                List.of(),
                List.of());
        assertThat(map.securityOf("X", date("2011-01-03"))).isEqualTo("NEW");
        assertThat(map.securityOf("Y", date("2012-01-03"))).isEqualTo("OLD");
        assertThat(map.findings()).extracting(ReferenceFinding::kind).containsExactly(Kind.TICKER_OVERLAP);
    }

    @Test
    void two_claims_to_a_ticker_from_one_date_cancel_out() {
        SecurityMap map = SecurityMap.of(
                List.of(
                        history("OLD", "2005-01-03", "X"),
                        history("P", "2010-01-04", "X"),
                        history("Q", "2010-01-04", "X")),
                List.of(),
                List.of());
        assertThat(map.securityOf("X", date("2010-01-01"))).isEqualTo("OLD");
        assertThat(map.securityOf("X", date("2010-01-04"))).isEqualTo("X@2010-01-04");
        assertThat(map.findings())
                .extracting(ReferenceFinding::kind)
                .containsExactly(Kind.TICKER_CONFLICT, Kind.TICKER_CONFLICT);
    }

    @Test
    void events_that_disagree_are_left_out_and_equal_ones_collapse() {
        SecurityMap map = SecurityMap.of(
                List.of(
                        history("S", "2010-01-04", "A", "2012-01-03", "B", "2012-01-03", "C"),
                        history("S", "2010-01-04", "A", "2011-01-03", "A")),
                List.of(),
                List.of());
        assertThat(map.securityOf("A", date("2015-01-02"))).isEqualTo("S");
        assertThat(map.findings())
                .containsExactly(new ReferenceFinding(Kind.EVENT_CONFLICT, "S", date("2012-01-03"), "tickers B, C"));
    }

    @Test
    void a_history_without_a_figi_is_named_after_its_first_event() {
        SecurityMap map =
                SecurityMap.of(List.of(history(null, "2022-06-09", "META", "2012-05-18", "FB")), List.of(), List.of());
        assertThat(map.securityOf("META", date("2023-01-03"))).isEqualTo("FB@2012-05-18");
        assertThat(map.latestTicker("FB@2012-05-18")).isEqualTo("META");
    }

    @Test
    void a_users_row_outweighs_events_about_its_ticker_and_its_security() {
        SecurityMap map = SecurityMap.of(
                List.of(META),
                List.of(),
                List.of(
                        SecuritySpan.user("ROUNDHILL", "META", date("2021-06-30"), date("2022-07-01")),
                        SecuritySpan.user(META_FIGI, "FBX", date("2022-06-09"), date("2022-07-01"))));
        assertThat(map.securityOf("META", date("2022-06-10"))).isEqualTo("ROUNDHILL");
        assertThat(map.securityOf("FBX", date("2022-06-10"))).isEqualTo(META_FIGI);
        assertThat(map.securityOf("META", date("2022-07-02"))).isEqualTo(META_FIGI);
        assertThat(map.securityOf("META", date("2021-06-29"))).isEqualTo("META");
        assertThat(map.findings()).isEmpty();
    }

    @Test
    void users_rows_that_contradict_each_other_are_left_out_and_equal_ones_collapse() {
        SecuritySpan good = SecuritySpan.user("S", "A", date("2010-01-04"), null);
        SecurityMap map = SecurityMap.of(
                List.of(),
                List.of(),
                List.of(
                        good,
                        good,
                        SecuritySpan.user("P", "X", null, date("2015-01-02")),
                        SecuritySpan.user("Q", "X", date("2015-01-02"), null),
                        SecuritySpan.user("R", "Y", date("2015-01-02"), date("2014-01-02"))));
        assertThat(map.securityOf("A", date("2020-01-02"))).isEqualTo("S");
        assertThat(map.securityOf("X", date("2015-01-02"))).isEqualTo("X");
        assertThat(map.findings())
                .extracting(ReferenceFinding::kind)
                .containsExactly(Kind.USER_ROW_CONFLICT, Kind.USER_ROW_CONFLICT, Kind.INVALID_ROW);
    }

    @Test
    void what_is_left_of_a_ticker_never_joins_a_security_that_a_user_gave_the_same_name() {
        SecurityMap map = SecurityMap.of(
                List.of(), List.of(), List.of(SecuritySpan.user("META", "FB", date("2012-05-18"), date("2022-06-08"))));
        assertThat(map.securityOf("META", date("2015-01-02"))).isEqualTo("META'");
        assertThat(map.latestTicker("META'")).isEqualTo("META");
        assertThat(map.securityOf("FB", date("2015-01-02"))).isEqualTo("META");
    }

    @Test
    void a_split_lists_a_ticker_of_which_nothing_else_is_known() {
        SecurityMap map = SecurityMap.of(List.of(), List.of(new Split("AAPL", date("2014-06-09"), 1, 7)), List.of());
        assertThat(map.spans()).containsExactly(new SecuritySpan("AAPL", "AAPL", null, null, Evidence.SPLIT));
    }

    @Test
    void an_event_filed_under_a_later_ticker_belongs_to_the_security() {
        SecurityMap map = SecurityMap.of(List.of(META), List.of(), List.of());
        assertThat(map.securityOfAction("META", date("2015-01-02"))).isEqualTo(META_FIGI);
        assertThat(map.securityOfAction("FB", date("2015-01-02"))).isEqualTo(META_FIGI);
        assertThat(map.securityOfAction("META", date("2011-01-03"))).isEqualTo("META");
        assertThat(map.securityOfAction("FB", date("2023-01-03"))).isEqualTo("FB@2022-06-09");
        assertThat(map.securityOfAction("AAPL", date("2014-06-09"))).isEqualTo("AAPL");
    }

    @Test
    void a_map_read_back_from_its_spans_answers_the_same() {
        SecurityMap map = SecurityMap.of(List.of(META), List.of(), List.of());
        SecurityMap again = SecurityMap.ofSpans(map.spans());
        assertThat(again.spans()).isEqualTo(map.spans());
        assertThat(again.securityOf("META", date("2022-06-08"))).isEqualTo("META");
    }

    @Test
    void spans_that_overlap_are_refused() {
        List<SecuritySpan> spans = List.of(
                SecuritySpan.user("A", "X", null, date("2015-01-02")),
                SecuritySpan.user("B", "X", date("2015-01-02"), null));
        assertThatThrownBy(() -> SecurityMap.ofSpans(spans))
                .isInstanceOfSatisfying(
                        SecurityMapException.class, e -> assertThat(e.ticker()).isEqualTo("X"));
    }

    private static TickerHistory history(@Nullable String figi, String... datesAndTickers) {
        List<TickerEvent> events = new ArrayList<>();
        for (int i = 0; i < datesAndTickers.length; i += 2) {
            events.add(new TickerEvent(date(datesAndTickers[i]), datesAndTickers[i + 1]));
        }
        return new TickerHistory(null, figi, events);
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }
}
