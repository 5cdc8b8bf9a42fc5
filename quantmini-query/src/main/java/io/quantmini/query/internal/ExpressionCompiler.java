package io.quantmini.query.internal;

import io.quantmini.feature.Definition;
import io.quantmini.feature.Expression;
import io.quantmini.feature.Expression.Binary;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.Expression.Constant;
import io.quantmini.feature.Expression.Field;
import io.quantmini.feature.Expression.Negation;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.Infix;
import io.quantmini.feature.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the expressions of a {@code double} set into columns. */
final class ExpressionCompiler {
    private static final String ZERO = SqlText.number(0);

    private final ColumnGraph graph;
    private final WindowLadder ladder;
    private final BarRows rows;
    private final Map<Expression, Column> done = new HashMap<>();
    private @Nullable Column volatilityGap;

    ExpressionCompiler(ColumnGraph graph, BarRows rows) {
        this.graph = graph;
        this.ladder = new WindowLadder(graph);
        this.rows = rows;
    }

    /**
     * The column of a feature: null where it has no finite value or its look-back reaches too far.
     *
     * @throws FeatureException pointing at what SQL cannot express exactly
     */
    Column compile(Definition definition) {
        Column value = compile(definition, definition.expression());
        Column reached = rows.withinReach(graph, value, definition);
        return graph.scalar("CASE WHEN isfinite({0}) THEN {0} END", reached);
    }

    /** Why the first implied volatility of what was compiled is null, as its place among {@link StrictFunctions#GAPS}; null when there was none. */
    @Nullable
    Column volatilityGap() {
        return volatilityGap;
    }

    private Column compile(Definition definition, Expression expression) {
        Column known = done.get(expression);
        if (known == null) {
            known = compileNew(definition, expression);
            done.put(expression, known);
        }
        return known;
    }

    private Column compileNew(Definition definition, Expression expression) {
        if (expression instanceof Field field) {
            return rows.field(graph, field.name());
        }
        if (expression instanceof Constant constant) {
            return graph.number(constant.value());
        }
        List<Column> inputs = new ArrayList<>();
        expression.children().forEach(child -> inputs.add(compile(definition, child)));
        if (expression instanceof Negation) {
            return graph.scalar("(-{0})", inputs);
        }
        if (expression instanceof Binary binary) {
            return graph.scalar(template(binary.operator()), inputs);
        }
        Call call = (Call) expression;
        return call.parameters().isEmpty()
                ? withoutParameters(definition, call, inputs)
                : window(definition, call, inputs);
    }

    private static String template(Infix infix) {
        return switch (infix) {
            case ADD -> "({0} + {1})";
            case SUBTRACT -> "({0} - {1})";
            case MULTIPLY -> "({0} * {1})";
            case DIVIDE -> "({0} / nullif({1}, " + ZERO + "))";
            case GREATER_THAN -> "CAST({0} > {1} AS DOUBLE)";
            case AT_LEAST -> "CAST({0} >= {1} AS DOUBLE)";
            case LESS_THAN -> "CAST({0} < {1} AS DOUBLE)";
            case AT_MOST -> "CAST({0} <= {1} AS DOUBLE)";
            case EQUAL -> "CAST({0} = {1} AS DOUBLE)";
            case NOT_EQUAL -> "CAST({0} <> {1} AS DOUBLE)";
        };
    }

    private Column withoutParameters(Definition definition, Call call, List<Column> inputs) {
        return switch (call.operator()) {
            case ABS -> graph.scalar("abs({0})", inputs);
            case SIGN -> graph.scalar("CAST(sign({0}) AS DOUBLE)", inputs);
            case LOG -> graph.scalar(StrictFunctions.LOG + "({0})", inputs);
            case EXP -> graph.scalar(StrictFunctions.EXP + "({0})", inputs);
            case PHI -> graph.scalar(StrictFunctions.PHI + "({0})", inputs);
            case POWER -> graph.scalar(StrictFunctions.POWER + "({0}, {1})", inputs);
            case SQRT -> graph.scalar("CASE WHEN {0} >= " + ZERO + " THEN sqrt({0}) END", inputs);
            case GREATER -> graph.scalar("CASE WHEN {0} >= {1} THEN {0} WHEN {0} < {1} THEN {1} END", inputs);
            case LESS -> graph.scalar("CASE WHEN {0} <= {1} THEN {0} WHEN {0} > {1} THEN {1} END", inputs);
            case AND ->
                graph.scalar("(CAST({0} <> " + ZERO + " AS DOUBLE) * CAST({1} <> " + ZERO + " AS DOUBLE))", inputs);
            case OR ->
                graph.scalar(
                        "CAST(CAST({0} <> " + ZERO + " AS INTEGER) + CAST({1} <> " + ZERO
                                + " AS INTEGER) > 0 AS DOUBLE)",
                        inputs);
            case NOT -> graph.scalar("CAST({0} = " + ZERO + " AS DOUBLE)", inputs);
            case IF ->
                graph.scalar("CASE WHEN {0} <> " + ZERO + " THEN {1} WHEN {0} = " + ZERO + " THEN {2} END", inputs);
            case SESSION_SUM -> rows.isDaily() ? inputs.get(0) : sessionSum(inputs.get(0));
            case SESSION_FIRST -> rows.isDaily() ? inputs.get(0) : graph.exactSoFar("first_value", inputs.get(0));
            case IMPLIED_VOL, BS_DELTA, BS_GAMMA, BS_THETA, BS_VEGA -> ofOption(call.operator(), inputs);
            default -> throw unsupported(definition, call);
        };
    }

