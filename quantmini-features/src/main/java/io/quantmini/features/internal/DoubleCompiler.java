package io.quantmini.features.internal;

import io.quantmini.feature.Definition;
import io.quantmini.feature.Expression;
import io.quantmini.feature.Expression.Binary;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.Expression.Constant;
import io.quantmini.feature.Expression.Field;
import io.quantmini.feature.Expression.Negation;
import io.quantmini.feature.Infix;
import io.quantmini.feature.NormalDistribution;
import io.quantmini.feature.Operator;
import io.quantmini.feature.OptionValues;
import io.quantmini.features.internal.kernel.Rows;
import io.quantmini.features.internal.kernel.Sums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Compiles features of precision double: every node is of doubles, NaN is null, nothing is infinite. */
final class DoubleCompiler {
    private final NodeGraph graph;
    private final Leaves leaves;
    private final DoubleWindows windows;
    private @Nullable Node volatilityGap;

    DoubleCompiler(NodeGraph graph, Leaves leaves) {
        this.graph = graph;
        this.leaves = leaves;
        this.windows = new DoubleWindows(graph);
    }

    Node compile(Definition definition) {
        return compile(definition, definition.expression());
    }

    private Node compile(Definition definition, Expression expression) {
        if (expression instanceof Field field) {
            return leaves.doubles(graph, field.name());
        }
        if (expression instanceof Constant constant) {
            return constant(constant.value());
        }
        List<Node> inputs = new ArrayList<>();
        expression.children().forEach(child -> inputs.add(compile(definition, child)));
        if (expression instanceof Negation) {
            Node x = inputs.get(0);
            return graph.doubles("-", inputs, (f, out) -> Rows.negate(f.doubles(x), f.doubles(out), f.rows()));
        }
        if (expression instanceof Binary binary) {
            return infix(binary.operator(), inputs);
        }
        return call(definition, (Call) expression, inputs);
    }

    private Node constant(double value) {
        return graph.doubles(
                "constant " + value, List.of(), (f, out) -> Arrays.fill(f.doubles(out), 0, f.rows(), value));
    }

    private Node call(Definition definition, Call call, List<Node> inputs) {
        Node x = inputs.get(0);
        return switch (call.operator()) {
            case ABS -> graph.doubles("Abs", inputs, (f, out) -> Rows.abs(f.doubles(x), f.doubles(out), f.rows()));
            case SQRT -> graph.doubles("Sqrt", inputs, (f, out) -> Rows.sqrt(f.doubles(x), f.doubles(out), f.rows()));
            case SIGN -> map("Sign", Math::signum, x);
            case LOG -> map("Log", StrictMath::log, x);
            case EXP -> map("Exp", StrictMath::exp, x);
            case PHI -> map("Phi", NormalDistribution::cumulative, x);
            case NOT -> map("Not", value -> Double.isNaN(value) ? value : truth(value == 0), x);
            case POWER -> map("Power", StrictMath::pow, x, inputs.get(1));
            case AND -> map("And", (a, b) -> truth(a != 0 && b != 0), x, inputs.get(1));
            case OR -> map("Or", (a, b) -> truth(a != 0 || b != 0), x, inputs.get(1));
            case GREATER -> greater(x, inputs.get(1));
            case LESS -> less(x, inputs.get(1));
            case IF -> choose(x, inputs.get(1), inputs.get(2));
            case SESSION_SUM -> leaves.isDaily() ? x : soFar(x);
            case SESSION_FIRST -> leaves.isDaily() ? x : first(x);
            case CS_RANK, CS_ZSCORE, CS_MEAN -> leaves.cross(graph, definition, call);
            case IMPLIED_VOL, BS_DELTA, BS_GAMMA, BS_THETA, BS_VEGA -> ofOption(call.operator(), inputs);
            default -> windows.compile(definition, call, inputs);
        };
    }

