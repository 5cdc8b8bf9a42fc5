package io.quantmini.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code -Dquantmini.options.tries=…} is the count of random options, 200,000 when full. */
class ImpliedVolatilityTest {
    private static final double[] MONEYNESS = {
        0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999, 1, 1.001, 1.005,
        1.01, 1.02, 1.03, 1.05, 1.07, 1.1, 1.15, 1.2, 1.3, 1.5, 1.7, 2, 2.5, 3, 4, 5
    };
    private static final int[] DAYS = {1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 500, 730, 1095};
    private static final double[] VOLATILITIES = {
        0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.3, 1.6, 2, 2.5, 3
    };

    @Test
    void a_price_gives_back_the_volatility_it_was_made_of() {
        int inverted = 0;
        for (double moneyness : MONEYNESS) {
            for (int days : DAYS) {
                for (double volatility : VOLATILITIES) {
                    for (int kind = 0; kind < 4; kind++) {
                        double rate = kind < 2 ? 0 : 0.04;
                        EuropeanOption option =
                                new EuropeanOption(100, 100 / moneyness, days / 365.0, rate, rate / 2, kind % 2 == 0);
                        inverted += assertInverts(option, volatility, 1);
                    }
                }
            }
        }
        // The other 12,036 of 54,720 are worth exercise to the last digits, or nothing.
        assertThat(inverted).isEqualTo(42_684);
    }

    @Test
    void random_options_of_any_size_invert_too() {
        Random random = new Random(11);
        int tries = Integer.getInteger("quantmini.options.tries", 20_000);
        int inverted = 0;
        for (int i = 0; i < tries; i++) {
            double underlying = Math.exp(random.nextGaussian() * 3);
            EuropeanOption option = new EuropeanOption(
                    underlying,
                    underlying * Math.exp(random.nextGaussian()),
                    Math.exp(random.nextDouble() * 12 - 10),
                    random.nextDouble() * 0.3 - 0.05,
                    random.nextDouble() * 0.2,
                    random.nextBoolean());
            inverted += assertInverts(option, Math.exp(random.nextDouble() * 10 - 7), 16);
        }
        assertThat(inverted).isGreaterThan(tries / 4);
    }

    @Test
    void vollib_finds_the_same_volatility() throws IOException {
        int compared = 0;
        for (OptionTable row : OptionTable.rows()) {
            double price = row.exact().price();
            if (hidden(price, row.exact().vega() * row.volatility()) < 1e-10) {
                double ours = ImpliedVolatility.of(row.option(), price);
                assertThat(ours).as("%s", row).isCloseTo(row.theirVolatility(), within(1e-10 * ours));
                assertThat(ours).as("%s", row).isCloseTo(row.volatility(), within(1e-10 * ours));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(350);
    }

    @Test
    void outside_its_bounds_a_price_has_no_volatility_and_a_reason() {
        EuropeanOption call = new EuropeanOption(100, 80, 0.5, 0.04, 0.01, true);
        double least = 100 * Math.exp(-0.005) - 80 * Math.exp(-0.02);
        double most = 100 * Math.exp(-0.005);
        assertGap(call, least * (1 - 1e-12), NullReason.PRICE_TOO_LOW);
        assertGap(call, 0, NullReason.PRICE_TOO_LOW);
        assertGap(call, -1, NullReason.PRICE_TOO_LOW);
        assertGap(call, most, NullReason.PRICE_TOO_HIGH);
        assertGap(call, Double.POSITIVE_INFINITY, NullReason.PRICE_TOO_HIGH);
        assertThat(ImpliedVolatility.of(call, least + 1e-9)).isPositive();
        assertThat(ImpliedVolatility.gap(call, least + 1e-9)).isNull();
        assertThat(ImpliedVolatility.of(call, most - 1e-9)).isPositive();

        EuropeanOption put = new EuropeanOption(100, 80, 0.5, 0.04, 0.01, false);
        assertGap(put, 0, NullReason.PRICE_TOO_LOW);
        assertGap(put, 80 * Math.exp(-0.02), NullReason.PRICE_TOO_HIGH);
        assertThat(ImpliedVolatility.of(put, Double.MIN_NORMAL)).isPositive();
    }

    @Test
    void the_value_of_exercise_is_no_volatility_where_nothing_is_discounted() {
        assertGap(new EuropeanOption(100, 20, 0.5, 0, 0, true), 80, NullReason.PRICE_TOO_LOW);
        assertGap(new EuropeanOption(19.99, 20, 0.5, 0, 0, false), 20 - 19.99, NullReason.PRICE_TOO_LOW);
    }

    @Test
    void without_time_left_there_is_none_and_of_nothing_there_is_nothing() {
        assertGap(new EuropeanOption(100, 80, 0, 0.04, 0, true), 25, NullReason.EXPIRED);
        assertGap(new EuropeanOption(100, 80, -1, 0.04, 0, true), 25, NullReason.EXPIRED);
        EuropeanOption unknown = new EuropeanOption(Double.NaN, 80, 1, 0.04, 0, true);
        assertThat(ImpliedVolatility.of(unknown, 25)).isNaN();
        assertThat(ImpliedVolatility.gap(unknown, 25)).isNull();
        EuropeanOption known = new EuropeanOption(100, 80, 1, 0.04, 0, true);
        assertThat(ImpliedVolatility.of(known, Double.NaN)).isNaN();
        assertThat(ImpliedVolatility.gap(known, Double.NaN)).isNull();
    }

    /** 1 where the volatility comes back; else the price does, to some units in its last place. */
    private static int assertInverts(EuropeanOption option, double volatility, int units) {
        double price = BlackScholes.price(option, volatility);
        double implied = ImpliedVolatility.of(option, price);
        double hidden = hidden(price, BlackScholes.vega(option, volatility) * volatility);
        if (hidden <= 1e-10 && price >= Double.MIN_NORMAL) {
            assertThat(implied).as("%s", option).isCloseTo(volatility, within(1e-10 * volatility));
            return 1;
        }
        if (!Double.isNaN(implied) && price >= Double.MIN_NORMAL) {
            assertThat(BlackScholes.price(option, implied))
                    .as("%s %s", option, volatility)
                    .isCloseTo(price, within(units * Math.ulp(price)));
        }
        return 0;
    }

    /** The share of a volatility that four units in the price's last place stand for. */
    private static double hidden(double price, double vegaTimesVolatility) {
        return 4 * Math.ulp(price) / vegaTimesVolatility;
    }

    private static void assertGap(EuropeanOption option, double price, NullReason reason) {
        assertThat(ImpliedVolatility.of(option, price)).isNaN();
        assertThat(ImpliedVolatility.gap(option, price)).isEqualTo(reason);
    }
}
