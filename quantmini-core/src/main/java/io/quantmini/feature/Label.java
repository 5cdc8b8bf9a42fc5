package io.quantmini.feature;

/**
 * What a model is to learn: a definition that may look ahead ({@code Ref($close,-2)/Ref($close,-1)-1}). It is kept apart from
 * the features, is no column of silver, and enters no feature.
 *
 * @param name as of a {@link Feature}
 * @param expression its definition
 */
public record Label(String name, Expression expression) {
    public Label {
        Feature.requireName(name);
    }

    /** A label defined by text; whatever is wrong with it is a {@link FeatureException} with the name. */
    public static Label of(String name, String expression) {
        return new Label(name, new ExpressionParser(name, expression, true).parse());
    }

    @Override
    public String toString() {
        return name + " = " + expression.text();
    }
}
