package io.quantmini.query.internal;

import io.quantmini.feature.NormalDistribution;
import java.sql.SQLException;
import java.util.function.DoubleUnaryOperator;
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

    private StrictFunctions() {}

    static void register(DuckDBConnection connection) throws SQLException {
        register(connection, LOG, 1, unary(StrictMath::log));
        register(connection, EXP, 1, unary(StrictMath::exp));
        register(connection, PHI, 1, unary(NormalDistribution::cumulative));
        register(connection, POWER, 2, power());
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

    private static DuckDBScalarFunction power() {
        return (rows, results) -> {
            DuckDBReadableVector base = rows.vector(0);
            DuckDBReadableVector exponent = rows.vector(1);
            long count = rows.rowCount();
            for (long row = 0; row < count; row++) {
                double result = base.isNull(row) || exponent.isNull(row)
                        ? Double.NaN
                        : StrictMath.pow(base.getDouble(row), exponent.getDouble(row));
                if (Double.isFinite(result)) {
                    results.setDouble(row, result);
                } else {
                    results.setNull(row);
                }
            }
        };
    }
}
