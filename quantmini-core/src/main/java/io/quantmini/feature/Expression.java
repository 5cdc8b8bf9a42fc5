package io.quantmini.feature;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A definition of one number per bar, as a tree. The text form is Qlib's: {@code Mean($close,20)/$close}.
 *
 * <p>{@code $name} is a field of the bar (see {@link BarFields}), numbers are decimal or scientific, {@code + - * /} and
 * the comparisons bind as usual and comparisons do not chain; everything else is a call of an {@link Operator}. Parsing
 * {@link #text()} gives an equal tree. Immutable.
 */
public sealed interface Expression {
    /** The tree of a feature's text; a look ahead ({@code Ref(x,-k)}) is a {@link FeatureException}. */
    static Expression parse(String text) {
        return new ExpressionParser("expression", text, false).parse();
    }

    /** The tree of a label's text: as a feature, but {@code Ref} may look ahead outside of windows. */
    static Expression parseLabel(String text) {
        return new ExpressionParser("label", text, true).parse();
    }

    /** Canonical text: one spelling per tree. */
    default String text() {
        return new ExpressionPrinter().print(this);
    }

    /** The parts that are expressions themselves, in the order they are written. */
    List<Expression> children();

    /**
     * A field of the bar.
     *
     * @param name without the {@code $}
     */
    record Field(String name) implements Expression {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

        public Field {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("[field] expected a name of [a-z][a-z0-9_]*, got \"" + name + "\"");
            }
        }

        @Override
        public List<Expression> children() {
            return List.of();
        }
    }

    /**
     * A number.
     *
     * @param value finite
     */
    record Constant(double value) implements Expression {
        public Constant {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("[constant] expected a finite number, got " + value);
            }
        }

        @Override
        public List<Expression> children() {
            return List.of();
        }
    }

    /** {@code -operand}. */
    record Negation(Expression operand) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of(operand);
        }
    }

    /** {@code left operator right}. */
    record Binary(Infix operator, Expression left, Expression right) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }
    }

    /**
     * {@code Operator(operands..., parameters...)}.
     *
     * @param operator what is called
     * @param operands as many as {@link Operator#operands()}
     * @param parameters one number for each of {@link Operator#parameters()}, within its bounds
     */
    record Call(Operator operator, List<Expression> operands, List<Double> parameters) implements Expression {
        public Call {
            operands = List.copyOf(operands);
            parameters = List.copyOf(parameters);
            if (operands.size() != operator.operands()
                    || parameters.size() != operator.parameters().size()) {
                throw new IllegalArgumentException("[operator " + operator.label() + "] expected "
                        + operator.signature() + ", got " + operands.size() + " operands and " + parameters.size()
                        + " parameters");
            }
            for (int i = 0; i < parameters.size(); i++) {
                String problem = operator.parameters().get(i).problem(parameters.get(i));
                if (problem != null) {
                    throw new IllegalArgumentException("[operator " + operator.label() + "] " + problem);
                }
            }
        }

        /** The first parameter, a number of rows. */
        public int rows() {
            return parameters.get(0).intValue();
        }

        @Override
        public List<Expression> children() {
            return operands;
        }
    }
}
