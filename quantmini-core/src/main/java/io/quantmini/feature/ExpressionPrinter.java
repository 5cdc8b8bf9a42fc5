package io.quantmini.feature;

import io.quantmini.feature.Expression.Binary;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.Expression.Constant;
import io.quantmini.feature.Expression.Field;
import io.quantmini.feature.Expression.Negation;
import org.jspecify.annotations.Nullable;

/** Writes a tree with the fewest parentheses, and remembers where a part of it begins. */
final class ExpressionPrinter {
    private static final int NEGATION = 4;
    private static final int PRIMARY = 5;

    private final StringBuilder text = new StringBuilder();
    private final @Nullable Expression wanted;
    private int found = -1;

    ExpressionPrinter() {
        this.wanted = null;
    }

    /** Looks for that very object, else for the first part equal to it. */
    ExpressionPrinter(Expression wanted) {
        this.wanted = wanted;
    }

    String print(Expression expression) {
        write(expression);
        return text.toString();
    }

    /** Where the wanted part begins; -1 when it was not met. */
    int found() {
        return found;
    }

    /** Shortest text that gives the same double back. */
    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        if (whole && !(value == 0 && 1 / value < 0)) {
            return Long.toString((long) value);
        }
        return Double.toString(value);
    }

    private void write(Expression expression) {
        if (found < 0 && expression.equals(wanted)) {
            found = text.length();
        }
        if (expression instanceof Field field) {
            text.append('$').append(field.name());
        } else if (expression instanceof Constant constant) {
            text.append(number(constant.value()));
        } else if (expression instanceof Negation negation) {
            text.append('-');
            // A bare number after the sign would be read as a negative constant.
            boolean number = negation.operand() instanceof Constant;
            write(negation.operand(), number ? PRIMARY + 1 : NEGATION);
        } else if (expression instanceof Binary binary) {
            int precedence = binary.operator().precedence();
            write(binary.left(), binary.operator().isComparison() ? precedence + 1 : precedence);
            text.append(binary.operator().symbol());
            write(binary.right(), precedence + 1);
        } else if (expression instanceof Call call) {
            write(call);
        }
    }

    private void write(Call call) {
        text.append(call.operator().label()).append('(');
        String separator = "";
        for (Expression operand : call.operands()) {
            text.append(separator);
            write(operand);
            separator = ",";
        }
        for (double parameter : call.parameters()) {
            text.append(separator).append(number(parameter));
        }
        text.append(')');
    }

    private void write(Expression expression, int least) {
        if (precedence(expression) >= least) {
            write(expression);
            return;
        }
        text.append('(');
        write(expression);
        text.append(')');
    }

    private static int precedence(Expression expression) {
        if (expression instanceof Binary binary) {
            return binary.operator().precedence();
        }
        return expression instanceof Negation ? NEGATION : PRIMARY;
    }
}
