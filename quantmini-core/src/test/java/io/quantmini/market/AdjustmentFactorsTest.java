package io.quantmini.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quantmini.market.ReferenceFinding.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdjustmentFactorsTest {
    private static final LocalDate SPLIT = LocalDate.of(2014, 6, 9);
    private static final LocalDate FIRST_DIVIDEND = LocalDate.of(2014, 5, 8);
    private static final LocalDate LAST_DIVIDEND = LocalDate.of(2014, 8, 7);
    private static final LocalDate START = LocalDate.of(2020, 1, 1);

    @Test
    void a_split_and_dividends_multiply_from_their_dates_on() {
        AdjustmentFactors factors = factors(
                List.of(new Split("AAPL", SPLIT, 1, 7)),
                List.of(new Dividend("AAPL", LAST_DIVIDEND, 0.47), new Dividend("AAPL", FIRST_DIVIDEND, 3.29)),
                (id, date) -> date.equals(FIRST_DIVIDEND) ? 592.33 : date.equals(SPLIT) ? 645.57 : 94.96);

        BigDecimal first = forDividend("3.29", "592.33");
        BigDecimal split = first.multiply(BigDecimal.valueOf(7));
        BigDecimal last = split.multiply(forDividend("0.47", "94.96"));
        assertThat(factors.factor("AAPL", FIRST_DIVIDEND.minusDays(1))).isEqualTo(1.0);
        assertFactor(factors, FIRST_DIVIDEND, first);
        assertFactor(factors, SPLIT.minusDays(1), first);
        assertFactor(factors, SPLIT, split);
        assertFactor(factors, LAST_DIVIDEND.minusDays(1), split);
        assertFactor(factors, LAST_DIVIDEND, last);
        assertFactor(factors, LocalDate.of(2030, 1, 1), last);
        assertThat(factors.spans("AAPL"))
                .extracting(FactorSpan::from)
                .containsExactly(FIRST_DIVIDEND, SPLIT, LAST_DIVIDEND);
        assertThat(factors.spans()).isEqualTo(factors.spans("AAPL"));
        assertThat(factors.findings()).isEmpty();
    }

    @Test
    void adjusted_prices_do_not_jump_at_a_split() {
        AdjustmentFactors factors = factors(List.of(new Split("AAPL", SPLIT, 1, 7)), List.of(), (id, date) -> 645.57);
        double before = 645.57 * factors.factor("AAPL", SPLIT.minusDays(3));
        double after = 93.70 * factors.factor("AAPL", SPLIT);
        assertThat(after / before).isCloseTo(1.016, within(0.001));
    }

    @Test
    void a_dividend_on_the_date_of_a_split_is_paid_on_the_new_shares() {
        AdjustmentFactors factors = factors(
                List.of(new Split("X", SPLIT, 1, 4)), List.of(new Dividend("X", SPLIT, 0.5)), (id, date) -> 100);
        // 25 dollars a new share, of which 0.5 is paid out.
        BigDecimal expected = BigDecimal.valueOf(4).multiply(forDividend("0.5", "25"));
        assertThat(factors.factor("X", SPLIT)).isCloseTo(expected.doubleValue(), within(1e-14));
        assertThat(factors.spans("X")).hasSize(1);
    }

    @Test
    void a_reverse_split_lowers_the_factor() {
        AdjustmentFactors factors = factors(List.of(new Split("X", SPLIT, 10, 1)), List.of(), (id, date) -> 1);
        assertThat(factors.factor("X", SPLIT)).isEqualTo(0.1);
    }

    @Test
    void an_event_without_a_close_before_it_is_skipped_and_reported() {
        AdjustmentFactors factors = factors(
                List.of(new Split("X", SPLIT, 1, 4)),
                List.of(new Dividend("X", SPLIT, 0.5), new Dividend("X", LAST_DIVIDEND, 1)),
                (id, date) -> date.equals(SPLIT) ? Double.NaN : 10);
        assertThat(factors.factor("X", SPLIT)).isEqualTo(1.0);
        assertThat(factors.factor("X", LAST_DIVIDEND)).isCloseTo(10 / 9.0, within(1e-15));
        assertThat(factors.findings())
                .containsExactly(new ReferenceFinding(
                        Kind.NO_PREVIOUS_CLOSE, "X", SPLIT, "split of 1 into 4.0, dividend of 0.5"));
    }

    @Test
    void a_dividend_not_below_the_close_is_skipped_and_reported() {
        AdjustmentFactors factors =
                factors(List.of(new Split("X", SPLIT, 1, 2)), List.of(new Dividend("X", SPLIT, 5)), (id, date) -> 10);
        assertThat(factors.factor("X", SPLIT)).isEqualTo(2.0);
        assertThat(factors.findings())
                .extracting(ReferenceFinding::kind)
                .containsExactly(Kind.DIVIDEND_NOT_BELOW_CLOSE);
    }

    @Test
    void a_security_without_events_is_not_adjusted() {
        assertThat(AdjustmentFactors.none().factor("X", SPLIT)).isEqualTo(1.0);
        assertThat(AdjustmentFactors.none().spans()).isEmpty();
    }

    @Property(tries = 300)
    void a_later_event_never_changes_an_earlier_factor(
            @ForAll("splits") List<Split> splits,
            @ForAll("dividends") List<Dividend> dividends,
            @ForAll @IntRange(max = 30) int day) {
        LocalDate cut = START.plusDays(day);
        PreviousClose closes = (id, date) -> date.getDayOfMonth() == 7 ? Double.NaN : 10 + date.getDayOfMonth();
        AdjustmentFactors all = factors(splits, dividends, closes);
        AdjustmentFactors early = factors(
                splits.stream().filter(row -> !row.executionDate().isAfter(cut)).toList(),
                dividends.stream().filter(row -> !row.exDate().isAfter(cut)).toList(),
                closes);
        for (LocalDate date = START.minusDays(1); !date.isAfter(cut); date = date.plusDays(1)) {
            for (String ticker : List.of("A", "B")) {
                assertThat(all.factor(ticker, date)).isEqualTo(early.factor(ticker, date));
            }
        }
        assertThat(all.spans()).allMatch(span -> span.factor() > 0 && !Double.isInfinite(span.factor()));
    }

    @Provide
    Arbitrary<List<Split>> splits() {
        return Combinators.combine(tickers(), dates(), counts(), counts())
                .as(Split::new)
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Dividend>> dividends() {
        Arbitrary<Double> amounts = Arbitraries.integers().between(1, 2000).map(cents -> cents / 100.0);
        return Combinators.combine(tickers(), dates(), amounts)
                .as(Dividend::new)
                .list()
                .ofMaxSize(6);
    }

    private static Arbitrary<String> tickers() {
        return Arbitraries.of("A", "B");
    }

    private static Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(0, 30).map(START::plusDays);
    }

    private static Arbitrary<Double> counts() {
        return Arbitraries.integers().between(1, 20).map(Integer::doubleValue);
    }

    private static AdjustmentFactors factors(List<Split> splits, List<Dividend> dividends, PreviousClose closes) {
        return AdjustmentFactors.of(CorporateActions.of(SecurityMap.empty(), splits, dividends), closes);
    }

    private static BigDecimal forDividend(String amount, String close) {
        BigDecimal kept =
                BigDecimal.ONE.subtract(new BigDecimal(amount).divide(new BigDecimal(close), MathContext.DECIMAL128));
        return BigDecimal.ONE.divide(kept, MathContext.DECIMAL128);
    }

    private static void assertFactor(AdjustmentFactors factors, LocalDate date, BigDecimal expected) {
        double value = expected.doubleValue();
        assertThat(factors.factor("AAPL", date)).isCloseTo(value, within(value * 1e-15));
    }
}
