package io.quantmini.query.internal;

import io.quantmini.feature.NormalDistribution;
import io.quantmini.feature.NullReason;
import io.quantmini.feature.Operator;
import io.quantmini.feature.OptionValues;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;

/**
 * Functions of real numbers that give the same bits on every machine, which the C library's do not. Null where an
 * argument is null or the result is not finite.
 */
final class StrictFunctions {
    static final String LOG = "strict_log";
    static final String EXP = "strict_exp";
    static final String POWER = "strict_power";
    static final String PHI = "normal_cumulative";

    /** Place in {@link #GAPS} of why there is no implied volatility; null where there is one, and where an operand is. */
    static final String VOLATILITY_GAP = "implied_volatility_gap";

    static final List<NullReason> GAPS =
            List.of(NullReason.EXPIRED, NullReason.PRICE_TOO_LOW, NullReason.PRICE_TOO_HIGH);

    private StrictFunctions() {}

    /** What computes one of {@link OptionValues}. */
    static String name(Operator operator) {
        return operator.label().toLowerCase(Locale.ROOT);
    }

    static void register(DuckDBConnection connection) throws SQLException {
        register(connection, LOG, 1, unary(StrictMath::log));
        register(connection, EXP, 1, unary(StrictMath::exp));
        register(connection, PHI, 1, unary(NormalDistribution::cumulative));
        register(connection, POWER, 2, row(2, x -> StrictMath.pow(x[0], x[1])));
        for (Operator operator : Operator.values()) {
            if (OptionValues.has(operator)) {
                register(
                        connection,
                        name(operator),
                        OptionValues.OPERANDS,
                        row(OptionValues.OPERANDS, x -> OptionValues.of(operator, x)));
            }
        }
        register(
                connection,
                VOLATILITY_GAP,
                OptionValues.OPERANDS,
                row(OptionValues.OPERANDS, StrictFunctions::volatilityGap));
    }

    private static void register(DuckDBConnection connection, String name, int arguments, DuckDBScalarFunction function)
            throws SQLException {
        try (var builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name).withReturnType(double.class).withVectorizedFunction(function);
            for (int i = 0; i < arguments; i++) {
                builder.withParameter(double.class);
            }
            builder.register(connection);
        }
    }

    private static DuckDBScalarFunction unary(DoubleUnaryOperator function) {
        return (rows, results) -> {
            DuckDBReadableVector x = rows.vector(0);
            long count = rows.rowCount();
            for (long row = 0; row < count; row++) {
                double result = x.isNull(row) ? Double.NaN : function.applyAsDouble(x.getDouble(row));
                if (Double.isFinite(result)) {
                    results.setDouble(row, result);
                } else {
                    results.setNull(row);
                }
            }
        };
    }

    /** A function of rows without nulls. */
    private static DuckDBScalarFunction row(int arguments, ToDoubleFunction<double[]> function) {
        return (rows, results) -> {
            DuckDBReadableVector[] vectors = new DuckDBReadableVector[arguments];
            for (int i = 0; i < arguments; i++) {
                vectors[i] = rows.vector(i);
            }
            double[] values = new double[arguments];
            long count = rows.rowCount();
            for (long row = 0; row < count; row++) {
                boolean complete = true;
                for (int i = 0; i < arguments; i++) {
                    boolean absent = vectors[i].isNull(row);
                    complete &= !absent;
                    values[i] = absent ? Double.NaN : vectors[i].getDouble(row);
                }
                double result = complete ? function.applyAsDouble(values) : Double.NaN;
                if (Double.isFinite(result)) {
                    results.setDouble(row, result);
                } else {
                    results.setNull(row);
                }
            }
        };
    }

    private static double volatilityGap(double[] operands) {
        NullReason reason = OptionValues.gap(operands);
        return reason == null ? Double.NaN : GAPS.indexOf(reason);
    }
}
