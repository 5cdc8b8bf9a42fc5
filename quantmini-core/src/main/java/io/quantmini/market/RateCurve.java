package io.quantmini.market;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A rate a year that changes on some dates. Immutable.
 *
 * @param steps the rate from each date on, at least one; before the first date its rate holds too. A rate is a share, such
 *     as 0.04 for 4 %, from -1 to 1
 */
public record RateCurve(NavigableMap<LocalDate, Double> steps) {
    public RateCurve {
        steps = Collections.unmodifiableNavigableMap(new TreeMap<>(steps));
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("[rate curve] expected at least one rate, got none");
        }
        steps.forEach((from, rate) -> {
            if (!(Math.abs(rate) <= 1)) {
                throw new IllegalArgumentException(
                        "[rate curve] expected a share from -1 to 1, such as 0.04 for 4 %, got " + rate);
            }
        });
    }

    /** The same rate on every date. */
    public static RateCurve constant(double rate) {
        return new RateCurve(new TreeMap<>(Map.of(LocalDate.EPOCH, rate)));
    }

    /** The rate of a date. */
    public double on(LocalDate date) {
        Map.Entry<LocalDate, Double> step = steps.floorEntry(date);
        return step == null ? steps.firstEntry().getValue() : step.getValue();
    }

    /**
     * A constant as its number, a curve as {@code 2022-03-17 0.0025, 2022-05-05 0.0075}: what configuration is written
     * in.
     */
    public String text() {
        if (steps.size() == 1) {
            return steps.firstEntry().getValue().toString();
        }
        return steps.entrySet().stream()
                .map(step -> step.getKey() + " " + step.getValue())
                .collect(Collectors.joining(", "));
    }
}
