package io.quantmini.feature;

import org.jspecify.annotations.Nullable;

/** The operators on options over plain numbers. Both engines call this, so they agree to the bit on every JVM. */
public final class OptionValues {
    /** How many operands each of them takes. */
    public static final int OPERANDS = 7;

    /** The operands of a Greek. */
    static final String GREEK = "underlying,strike,years,rate,yield,volatility,call";

    private OptionValues() {}

    /** Whether the operator is one of them. */
    public static boolean has(Operator operator) {
        return switch (operator) {
            case IMPLIED_VOL, BS_DELTA, BS_GAMMA, BS_THETA, BS_VEGA -> true;
            default -> false;
        };
    }

    /**
     * The operator's value; NaN where it is null.
     *
     * @param operator that {@link #has}
     * @param operands in the order of {@link Operator#signature()}, NaN for null
     */
    public static double of(Operator operator, double[] operands) {
        if (Double.isNaN(operands[OPERANDS - 1])) {
            return Double.NaN;
        }
        if (operator == Operator.IMPLIED_VOL) {
            return ImpliedVolatility.of(option(operands, 1), operands[0]);
        }
        EuropeanOption option = option(operands, 0);
        double volatility = operands[OPERANDS - 2];
        return switch (operator) {
            case BS_DELTA -> BlackScholes.delta(option, volatility);
            case BS_GAMMA -> BlackScholes.gamma(option, volatility);
            case BS_THETA -> BlackScholes.theta(option, volatility);
            case BS_VEGA -> BlackScholes.vega(option, volatility);
            default -> throw new IllegalArgumentException("[operator] expected one on options, got " + operator);
        };
    }

    /** Why there is no implied volatility; null where there is one, and where an operand is NaN. */
    public static @Nullable NullReason gap(double[] operands) {
        for (double operand : operands) {
            if (Double.isNaN(operand)) {
                return null;
            }
        }
        return ImpliedVolatility.gap(option(operands, 1), operands[0]);
    }

    private static EuropeanOption option(double[] operands, int first) {
        return new EuropeanOption(
                operands[first],
                operands[first + 1],
                operands[first + 2],
                operands[first + 3],
                operands[first + 4],
                operands[OPERANDS - 1] != 0);
    }
}
