package io.quantmini.features.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.quantmini.feature.Definition;
import io.quantmini.feature.Expression;
import io.quantmini.feature.Precision;
import io.quantmini.features.internal.kernel.Extremes;
import io.quantmini.features.internal.kernel.Gaps;
import io.quantmini.features.internal.kernel.Moments;
import io.quantmini.features.internal.kernel.Quantiles;
import io.quantmini.features.internal.kernel.Ranks;
import io.quantmini.features.internal.kernel.Shapes;
import io.quantmini.features.internal.kernel.Sums;
import io.quantmini.features.internal.kernel.Trends;
import io.quantmini.market.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every window that is merged, vectorised or kept sorted is what its plain version says, window by window. */
class PlainVersionsTest {
    private static final double NO_DEVIATION = 2e-5;
    private static final int CLOSE = StockColumns.CLOSE;
    private static final int[] WINDOWS = {1, 2, 3, 4, 5, 6, 9, 10, 20, 29, 30, 40, 60, 61, 100};

    private static Map<String, Gaps.Plain> operators() {
        Map<String, Gaps.Plain> plain = new LinkedHashMap<>();
        plain.put("Sum", Sums::plain);
        plain.put("Mean", Sums::plainMean);
        plain.put("Std", Moments::plainDeviation);
        plain.put("Var", Moments::plainVariance);
        plain.put("Max", Extremes::plainMax);
        plain.put("Min", Extremes::plainMin);
        plain.put("IdxMax", Extremes::plainPlaceOfMax);
        plain.put("IdxMin", Extremes::plainPlaceOfMin);
        plain.put("Slope", Trends::plainSlope);
        plain.put("Rsquare", Trends::plainExplained);
        plain.put("Resi", Trends::plainResidual);
        plain.put("Rank", Ranks::plain);
        plain.put("Skew", Shapes::skewness);
        plain.put("Kurt", Shapes::kurtosis);
        plain.put("Mad", Shapes::meanDeviation);
        return plain;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void windows_of_what_values_there_are(long seed) {
        Random random = new Random(seed);
        SeriesRows series = series(random, (int) (seed % 4));
        double[] x = floats(series.column(CLOSE));
        List<Double> compared = new ArrayList<>();
        operators().forEach((operator, plain) -> {
            for (int window : WINDOWS) {
                double[] got = compute(operator + "($close," + window + ")", Precision.QLIB, series);
                for (int i = 0; i < series.count(); i++) {
                    int row = i;
                    int from = Math.max(0, i - window + 1);
                    double wanted = plain.of(x, from, i);
                    if (operator.equals("Rsquare") && Moments.plainDeviation(x, from, i) <= NO_DEVIATION) {
                        wanted = Double.NaN;
                    }
                    compare(() -> operator + window + " row " + row, got[i], (float) wanted, 2e-6);
                    compared.add(got[i]);
                }
            }
        });
        assertThat(compared.stream().filter(Double::isFinite).count()).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void full_windows_of_doubles(long seed) {
        Random random = new Random(seed);
        SeriesRows series = series(random, (int) (seed % 4));
        double[] x = series.column(CLOSE);
        int[] numbers = {0};
        operators().forEach((operator, plain) -> {
            for (int window : WINDOWS) {
                double[] got = compute(operator + "($close," + window + ")", Precision.DOUBLE, series);
                for (int i = 0; i < series.count(); i++) {
                    int row = i;
                    boolean full = i >= window - 1 && Sums.plainCount(x, i - window + 1, i) == window;
                    double wanted = full ? plain.of(x, i - window + 1, i) : Double.NaN;
                    boolean shape = operator.equals("Skew") || operator.equals("Kurt");
                    if (shape && full && !(Moments.plainVariance(x, i - window + 1, i) > 0)) {
                        wanted = Double.NaN;
                    }
                    compare(() -> operator + window + " row " + row, got[i], wanted, 1e-9);
                    numbers[0] += Double.isNaN(wanted) ? 0 : 1;
                }
            }
        });
        assertThat(numbers[0]).isGreaterThan(3_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void quantiles_and_pairs(long seed) {
        Random random = new Random(seed);
        SeriesRows series = series(random, (int) (seed % 4));
        double[] x = floats(series.column(CLOSE));
        double[] y = floats(series.column(StockColumns.VOLUME));
        for (int window : WINDOWS) {
            for (double share : new double[] {0, 0.2, 0.5, 0.8, 1}) {
                double[] got = compute("Quantile($close," + window + "," + share + ")", Precision.QLIB, series);
                for (int i = 0; i < series.count(); i++) {
                    int row = i;
                    double wanted = Quantiles.plain(x, Math.max(0, i - window + 1), i, share);
                    compare(() -> "Quantile" + window + " row " + row, got[i], (float) wanted, 0);
                }
            }
            double[] covariance = compute("Cov($close,$volume," + window + ")", Precision.QLIB, series);
            for (int i = 0; i < series.count(); i++) {
                int row = i;
                double wanted = Moments.plainCovariance(x, y, Math.max(0, i - window + 1), i);
                compare(() -> "Cov" + window + " row " + row, covariance[i], (float) wanted, 1e-5);
            }
        }
    }

    /** No gaps, gaps, gaps of one column alone, or a flat stretch. */
    private static SeriesRows series(Random random, int kind) {
        int rows = 130 + random.nextInt(60);
        double[][] columns = new double[StockColumns.COUNT][rows];
        double price = 100;
        for (int i = 0; i < rows; i++) {
            boolean flat = kind == 3 && i > 40 && i < 75;
            price = flat ? price : Math.rint(price * Math.exp(0.02 * random.nextGaussian()) * 100) / 100;
            boolean missing = kind == 1 && random.nextInt(4) == 0;
            for (int column = 0; column < columns.length; column++) {
                columns[column][i] = missing ? Double.NaN : price + column;
            }
            boolean alone = kind == 2 && random.nextInt(6) == 0;
            columns[StockColumns.VOLUME][i] = missing || alone ? Double.NaN : 1 + random.nextInt(1_000);
        }
        return new SeriesRows(rows, columns);
    }

    private static double[] floats(double[] x) {
        double[] rounded = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            rounded[i] = (float) x[i];
        }
        return rounded;
    }

    private static double[] compute(String expression, Precision precision, SeriesRows series) {
        List<Definition> definitions = List.of(new Definition("f", Expression.parse(expression), precision, null));
        FeatureProgram program =
                FeatureProgram.of(definitions, new Leaves(Dataset.STOCKS_DAILY, CrossSections.of(definitions)));
        double[] result = new double[series.count()];
        program.run(program.frame(), series, (column, frame, node) -> {
            for (int i = 0; i < result.length; i++) {
                double value = node.isFloat() ? frame.floats(node)[i] : frame.doubles(node)[i];
                result[i] = precision == Precision.QLIB ? (float) value : value;
            }
        });
        return result;
    }

    private static void compare(Supplier<String> what, double got, double wanted, double tolerance) {
        boolean same = Double.isNaN(got)
                ? Double.isNaN(wanted)
                : Math.abs(got - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
        if (!same) {
            fail(what.get() + ": " + got + ", plainly " + wanted);
        }
    }
}
