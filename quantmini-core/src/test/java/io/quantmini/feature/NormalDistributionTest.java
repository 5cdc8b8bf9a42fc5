package io.quantmini.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class NormalDistributionTest {
    private static final MathContext DIGITS = new MathContext(60);

    @Test
    void the_distribution_equals_its_power_series_in_sixty_digits() {
        for (double x = -9; x <= 9; x += 0.125) {
            assertThat(NormalDistribution.cumulative(x)).isCloseTo(series(x), within(1e-14));
        }
    }

    @Test
    void the_tails_end_at_zero_and_one_and_nothing_is_made_of_nan() {
        assertThat(NormalDistribution.cumulative(-40)).isZero();
        assertThat(NormalDistribution.cumulative(40)).isOne();
        assertThat(NormalDistribution.cumulative(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(NormalDistribution.cumulative(0)).isCloseTo(0.5, within(1e-15));
        assertThat(NormalDistribution.cumulative(Double.NaN)).isNaN();
    }

    /** 1/2 + 1/sqrt(2 pi) * sum of (-1)^k x^(2k+1) / (2^k k! (2k+1)). */
    private static double series(double x) {
        BigDecimal square = new BigDecimal(x).pow(2);
        BigDecimal term = new BigDecimal(x);
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < 400; k++) {
            sum = sum.add(term.divide(BigDecimal.valueOf(2 * k + 1), DIGITS), DIGITS);
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(-2L * (k + 1)), DIGITS);
        }
        BigDecimal pi = new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494");
        BigDecimal root = pi.multiply(BigDecimal.valueOf(2)).sqrt(DIGITS);
        return sum.divide(root, DIGITS).add(BigDecimal.valueOf(0.5)).doubleValue();
    }
}