    private Column ofOption(Operator operator, List<Column> inputs) {
        String arguments = "({0}, {1}, {2}, {3}, {4}, {5}, {6})";
        if (operator == Operator.IMPLIED_VOL && volatilityGap == null) {
            volatilityGap = graph.scalar(StrictFunctions.VOLATILITY_GAP + arguments, inputs);
        }
        return graph.scalar(StrictFunctions.name(operator) + arguments, inputs);
    }

    private Column window(Definition definition, Call call, List<Column> inputs) {
        Column x = inputs.get(0);
        int n = call.rows();
        return switch (call.operator()) {
            case REF -> graph.lag(x, n);
            case DELTA -> graph.scalar("({0} - {1})", x, graph.lag(x, n));
            case SUM -> ladder.sum(x, n);
            case MEAN -> graph.scalar("({0} / " + SqlText.number(n) + ")", ladder.sum(x, n));
            case VAR -> variance(x, n);
            case STD -> graph.scalar("sqrt({0})", variance(x, n));
            case COV -> perDegree(ladder.comoment(x, inputs.get(1), n), n);
            case CORR -> correlation(x, inputs.get(1), n);
            case MAX -> whole("max", x, n);
            case MIN -> whole("min", x, n);
            case COUNT -> graph.scalar("CAST({0} AS DOUBLE)", graph.exact("count", x, n));
            case EMA -> smoothed(x, n, 10 * n, 1 - 2.0 / (n + 1));
            case WILDER -> smoothed(x, n, 20 * n, 1 - 1.0 / n);
            default -> throw unsupported(definition, call);
        };
    }

    private Column variance(Column x, int n) {
        return perDegree(ladder.comoment(x, x, n), n);
    }

    private Column perDegree(Column comoment, int n) {
        return n == 1
                ? graph.scalar("CAST(NULL AS DOUBLE)")
                : graph.scalar("({0} / " + SqlText.number(n - 1) + ")", comoment);
    }

    private Column correlation(Column x, Column y, int n) {
        Column both = ladder.comoment(x, y, n);
        Column scale = graph.scalar("sqrt({0} * {1})", ladder.comoment(x, x, n), ladder.comoment(y, y, n));
        return graph.scalar("({0} / nullif({1}, " + ZERO + "))", both, scale);
    }

    /** Adding 0 turns -0 into 0: which of the two comes out would depend on the order of comparing. */
    private Column whole(String aggregate, Column x, int n) {
        return graph.scalar(
                "CASE WHEN {0} = " + n + " THEN {1} + " + ZERO + " END",
                graph.exact("count", x, n),
                graph.exact(aggregate, x, n));
    }

    private Column smoothed(Column x, int n, int rows, double decay) {
        Column values = ladder.decayed(graph.scalar("coalesce({0}, " + ZERO + ")", x), rows, decay);
        Column weights = ladder.decayed(graph.scalar("CAST({0} IS NOT NULL AS DOUBLE)", x), rows, decay);
        return graph.scalar(
                "CASE WHEN {0} >= " + n + " THEN {1} / nullif({2}, " + ZERO + ") END",
                graph.exact("count", x, rows),
                values,
                weights);
    }

    private Column sessionSum(Column x) {
        Column sum = ladder.soFar(graph.scalar("coalesce({0}, " + ZERO + ")", x));
        return graph.scalar("CASE WHEN {0} > 0 THEN {1} END", graph.exactSoFar("count", x), sum);
    }

    private static FeatureException unsupported(Definition definition, Call call) {
        return FeatureException.in(
                definition,
                call,
                "cannot compute in SQL: expected an operator that DuckDB expresses exactly, got "
                        + call.operator().label() + "; use another feature engine");
    }
}
