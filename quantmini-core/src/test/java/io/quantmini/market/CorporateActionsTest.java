package io.quantmini.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quantmini.market.ReferenceFinding.Kind;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorporateActionsTest {
    private static final LocalDate DATE = LocalDate.of(2014, 6, 9);
    private static final SecurityMap META = SecurityMap.of(
            List.of(new TickerHistory(
                    "Meta",
                    "M",
                    List.of(
                            new TickerEvent(LocalDate.of(2012, 5, 18), "FB"),
                            new TickerEvent(LocalDate.of(2022, 6, 9), "META")))),
            List.of(),
            List.of());

    @Test
    void a_split_filed_under_both_tickers_of_a_security_is_one_split() {
        CorporateActions actions = CorporateActions.of(
                META, List.of(new Split("META", DATE, 1, 2), new Split("FB", DATE, 2, 4)), List.of());
        assertThat(actions.splitRatios("M")).containsExactly(Map.entry(DATE, 2.0));
        assertThat(actions.securityIds()).containsExactly("M");
        assertThat(actions.findings())
                .extracting(ReferenceFinding::kind, ReferenceFinding::subject)
                .containsExactly(tuple(Kind.FILED_UNDER_LATER_TICKER, "M"));
    }

    @Test
    void splits_of_one_security_and_date_that_disagree_are_left_out_and_reported() {
        CorporateActions actions = CorporateActions.of(
                SecurityMap.empty(),
                List.of(new Split("X", DATE, 1, 2), new Split("X", DATE, 1, 3), new Split("X", DATE.plusDays(1), 1, 4)),
                List.of());
        assertThat(actions.splitRatios("X")).containsOnlyKeys(DATE.plusDays(1));
        assertThat(actions.findings())
                .containsExactly(new ReferenceFinding(
                        Kind.SPLIT_CONFLICT,
                        "X",
                        DATE,
                        "split of 1.0 into 2.0 filed under X; split of 1.0 into 3.0 filed under X"));
    }

    @Test
    void equal_dividends_collapse_and_different_ones_of_a_date_add_up() {
        CorporateActions actions = CorporateActions.of(
                SecurityMap.empty(),
                List.of(),
                List.of(
                        new Dividend("X", DATE, 0.25),
                        new Dividend("X", DATE, 0.25),
                        new Dividend("X", DATE.plusDays(1), 0.25),
                        new Dividend("X", DATE.plusDays(1), 2.5)));
        assertThat(actions.cashAmounts("X")).containsEntry(DATE, 0.25).containsEntry(DATE.plusDays(1), 2.75);
        assertThat(actions.findings()).extracting(ReferenceFinding::kind).containsExactly(Kind.DIVIDENDS_SUMMED);
    }

    @Test
    void rows_that_make_no_sense_are_left_out_and_reported() {
        CorporateActions actions = CorporateActions.of(
                SecurityMap.empty(),
                List.of(
                        new Split("X", DATE, 0, 2),
                        new Split("X", DATE, 1, 0),
                        new Split("X", DATE, -1, -2),
                        new Split("X", DATE, 1, Double.NaN)),
                List.of(
                        new Dividend("X", DATE, 0),
                        new Dividend("X", DATE, -1),
                        new Dividend("X", DATE, Double.POSITIVE_INFINITY)));
        assertThat(actions.securityIds()).isEmpty();
        assertThat(actions.findings()).hasSize(7).allMatch(finding -> finding.kind() == Kind.INVALID_ROW);
    }
}
