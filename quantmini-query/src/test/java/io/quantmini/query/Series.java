package io.quantmini.query;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Numbers in order, some missing, and the plainest way to compute with them: a fresh loop for every value. */
final class Series {
    private final @Nullable Double[] values;

    Series(@Nullable Double[] values) {
        this.values = values;
    }

    static Series of(@Nullable Double... values) {
        return new Series(values);
    }

    @Nullable
    Double at(int i) {
        return i < 0 || i >= values.length ? null : values[i];
    }

    int length() {
        return values.length;
    }

    Series map(DoubleUnaryOperator f) {
        return make(i -> at(i) == null ? null : f.applyAsDouble(number(i)));
    }

    Series with(Series other, DoubleBinaryOperator f) {
        return make(i -> at(i) == null || other.at(i) == null ? null : f.applyAsDouble(number(i), other.number(i)));
    }

    Series plus(Series other) {
        return with(other, (a, b) -> a + b);
    }

    Series minus(Series other) {
        return with(other, (a, b) -> a - b);
    }

    Series times(Series other) {
        return with(other, (a, b) -> a * b);
    }

    Series over(Series other) {
        return with(other, (a, b) -> a / b);
    }

    Series log() {
        return map(Math::log);
    }

    Series back(int k) {
        return make(i -> at(i - k));
    }

    /** A function of the last n values; nothing unless all are there. */
    Series window(int n, ToDoubleFunction<double[]> f) {
        return make(i -> {
            double[] window = new double[n];
            for (int k = 0; k < n; k++) {
                if (at(i - n + 1 + k) == null) {
                    return null;
                }
                window[k] = number(i - n + 1 + k);
            }
            return f.applyAsDouble(window);
        });
    }

    Series mean(int n) {
        return window(n, window -> Arrays.stream(window).sum() / n);
    }

    Series std(int n) {
        return window(n, window -> {
            double mean = Arrays.stream(window).sum() / n;
            double squares =
                    Arrays.stream(window).map(x -> (x - mean) * (x - mean)).sum();
            return Math.sqrt(squares / (n - 1));
        });
    }

    /** Weighted mean of what is there of the last rows, weights (1-alpha)^age; nothing below n values. */
    Series smooth(int n, int rows, double alpha) {
        return make(i -> {
            double sum = 0;
            double weights = 0;
            int count = 0;
            for (int age = 0; age < rows; age++) {
                if (at(i - age) != null) {
                    double weight = Math.pow(1 - alpha, age);
                    sum += weight * number(i - age);
                    weights += weight;
                    count++;
                }
            }
            return count < n ? null : sum / weights;
        });
    }

    Series ema(int n) {
        return smooth(n, 10 * n, 2.0 / (n + 1));
    }

    Series wilder(int n) {
        return smooth(n, 20 * n, 1.0 / n);
    }

    /** Sum of everything so far. */
    Series total() {
        return make(i -> {
            double sum = 0;
            for (int k = 0; k <= i; k++) {
                sum += at(k) == null ? 0 : number(k);
            }
            return sum;
        });
    }

    private double number(int i) {
        return java.util.Objects.requireNonNull(values[i]);
    }

    private interface Maker {
        @Nullable
        Double at(int i);
    }

    /** What is no finite number is missing. */
    private Series make(Maker maker) {
        @Nullable Double[] made = new Double[values.length];
        for (int i = 0; i < made.length; i++) {
            Double value = maker.at(i);
            made[i] = value == null || !Double.isFinite(value) ? null : value;
        }
        return new Series(made);
    }
}
