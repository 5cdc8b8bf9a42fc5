package io.quantmini.qlib.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quantmini.qlib.internal.ThirtyDayVolatility.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThirtyDayVolatilityTest {
    private static final int DATE = 20_000;

    private record Quote(Contract contract, double volatility) {}

    @Test
    void total_variance_is_linear_between_the_two_expirations() {
        List<Quote> quotes = new ArrayList<>();
        quotes.add(quote(20, true, 100, 0.2));
        quotes.add(quote(20, false, 100, 0.4));
        quotes.add(quote(50, true, 100, 0.25));
        // 20 days at a mean of 0.3: 1.8; 50 days at 0.25: 3.125; a third of the way: 1.8 + 1.325 / 3
        assertThat(of(100, quotes)).isEqualTo(Math.sqrt((1.8 + 1.325 / 3) / 30), within(1e-15));
        assertThat(of(100, List.of(quote(30, true, 100, 0.2), quote(40, true, 100, 0.9))))
                .isEqualTo(0.2);
    }

    @Test
    void the_volatility_at_the_close_is_linear_between_the_strikes_beside_it() {
        List<Quote> quotes = List.of(
                quote(30, true, 90, 0.9),
                quote(30, true, 100, 0.3),
                quote(30, true, 104, 0.1),
                quote(30, true, 110, 0.9));
        assertThat(of(101, quotes)).isEqualTo(0.25, within(1e-15));
        assertThat(of(104, quotes)).isEqualTo(0.1);
    }

    @Test
    void without_a_bracket_there_is_none() {
        List<Quote> oneTerm = List.of(quote(20, true, 100, 0.2), quote(29, true, 100, 0.2));
        assertThat(of(100, oneTerm)).isNaN();
        assertThat(of(100, List.of(quote(31, true, 100, 0.2)))).isNaN();
        assertThat(of(100, List.of(quote(30, true, 90, 0.2), quote(30, false, 110, 0.2))))
                .isNaN();
        assertThat(of(Double.NaN, List.of(quote(30, true, 100, 0.2)))).isNaN();
        assertThat(of(100, List.of(quote(30, true, 100, Double.NaN)))).isNaN();
        assertThat(of(100, List.of(quote(0, true, 100, 0.2), quote(40, true, 100, 0.2))))
                .isNaN();
        assertThat(of(100, List.of())).isNaN();
    }

    @Test
    void random_chains_agree_with_a_plain_version() {
        Random random = new Random(30);
        int values = 0;
        for (int chain = 0; chain < 2_000; chain++) {
            double close = 90 + random.nextInt(40) / 2.0;
            List<Quote> quotes = new ArrayList<>();
            for (int days : IntStream.range(0, 70)
                    .filter(day -> random.nextInt(20) == 0)
                    .toArray()) {
                for (boolean call : new boolean[] {true, false}) {
                    for (int strike = 80; strike <= 130; strike += 5) {
                        if (random.nextInt(3) > 0) {
                            double volatility = random.nextInt(6) == 0 ? Double.NaN : 0.05 + random.nextDouble();
                            quotes.add(quote(days, call, strike, volatility));
                        }
                    }
                }
            }
            double wanted = plain(close, quotes);
            values += Double.isNaN(wanted) ? 0 : 1;
            assertThat(of(close, quotes)).isEqualTo(wanted, within(1e-12));
        }
        assertThat(values).isBetween(500, 1_900);
    }

    /** With all quotes at hand, and numerators rather than shares. */
    private static double plain(double close, List<Quote> quotes) {
        TreeMap<Integer, Double> terms = new TreeMap<>();
        for (int expiration :
                quotes.stream().mapToInt(quote -> quote.contract().expiration()).toArray()) {
            List<Quote> chain = quotes.stream()
                    .filter(quote -> quote.contract().expiration() == expiration && !Double.isNaN(quote.volatility()))
                    .toList();
            OptionalDouble mean = DoubleStream.of(side(close, chain, true), side(close, chain, false))
                    .filter(volatility -> !Double.isNaN(volatility))
                    .average();
            if (mean.isPresent() && expiration > DATE) {
                terms.put(expiration - DATE, mean.getAsDouble());
            }
        }
        var near = terms.floorEntry(30);
        var far = terms.ceilingEntry(30);
        if (near == null || far == null) {
            return Double.NaN;
        }
        int days = far.getKey() - near.getKey();
        if (days == 0) {
            return near.getValue();
        }
        double before = Math.pow(near.getValue(), 2) * near.getKey() * (far.getKey() - 30);
        double after = Math.pow(far.getValue(), 2) * far.getKey() * (30 - near.getKey());
        return Math.sqrt((before + after) / days / 30);
    }

    private static double side(double close, List<Quote> chain, boolean call) {
        TreeMap<Double, Double> strikes = new TreeMap<>();
        chain.stream()
                .filter(quote -> quote.contract().isCall() == call)
                .forEach(quote -> strikes.put(quote.contract().strike(), quote.volatility()));
        var below = strikes.floorEntry(close);
        var above = strikes.ceilingEntry(close);
        if (below == null || above == null) {
            return Double.NaN;
        }
        double width = above.getKey() - below.getKey();
        return width == 0
                ? below.getValue()
                : (below.getValue() * (above.getKey() - close) + above.getValue() * (close - below.getKey())) / width;
    }

    private static double of(double close, List<Quote> quotes) {
        ThirtyDayVolatility volatility = new ThirtyDayVolatility(DATE);
        quotes.forEach(quote -> volatility.add(quote.contract(), close, quote.volatility()));
        return volatility.value();
    }

    private static Quote quote(int days, boolean call, double strike, double volatility) {
        return new Quote(new Contract(DATE + days, call, strike), volatility);
    }
}
