package io.quantmini.features.internal;

import io.quantmini.feature.Definition;
import io.quantmini.feature.Expression;
import io.quantmini.feature.Expression.Binary;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.Expression.Constant;
import io.quantmini.feature.Expression.Field;
import io.quantmini.feature.Expression.Negation;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.Infix;
import io.quantmini.feature.NormalDistribution;
import io.quantmini.feature.Operator;
import io.quantmini.features.internal.kernel.FloatRows;
import io.quantmini.features.internal.kernel.NumpyLog;
import io.quantmini.features.internal.kernel.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compiles features of precision qlib, in the types that numpy and pandas give them: fields are floats, functions of floats
 * and numbers are floats, windows are doubles, and what a double goes into is double.
 */
final class QlibCompiler {
    private final NodeGraph graph;
    private final Leaves leaves;
    private final QlibWindows windows;

    QlibCompiler(NodeGraph graph, Leaves leaves) {
        this.graph = graph;
        this.leaves = leaves;
        this.windows = new QlibWindows(graph);
    }

    Node compile(Definition definition) {
        Value value = compile(definition, definition.expression());
        return value.in(this, true);
    }

    /** A node, or a number that takes the type of what it meets. */
    private sealed interface Value {
        Node in(QlibCompiler compiler, boolean asFloat);

        boolean isFloat();
    }

    private record Computed(Node node) implements Value {
        @Override
        public Node in(QlibCompiler compiler, boolean asFloat) {
            return asFloat || !node.isFloat() ? node : compiler.widen(node);
        }

        @Override
        public boolean isFloat() {
            return node.isFloat();
        }
    }

    private record Literal(double value) implements Value {
        @Override
        public Node in(QlibCompiler compiler, boolean asFloat) {
            return compiler.constant(value, asFloat);
        }

        @Override
        public boolean isFloat() {
            return true;
        }
    }

    private Value compile(Definition definition, Expression expression) {
        if (expression instanceof Field field) {
            return new Computed(leaves.floats(graph, field.name()));
        }
        if (expression instanceof Constant constant) {
            return new Literal(constant.value());
        }
        List<Value> inputs = new ArrayList<>();
        expression.children().forEach(child -> inputs.add(compile(definition, child)));
        if (expression instanceof Negation) {
            return inputs.get(0) instanceof Literal number
                    ? new Literal(-number.value())
                    : new Computed(negate(inputs.get(0).in(this, true)));
        }
        if (expression instanceof Binary binary) {
            return infix(binary.operator(), inputs.get(0), inputs.get(1));
        }
        return new Computed(call(definition, (Call) expression, inputs));
    }

    private Node call(Definition definition, Call call, List<Value> inputs) {
        boolean floats = inputs.stream().allMatch(Value::isFloat);
        List<Node> nodes = inputs.stream().map(value -> value.in(this, floats)).toList();
        Node x = nodes.get(0);
        return switch (call.operator()) {
            case ABS -> abs(x);
            case LOG -> log(x);
            case SIGN -> map("Sign", Math::signum, x, true);
            case EXP -> map("Exp", StrictMath::exp, x, floats);
            case SQRT -> map("Sqrt", Math::sqrt, x, floats);
            case PHI -> map("Phi", NormalDistribution::cumulative, x, floats);
            case NOT -> map("Not", value -> value == 0 ? 1 : 0, x, true);
            case POWER -> map("Power", StrictMath::pow, nodes, floats);
            case AND -> map("And", (a, b) -> a != 0 && b != 0 ? 1 : 0, nodes, true);
            case OR -> map("Or", (a, b) -> a != 0 || b != 0 ? 1 : 0, nodes, true);
            case GREATER -> extreme(nodes, true);
            case LESS -> extreme(nodes, false);
            case IF -> choose(nodes);
            case CS_RANK, CS_ZSCORE, CS_MEAN -> leaves.cross(graph, definition, call);
            case SESSION_SUM, SESSION_FIRST, WILDER, IMPLIED_VOL, BS_DELTA, BS_GAMMA, BS_THETA, BS_VEGA ->
                throw unsupported(definition, call);
            default -> windows.compile(definition, call, nodes);
        };
    }

