package io.quantmini.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.feature.Expression.Binary;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.Expression.Constant;
import io.quantmini.feature.Expression.Field;
import io.quantmini.feature.Expression.Negation;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExpressionPropertyTest {
    private static final int DEPTH = 6;

    @Property(tries = 100)
    void printing_and_reading_gives_the_same_tree(@ForAll("trees") Expression tree) {
        assertThat(Expression.parseLabel(tree.text())).isEqualTo(tree);
    }

    @Property(tries = 500)
    void text_is_read_or_refused_with_a_position_inside_it(@ForAll("texts") String text) {
        try {
            Expression.parse(text);
        } catch (FeatureException fault) {
            assertThat(fault.position()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("$(),+-*/<>=!. 019eMeanRefcloses_é")
                .ofMaxLength(40);
    }

    @Provide
    Arbitrary<Expression> trees() {
        return trees(DEPTH);
    }

    /** Bounded in depth: calls of seven operands would make trees without end. */
    private Arbitrary<Expression> trees(int depth) {
        Arbitrary<Expression> fields = Arbitraries.of("close", "open", "v_1").map(Field::new);
        Arbitrary<Expression> constants = Arbitraries.oneOf(
                        Arbitraries.doubles(),
                        Arbitraries.integers().map(Integer::doubleValue),
                        Arbitraries.of(-0.0, 1e15, 1e-12, Double.MIN_VALUE, -Double.MAX_VALUE))
                .map(Constant::new);
        if (depth == 0) {
            return Arbitraries.oneOf(fields, constants);
        }
        Arbitrary<Expression> parts = Arbitraries.lazy(() -> trees(depth - 1));
        return Arbitraries.oneOf(
                fields,
                constants,
                parts.map(Negation::new),
                Combinators.combine(Arbitraries.of(Infix.class), parts, parts).as(Binary::new),
                Arbitraries.of(Operator.values()).flatMap(operator -> call(operator, parts)));
    }

    private Arbitrary<Expression> call(Operator operator, Arbitrary<Expression> parts) {
        List<Arbitrary<Double>> parameters = new ArrayList<>();
        for (Parameter parameter : operator.parameters()) {
            parameters.add(
                    switch (parameter) {
                        case LAG ->
                            Arbitraries.integers()
                                    .between(1, Parameter.MAX_ROWS)
                                    .map(Integer::doubleValue);
                        case ROWS ->
                            Arbitraries.integers()
                                    .between(1, Parameter.MAX_ROWS)
                                    .map(Integer::doubleValue);
                        case SHARE -> Arbitraries.doubles().between(0, 1);
                    });
        }
        return Combinators.combine(
                        parts.list().ofSize(operator.operands()),
                        Combinators.combine(parameters).as(numbers -> numbers))
                .as((operands, numbers) -> new Call(operator, operands, numbers));
    }
}