    private Node infix(Infix infix, List<Node> inputs) {
        Node x = inputs.get(0);
        Node y = inputs.get(1);
        return switch (infix) {
            case ADD ->
                graph.doubles("+", inputs, (f, out) -> Rows.add(f.doubles(x), f.doubles(y), f.doubles(out), f.rows()));
            case SUBTRACT ->
                graph.doubles(
                        "-", inputs, (f, out) -> Rows.subtract(f.doubles(x), f.doubles(y), f.doubles(out), f.rows()));
            case MULTIPLY ->
                graph.doubles(
                        "*", inputs, (f, out) -> Rows.multiply(f.doubles(x), f.doubles(y), f.doubles(out), f.rows()));
            case DIVIDE ->
                graph.doubles(
                        "/", inputs, (f, out) -> Rows.divide(f.doubles(x), f.doubles(y), f.doubles(out), f.rows()));
            case GREATER_THAN -> map(">", (a, b) -> truth(a > b), x, y);
            case AT_LEAST -> map(">=", (a, b) -> truth(a >= b), x, y);
            case LESS_THAN -> map("<", (a, b) -> truth(a < b), x, y);
            case AT_MOST -> map("<=", (a, b) -> truth(a <= b), x, y);
            case EQUAL -> map("==", (a, b) -> truth(a == b), x, y);
            case NOT_EQUAL -> map("!=", (a, b) -> truth(a != b), x, y);
        };
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    private Node map(String what, Rows.Unary function, Node x) {
        return graph.doubles(what, List.of(x), (f, out) -> Rows.map(function, f.doubles(x), f.doubles(out), f.rows()));
    }

    private Node map(String what, Rows.Binary function, Node x, Node y) {
        return graph.doubles(
                what,
                List.of(x, y),
                (f, out) -> Rows.map(function, f.doubles(x), f.doubles(y), f.doubles(out), f.rows()));
    }

    private Node greater(Node x, Node y) {
        return graph.doubles(
                "Greater",
                List.of(x, y),
                (f, out) -> Rows.greater(f.doubles(x), f.doubles(y), f.doubles(out), f.rows()));
    }

    private Node less(Node x, Node y) {
        return graph.doubles(
                "Less", List.of(x, y), (f, out) -> Rows.less(f.doubles(x), f.doubles(y), f.doubles(out), f.rows()));
    }

    private Node choose(Node x, Node y, Node z) {
        return graph.doubles(
                "If",
                List.of(x, y, z),
                (f, out) -> Rows.choose(f.doubles(x), f.doubles(y), f.doubles(z), f.doubles(out), f.rows()));
    }

    private Node soFar(Node x) {
        return graph.doubles("so far", List.of(x), (f, out) -> Sums.soFar(f.doubles(x), f.doubles(out), f.rows()));
    }

    private Node first(Node x) {
        return graph.doubles("first", List.of(x), (f, out) -> {
            if (f.rows() > 0) {
                Arrays.fill(f.doubles(out), 0, f.rows(), f.doubles(x)[0]);
            }
        });
    }

    /** Why the first implied volatility of what was compiled is null, as a code of {@link Reasons}; null when there is none. */
    @Nullable
    Node volatilityGap() {
        return volatilityGap;
    }

    private Node ofOption(Operator operator, List<Node> inputs) {
        if (operator == Operator.IMPLIED_VOL && volatilityGap == null) {
            volatilityGap = graph.doubles(
                    "volatility gap",
                    inputs,
                    (f, out) ->
                            ofRows(operands -> Reasons.code(OptionValues.gap(operands)), f, inputs, f.doubles(out)));
        }
        return graph.doubles(
                operator.label(),
                inputs,
                (f, out) -> ofRows(operands -> OptionValues.of(operator, operands), f, inputs, f.doubles(out)));
    }

    /** A function of rows in which no operand is null. */
    private static void ofRows(ToDoubleFunction<double[]> function, Frame frame, List<Node> inputs, double[] out) {
        double[] operands = new double[inputs.size()];
        for (int row = 0; row < frame.rows(); row++) {
            boolean complete = true;
            for (int i = 0; i < operands.length; i++) {
                operands[i] = frame.doubles(inputs.get(i))[row];
                complete &= !Double.isNaN(operands[i]);
            }
            double value = complete ? function.applyAsDouble(operands) : Double.NaN;
            out[row] = Double.isFinite(value) ? value : Double.NaN;
        }
    }
}
