package io.quantmini.feature;

import io.quantmini.feature.Expression.Binary;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.Expression.Constant;
import io.quantmini.feature.Expression.Field;
import io.quantmini.feature.Expression.Negation;
import java.util.ArrayList;
import java.util.List;

/** Reads an expression by recursive descent, one method a level of binding. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_LENGTH = 20_000;

    private final String feature;
    private final String text;
    private final boolean label;
    private final ExpressionScanner scanner;
    private int depth;
    private int windows;

    /**
     * A parser of one text.
     *
     * @param feature named in errors
     * @param label whether {@code Ref} may look ahead
     */
    ExpressionParser(String feature, String text, boolean label) {
        this.feature = feature;
        this.text = text;
        this.label = label;
        this.scanner = new ExpressionScanner(feature, text);
    }

    Expression parse() {
        if (text.length() > MAX_LENGTH) {
            throw FeatureException.of(
                    feature,
                    "cannot read the expression: expected at most " + MAX_LENGTH + " characters, got " + text.length());
        }
        Expression expression = comparison();
        if (!scanner.atEnd()) {
            throw scanner.unexpected("an operator or the end");
        }
        return expression;
    }

    private Expression comparison() {
        Expression left = sum();
        Infix infix = scanner.takeInfix(1);
        if (infix == null) {
            return left;
        }
        Expression comparison = new Binary(infix, left, sum());
        int next = scanner.position();
        if (scanner.takeInfix(1) != null) {
            throw fault(next, "expected one comparison, got a chain; use And(a, b)");
        }
        return comparison;
    }

    private Expression sum() {
        Expression left = product();
        for (Infix infix = scanner.takeInfix(2); infix != null; infix = scanner.takeInfix(2)) {
            left = new Binary(infix, left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = unary();
        for (Infix infix = scanner.takeInfix(3); infix != null; infix = scanner.takeInfix(3)) {
            left = new Binary(infix, left, unary());
        }
        return left;
    }

    private Expression unary() {
        int start = scanner.position();
        if (++depth > MAX_DEPTH) {
            throw fault(start, "expected at most " + MAX_DEPTH + " levels, got more");
        }
        try {
            if (!scanner.take('-')) {
                return primary();
            }
            return scanner.atDigit() ? new Constant(-scanner.number()) : new Negation(unary());
        } finally {
            depth--;
        }
    }

    private Expression primary() {
        if (scanner.take('(')) {
            Expression inner = comparison();
            scanner.expect(')');
            return inner;
        }
        if (scanner.take('$')) {
            return field();
        }
        if (scanner.atDigit()) {
            return new Constant(scanner.number());
        }
        return call();
    }

    private Expression field() {
        int start = scanner.position();
        String name = scanner.name();
        try {
            return new Field(name);
        } catch (IllegalArgumentException e) {
            throw fault(start, "expected a field such as $close, got \"$" + name + "\"");
        }
    }

    private Expression call() {
        int start = scanner.position();
        String name = scanner.name();
        if (name.isEmpty()) {
            throw scanner.unexpected("a field, a number, an operator or (");
        }
        Operator operator = Operator.named(name);
        if (operator == null) {
            throw fault(start, "expected an operator, got \"" + name + "\"; " + Spelling.nearest(name));
        }
        scanner.expect('(');
        windows += operator.isWindow() ? 1 : 0;
        List<Expression> operands = new ArrayList<>();
        List<Double> parameters = new ArrayList<>();
        for (int i = 0; i < operator.operands(); i++) {
            separate(operator, i);
            operands.add(comparison());
        }
        windows -= operator.isWindow() ? 1 : 0;
        for (Parameter parameter : operator.parameters()) {
            separate(operator, 1);
            parameters.add(parameter(parameter));
        }
        if (!scanner.take(')')) {
            throw scanner.unexpected("the end of " + operator.signature());
        }
        return new Call(operator, operands, parameters);
    }

    private void separate(Operator operator, int index) {
        if (index > 0 && !scanner.take(',')) {
            throw scanner.unexpected("a comma and the rest of " + operator.signature());
        }
    }

    private double parameter(Parameter parameter) {
        scanner.skipSpace();
        int start = scanner.position();
        boolean negative = scanner.take('-');
        if (!scanner.atDigit()) {
            throw scanner.unexpected("a plain number (" + parameter.label() + ")");
        }
        double value = negative ? -scanner.number() : scanner.number();
        String problem = parameter.problem(value);
        if (problem != null) {
            throw fault(start, problem);
        }
        if (parameter == Parameter.LAG && value < 0) {
            requireLabel(start);
        }
        return value;
    }

    private void requireLabel(int start) {
        if (!label) {
            throw fault(start, "expected a look back, got a look ahead; only a label may use later rows");
        }
        if (windows > 0) {
            throw fault(start, "expected no look ahead inside a window, got one; shift the window's result instead");
        }
    }

    private FeatureException fault(int position, String problem) {
        return FeatureException.at(feature, text, position, "cannot read the expression: " + problem);
    }
}
