package io.quantmini.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlackScholesTest {
    private static final double EPSILON = Math.ulp(1.0);

    @Test
    void hulls_examples_have_his_answers() {
        // Options, Futures, and Other Derivatives: a share, a stock index with a yield, and the Greeks of a call.
        EuropeanOption call = new EuropeanOption(42, 40, 0.5, 0.1, 0, true);
        assertThat(BlackScholes.price(call, 0.2)).isCloseTo(4.76, within(0.005));
        assertThat(BlackScholes.price(new EuropeanOption(42, 40, 0.5, 0.1, 0, false), 0.2))
                .isCloseTo(0.81, within(0.005));
        EuropeanOption index = new EuropeanOption(930, 900, 2 / 12.0, 0.08, 0.03, true);
        assertThat(BlackScholes.price(index, 0.2)).isCloseTo(51.83, within(0.005));

        EuropeanOption greeks = new EuropeanOption(49, 50, 0.3846, 0.05, 0, true);
        assertThat(BlackScholes.delta(greeks, 0.2)).isCloseTo(0.522, within(0.0005));
        assertThat(BlackScholes.gamma(greeks, 0.2)).isCloseTo(0.066, within(0.0005));
        assertThat(BlackScholes.theta(greeks, 0.2) * 365).isCloseTo(-4.31, within(0.005));
        assertThat(BlackScholes.vega(greeks, 0.2)).isCloseTo(12.1, within(0.05));

        EuropeanOption implied = new EuropeanOption(21, 20, 0.25, 0.1, 0, true);
        assertThat(ImpliedVolatility.of(implied, 1.875)).isCloseTo(0.235, within(0.0005));
    }

    @Test
    void prices_and_greeks_equal_the_formulas_in_sixty_digits() throws IOException {
        List<OptionTable> rows = OptionTable.rows();
        assertThat(rows).hasSizeGreaterThan(450);
        for (OptionTable row : rows) {
            EuropeanOption option = row.option();
            double volatility = row.volatility();
            OptionTable.Answers exact = row.exact();
            double units = 20 * EPSILON * condition(option, volatility);

            assertRelative(BlackScholes.price(option, volatility), exact.price(), units, row);
            assertRelative(BlackScholes.delta(option, volatility), exact.delta(), units, row);
            assertRelative(BlackScholes.gamma(option, volatility), exact.gamma(), units, row);
            assertRelative(BlackScholes.vega(option, volatility), exact.vega(), units, row);
            // Theta is a sum whose terms may cancel each other.
            double terms = exact.vega() * volatility / option.years() + option.underlying() + option.strike();
            assertThat(BlackScholes.theta(option, volatility))
                    .as("%s", row)
                    .isCloseTo(exact.theta(), within(20 * EPSILON * terms));
        }
    }

    @Test
    void prices_equal_those_of_vollib() throws IOException {
        for (OptionTable row : OptionTable.rows()) {
            EuropeanOption option = row.option();
            assertThat(BlackScholes.price(option, row.volatility()))
                    .as("%s", row)
                    .isCloseTo(row.theirPrice(), within(1e-14 * (option.underlying() + option.strike())));
        }
    }

    @Test
    void a_call_less_its_put_is_the_share_less_the_strike_in_price_and_in_every_greek() throws IOException {
        for (OptionTable row : OptionTable.rows()) {
            double volatility = row.volatility();
            EuropeanOption call = with(row.option(), true);
            EuropeanOption put = with(row.option(), false);
            double shares = call.underlying() * Math.exp(-call.dividendYield() * call.years());
            double cash = call.strike() * Math.exp(-call.rate() * call.years());
            double most = 4 * EPSILON * (shares + cash);

            assertThat(BlackScholes.price(call, volatility) - BlackScholes.price(put, volatility))
                    .isCloseTo(shares - cash, within(most));
            assertThat(BlackScholes.delta(call, volatility) - BlackScholes.delta(put, volatility))
                    .isCloseTo(shares / call.underlying(), within(4 * EPSILON));
            assertThat(BlackScholes.gamma(call, volatility)).isEqualTo(BlackScholes.gamma(put, volatility));
            assertThat(BlackScholes.vega(call, volatility)).isEqualTo(BlackScholes.vega(put, volatility));
            assertThat(BlackScholes.theta(call, volatility) - BlackScholes.theta(put, volatility))
                    .isCloseTo((call.dividendYield() * shares - call.rate() * cash) / 365, within(most));
        }
    }

    @Test
    void greeks_are_the_slopes_of_the_price() {
        for (boolean isCall : new boolean[] {true, false}) {
            EuropeanOption option = new EuropeanOption(100, 105, 0.75, 0.04, 0.015, isCall);
            double step = 1e-4;
            double up = BlackScholes.price(at(option, 100 + step), 0.3);
            double here = BlackScholes.price(option, 0.3);
            double down = BlackScholes.price(at(option, 100 - step), 0.3);
            assertThat(BlackScholes.delta(option, 0.3)).isCloseTo((up - down) / (2 * step), within(1e-8));
            assertThat(BlackScholes.gamma(option, 0.3)).isCloseTo((up - 2 * here + down) / (step * step), within(1e-5));
            assertThat(BlackScholes.vega(option, 0.3))
                    .isCloseTo(
                            (BlackScholes.price(option, 0.3 + 1e-5) - BlackScholes.price(option, 0.3 - 1e-5)) / 2e-5,
                            within(1e-6));
            double earlier = BlackScholes.price(left(option, 0.75 + 0.5 / 365), 0.3);
            double later = BlackScholes.price(left(option, 0.75 - 0.5 / 365), 0.3);
            assertThat(BlackScholes.theta(option, 0.3)).isCloseTo(later - earlier, within(1e-7));
        }
    }

    @Test
    void what_has_no_price_is_no_number() {
        EuropeanOption option = new EuropeanOption(100, 100, 0.5, 0.04, 0, true);
        assertNone(left(option, 0), 0.2);
        assertNone(left(option, -1 / 365.0), 0.2);
        assertNone(left(option, Double.NaN), 0.2);
        assertNone(at(option, 0), 0.2);
        assertNone(at(option, Double.POSITIVE_INFINITY), 0.2);
        assertNone(new EuropeanOption(100, -5, 0.5, 0.04, 0, true), 0.2);
        assertNone(new EuropeanOption(100, 100, 0.5, Double.NaN, 0, true), 0.2);
        assertNone(new EuropeanOption(100, 100, 0.5, 0.04, Double.NEGATIVE_INFINITY, true), 0.2);
        assertNone(option, 0);
        assertNone(option, -0.2);
        assertNone(option, Double.NaN);
        assertNone(option, Double.POSITIVE_INFINITY);
    }

    @Test
    void the_tail_of_the_normal_distribution_keeps_its_digits() {
        // Digits of mpmath.
        assertRelative(ErrorFunction.cumulative(-1), 0.15865525393145705, 4 * EPSILON, "-1");
        assertRelative(ErrorFunction.cumulative(-5), 2.866515718791939e-07, 4 * EPSILON, "-5");
        assertRelative(ErrorFunction.cumulative(-10), 7.619853024160525e-24, 4 * EPSILON, "-10");
        assertRelative(ErrorFunction.cumulative(-30), 4.906713927148187e-198, 4 * EPSILON, "-30");
        assertRelative(ErrorFunction.cumulative(0.25), 0.5987063256829237, 4 * EPSILON, "0.25");
        assertThat(ErrorFunction.cumulative(9)).isOne();
        assertThat(ErrorFunction.cumulative(-40.5)).isZero();
    }

    /** What an error in the last place of an input is multiplied by, at most. */
    private static double condition(EuropeanOption option, double volatility) {
        double width = volatility * Math.sqrt(option.years());
        double h = Math.log(option.underlying() / option.strike()) / width;
        return 1 + h * h + Math.abs(h) / width;
    }

    private static void assertRelative(double value, double expected, double error, Object what) {
        assertThat(value).as("%s", what).isCloseTo(expected, within(error * Math.abs(expected) + Double.MIN_NORMAL));
    }

    private static void assertNone(EuropeanOption option, double volatility) {
        assertThat(BlackScholes.price(option, volatility)).isNaN();
        assertThat(BlackScholes.delta(option, volatility)).isNaN();
        assertThat(BlackScholes.gamma(option, volatility)).isNaN();
        assertThat(BlackScholes.theta(option, volatility)).isNaN();
        assertThat(BlackScholes.vega(option, volatility)).isNaN();
    }

    private static EuropeanOption with(EuropeanOption option, boolean call) {
        return new EuropeanOption(
                option.underlying(), option.strike(), option.years(), option.rate(), option.dividendYield(), call);
    }

    private static EuropeanOption at(EuropeanOption option, double underlying) {
        return new EuropeanOption(
                underlying, option.strike(), option.years(), option.rate(), option.dividendYield(), option.call());
    }

    private static EuropeanOption left(EuropeanOption option, double years) {
        return new EuropeanOption(
                option.underlying(), option.strike(), years, option.rate(), option.dividendYield(), option.call());
    }
}
