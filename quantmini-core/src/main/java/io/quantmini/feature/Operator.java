package io.quantmini.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an expression can call: name, operands, then plain numbers.
 *
 * <p>{@code Op(x,n)} looks at the last {@code n} rows of its security, the current one included. Which rows those are
 * depends on the dataset: every session of the calendar for daily stocks (an absent bar is a null row), the bars of the
 * session so far for minutes, the contract's own bars for daily options. In a {@link Precision#DOUBLE} set a window is
 * null until it holds {@code n} values, an element-wise operator is null where an operand is, and what has no finite
 * value (logarithm or root out of range, division by zero, overflow) is null. In a {@link Precision#QLIB} set all is as
 * Qlib has it. Names and meanings are Qlib's ({@code qlib.data.ops}) unless the operator says otherwise here.
 */
public enum Operator {
    /** The value {@code n} rows before; a negative {@code n} looks ahead. */
    REF("Ref", 1, Reach.SHIFT, Parameter.LAG),
    /** {@code x - Ref(x,n)}. */
    DELTA("Delta", 1, Reach.LAG, Parameter.LAG),
    MEAN("Mean", 1, Reach.WINDOW, Parameter.ROWS),
    SUM("Sum", 1, Reach.WINDOW, Parameter.ROWS),
    /** Sample standard deviation: divisor {@code n-1}; exactly 0 over a flat window. */
    STD("Std", 1, Reach.WINDOW, Parameter.ROWS),
    /** Sample variance: divisor {@code n-1}. */
    VAR("Var", 1, Reach.WINDOW, Parameter.ROWS),
    SKEW("Skew", 1, Reach.WINDOW, Parameter.ROWS),
    KURT("Kurt", 1, Reach.WINDOW, Parameter.ROWS),
    MAX("Max", 1, Reach.WINDOW, Parameter.ROWS),
    MIN("Min", 1, Reach.WINDOW, Parameter.ROWS),
    /** Place of the maximum, 1 being the oldest row. */
    IDX_MAX("IdxMax", 1, Reach.WINDOW, Parameter.ROWS),
    IDX_MIN("IdxMin", 1, Reach.WINDOW, Parameter.ROWS),
    QUANTILE("Quantile", 1, Reach.WINDOW, Parameter.ROWS, Parameter.SHARE),
    MED("Med", 1, Reach.WINDOW, Parameter.ROWS),
    /** Mean absolute deviation from the mean. */
    MAD("Mad", 1, Reach.WINDOW, Parameter.ROWS),
    /** Average rank of the current value, as a share of the count. */
    RANK("Rank", 1, Reach.WINDOW, Parameter.ROWS),
    /** How many of the {@code n} rows have a value; never null. */
    COUNT("Count", 1, Reach.WINDOW, Parameter.ROWS),
    SLOPE("Slope", 1, Reach.WINDOW, Parameter.ROWS),
    RSQUARE("Rsquare", 1, Reach.WINDOW, Parameter.ROWS),
    RESI("Resi", 1, Reach.WINDOW, Parameter.ROWS),
    WMA("WMA", 1, Reach.WINDOW, Parameter.ROWS),
    /**
     * Exponential mean with alpha = 2/(n+1). In {@link Precision#DOUBLE} sets over the last 10·n rows: the mean of the
     * values there, each weighted with (1-alpha)^age, age counted in rows; null below {@code n} values.
     */
    EMA("EMA", 1, Reach.TEN_WINDOWS, Parameter.ROWS),
    CORR("Corr", 2, Reach.WINDOW, Parameter.ROWS),
    COV("Cov", 2, Reach.WINDOW, Parameter.ROWS),
    ABS("Abs", 1, Reach.ROW),
    /** -1, 0 or 1. */
    SIGN("Sign", 1, Reach.ROW),
    /** Natural logarithm. */
    LOG("Log", 1, Reach.ROW),
    POWER("Power", 2, Reach.ROW),
    /** The greater of two values. */
    GREATER("Greater", 2, Reach.ROW),
    /** The lesser of two values. */
    LESS("Less", 2, Reach.ROW),
    /** 1 where both are other than 0, else 0. */
    AND("And", 2, Reach.ROW),
    OR("Or", 2, Reach.ROW),
    NOT("Not", 1, Reach.ROW),
    /** {@code If(c,a,b)}: a where c is other than 0, else b; null where c is null. */
    IF("If", 3, Reach.ROW),

    /** Square root; not in Qlib. */
    SQRT("Sqrt", 1, Reach.ROW),
    /** e to the power of x; not in Qlib. */
    EXP("Exp", 1, Reach.ROW),
    /** Standard normal distribution function, {@link NormalDistribution#cumulative}; not in Qlib. */
    PHI("Phi", 1, Reach.ROW),
    /**
     * {@link ImpliedVolatility} of an option's price; null where there is none; not in Qlib. {@code years} is the time
     * left, {@code rate} and {@code yield} are a year's, {@code call} is 1 for a call and 0 for a put.
     */
    IMPLIED_VOL("ImpliedVol", "price,underlying,strike,years,rate,yield,call"),
    /** {@link BlackScholes#delta}; not in Qlib. */
    BS_DELTA("BSDelta", OptionValues.GREEK),
    /** {@link BlackScholes#gamma}; not in Qlib. */
    BS_GAMMA("BSGamma", OptionValues.GREEK),
    /** {@link BlackScholes#theta}, a calendar day's; not in Qlib. */
    BS_THETA("BSTheta", OptionValues.GREEK),
    /** {@link BlackScholes#vega}, that of 1.00 of volatility; not in Qlib. */
    BS_VEGA("BSVega", OptionValues.GREEK),
    /**
     * Wilder's smoothing, alpha = 1/n; not in Qlib. Over the last 20·n rows: the mean of the values there, each weighted
     * with (1-alpha)^age, age counted in rows; null below {@code n} values. (J. W. Wilder, New Concepts in Technical
     * Trading Systems, 1978, whose start value dies out in this weighting.)
     */
    WILDER("Wilder", 1, Reach.TWENTY_WINDOWS, Parameter.ROWS),
    /** Sum of the session's values up to this row, nulls left out; null while there is none; not in Qlib. */
    SESSION_SUM("SessionSum", 1, Reach.SESSION),
    /** The value at the session's first bar; not in Qlib. */
    SESSION_FIRST("SessionFirst", 1, Reach.SESSION),

    /** Average rank among the date's universe, as a share of the count; not in Qlib. */
    CS_RANK("CSRank", 1, Reach.ROW),
    /** Distance from the mean of the date's universe in standard deviations; not in Qlib. */
    CS_ZSCORE("CSZScore", 1, Reach.ROW),
    /** Mean of the date's universe; not in Qlib. */
    CS_MEAN("CSMean", 1, Reach.ROW);

    private static final Map<String, Operator> BY_LABEL = new HashMap<>();

    static {
        for (Operator operator : values()) {
            BY_LABEL.put(operator.label, operator);
        }
    }

    private final String label;
    private final Reach reach;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> operands;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Parameter> parameters;

    Operator(String label, int operands, Reach reach, Parameter... parameters) {
        this.label = label;
        this.operands = List.of("x", "y", "z").subList(0, operands);
        this.reach = reach;
        this.parameters = List.of(parameters);
    }

    /** Whether a value compares a bar with the other stocks' of the session. */
    public boolean isCrossSection() {
        return this == CS_RANK || this == CS_ZSCORE || this == CS_MEAN;
    }

    /** A function of its row alone, whose operands have names. */
    Operator(String label, String operands) {
        this.label = label;
        this.operands = List.of(operands.split(",", -1));
        this.reach = Reach.ROW;
        this.parameters = List.of();
    }

    /** Name in expressions. */
    public String label() {
        return label;
    }

    /** How many expressions it takes. */
    public int operands() {
        return operands.size();
    }

    /** The numbers that follow the operands. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** How it is called: {@code Corr(x,y,rows)}. */
    public String signature() {
        StringBuilder text = new StringBuilder(label).append('(').append(String.join(",", operands));
        parameters.forEach(parameter -> text.append(',').append(parameter.label()));
        return text.append(')').toString();
    }

    /** Whether it looks at rows other than the current one. */
    boolean isWindow() {
        return reach != Reach.ROW;
    }

    /**
     * How many rows before the current one it looks at; a session's rows are not counted. Negative for one that looks at a
     * later row and at no other.
     */
    int rowsBefore(Expression.Call call) {
        return switch (reach) {
            case ROW, SESSION -> 0;
            case SHIFT -> call.rows();
            case LAG -> Math.max(0, call.rows());
            case WINDOW -> call.rows() - 1;
            case TEN_WINDOWS -> 10 * call.rows() - 1;
            case TWENTY_WINDOWS -> 20 * call.rows() - 1;
        };
    }

    /** How many rows after the current one it looks at; negative for one that looks at an earlier row and at no other. */
    int rowsAfter(Expression.Call call) {
        return switch (reach) {
            case SHIFT -> -call.rows();
            case LAG -> Math.max(0, -call.rows());
            default -> 0;
        };
    }

    static @Nullable Operator named(String label) {
        return BY_LABEL.get(label);
    }

    private enum Reach {
        ROW,
        /** Another row and not the current one. */
        SHIFT,
        /** Another row and the current one. */
        LAG,
        WINDOW,
        TEN_WINDOWS,
        TWENTY_WINDOWS,
        SESSION
    }
}