    private Value infix(Infix infix, Value left, Value right) {
        if (left instanceof Literal a && right instanceof Literal b) {
            return new Literal(fold(infix, a.value(), b.value()));
        }
        boolean floats = left.isFloat() && right.isFloat();
        List<Node> nodes = List.of(left.in(this, floats), right.in(this, floats));
        return new Computed(infix.isComparison() ? compare(infix, nodes) : arithmetic(infix, nodes));
    }

    private static double fold(Infix infix, double a, double b) {
        return switch (infix) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            default -> holds(infix, a, b) ? 1 : 0;
        };
    }

    private static boolean holds(Infix infix, double a, double b) {
        return switch (infix) {
            case GREATER_THAN -> a > b;
            case AT_LEAST -> a >= b;
            case LESS_THAN -> a < b;
            case AT_MOST -> a <= b;
            case EQUAL -> a == b;
            default -> a != b;
        };
    }

    private Node arithmetic(Infix infix, List<Node> nodes) {
        Node x = nodes.get(0);
        Node y = nodes.get(1);
        if (!x.isFloat()) {
            return graph.doubles("qlib " + infix, nodes, (f, out) -> {
                double[] a = f.doubles(x);
                double[] b = f.doubles(y);
                switch (infix) {
                    case ADD -> Rows.rawAdd(a, b, f.doubles(out), f.rows());
                    case SUBTRACT -> Rows.rawSubtract(a, b, f.doubles(out), f.rows());
                    case MULTIPLY -> Rows.rawMultiply(a, b, f.doubles(out), f.rows());
                    default -> Rows.rawDivide(a, b, f.doubles(out), f.rows());
                }
            });
        }
        return graph.floats("qlib " + infix, nodes, (f, out) -> {
            float[] a = f.floats(x);
            float[] b = f.floats(y);
            switch (infix) {
                case ADD -> FloatRows.add(a, b, f.floats(out), f.rows());
                case SUBTRACT -> FloatRows.subtract(a, b, f.floats(out), f.rows());
                case MULTIPLY -> FloatRows.multiply(a, b, f.floats(out), f.rows());
                default -> FloatRows.divide(a, b, f.floats(out), f.rows());
            }
        });
    }

    /** 1 or 0, as floats: what pandas makes of a flag when a window or a number meets it. */
    private Node compare(Infix infix, List<Node> nodes) {
        Node x = nodes.get(0);
        Node y = nodes.get(1);
        if (!x.isFloat()) {
            return map("qlib " + infix, (a, b) -> holds(infix, a, b) ? 1 : 0, nodes, true);
        }
        return graph.floats("qlib " + infix, nodes, (f, out) -> {
            switch (infix) {
                case GREATER_THAN -> FloatRows.above(f.floats(x), f.floats(y), f.floats(out), f.rows());
                case LESS_THAN -> FloatRows.above(f.floats(y), f.floats(x), f.floats(out), f.rows());
                default ->
                    FloatRows.test((a, b) -> holds(infix, a, b), f.floats(x), f.floats(y), f.floats(out), f.rows());
            }
        });
    }

    private Node extreme(List<Node> nodes, boolean greater) {
        Node x = nodes.get(0);
        Node y = nodes.get(1);
        String what = greater ? "qlib Greater" : "qlib Less";
        if (!x.isFloat()) {
            return greater
                    ? graph.doubles(
                            what, nodes, (f, out) -> Rows.greater(f.doubles(x), f.doubles(y), f.doubles(out), f.rows()))
                    : graph.doubles(
                            what, nodes, (f, out) -> Rows.less(f.doubles(x), f.doubles(y), f.doubles(out), f.rows()));
        }
        return greater
                ? graph.floats(
                        what, nodes, (f, out) -> FloatRows.greater(f.floats(x), f.floats(y), f.floats(out), f.rows()))
                : graph.floats(
                        what, nodes, (f, out) -> FloatRows.less(f.floats(x), f.floats(y), f.floats(out), f.rows()));
    }

    private Node choose(List<Node> nodes) {
        List<Node> wide =
                nodes.stream().map(node -> node.isFloat() ? widen(node) : node).toList();
        boolean floats = nodes.get(1).isFloat() && nodes.get(2).isFloat();
        Node x = wide.get(0);
        Node chosen = graph.doubles("qlib If", wide, (f, out) -> {
            double[] yes = f.doubles(wide.get(1));
            double[] no = f.doubles(wide.get(2));
            double[] condition = f.doubles(x);
            double[] result = f.doubles(out);
            for (int i = 0; i < f.rows(); i++) {
                result[i] = condition[i] != 0 ? yes[i] : no[i];
            }
        });
        return floats ? narrow(chosen) : chosen;
    }

    private Node negate(Node x) {
        return x.isFloat()
                ? graph.floats("-", List.of(x), (f, out) -> FloatRows.negate(f.floats(x), f.floats(out), f.rows()))
                : graph.doubles("-", List.of(x), (f, out) -> Rows.negate(f.doubles(x), f.doubles(out), f.rows()));
    }

    private Node abs(Node x) {
        return x.isFloat()
                ? graph.floats("Abs", List.of(x), (f, out) -> FloatRows.abs(f.floats(x), f.floats(out), f.rows()))
                : graph.doubles("Abs", List.of(x), (f, out) -> Rows.abs(f.doubles(x), f.doubles(out), f.rows()));
    }

    private Node log(Node x) {
        return x.isFloat()
                ? graph.floats("numpy Log", List.of(x), (f, out) -> NumpyLog.log(f.floats(x), f.floats(out), f.rows()))
                : map("Log", StrictMath::log, x, false);
    }

    private Node map(String what, Rows.Unary function, Node x, boolean asFloat) {
        Node wide = x.isFloat() ? widen(x) : x;
        Node result = graph.doubles(
                "qlib " + what,
                List.of(wide),
                (f, out) -> Rows.rawMap(function, f.doubles(wide), f.doubles(out), f.rows()));
        return asFloat ? narrow(result) : result;
    }

    private Node map(String what, Rows.Binary function, List<Node> nodes, boolean asFloat) {
        List<Node> wide =
                nodes.stream().map(node -> node.isFloat() ? widen(node) : node).toList();
        Node x = wide.get(0);
        Node y = wide.get(1);
        Node result = graph.doubles(
                "qlib " + what,
                wide,
                (f, out) -> Rows.rawMap(function, f.doubles(x), f.doubles(y), f.doubles(out), f.rows()));
        return asFloat ? narrow(result) : result;
    }

    private Node widen(Node x) {
        return graph.doubles("widen", List.of(x), (f, out) -> FloatRows.widen(f.floats(x), f.doubles(out), f.rows()));
    }

    private Node narrow(Node x) {
        return graph.floats("narrow", List.of(x), (f, out) -> FloatRows.narrow(f.doubles(x), f.floats(out), f.rows()));
    }

    private Node constant(double value, boolean asFloat) {
        return asFloat
                ? graph.floats(
                        "constant " + value,
                        List.of(),
                        (f, out) -> Arrays.fill(f.floats(out), 0, f.rows(), (float) value))
                : graph.doubles(
                        "constant " + value, List.of(), (f, out) -> Arrays.fill(f.doubles(out), 0, f.rows(), value));
    }

    private static FeatureException unsupported(Definition definition, Call call) {
        Operator operator = call.operator();
        return FeatureException.in(
                definition,
                call,
                "cannot compute in precision qlib: expected one of Qlib's operators, got " + operator.label()
                        + "; use precision double");
    }
}
