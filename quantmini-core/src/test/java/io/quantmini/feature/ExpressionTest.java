package io.quantmini.feature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantmini.feature.Expression.Binary;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.Expression.Constant;
import io.quantmini.feature.Expression.Field;
import io.quantmini.feature.Expression.Negation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Field CLOSE = new Field("close");
    private static final Field OPEN = new Field("open");

    @Test
    void a_call_holds_its_operands_and_its_numbers_apart() {
        assertThat(Expression.parse(" Quantile( $close , 20 , 0.8 ) "))
                .isEqualTo(new Call(Operator.QUANTILE, List.of(CLOSE), List.of(20.0, 0.8)));
    }

    @Test
    void operators_bind_as_in_arithmetic() {
        assertThat(Expression.parse("$close-$open-1>2*-$open/4"))
                .isEqualTo(new Binary(
                        Infix.GREATER_THAN,
                        new Binary(Infix.SUBTRACT, new Binary(Infix.SUBTRACT, CLOSE, OPEN), new Constant(1)),
                        new Binary(
                                Infix.DIVIDE,
                                new Binary(Infix.MULTIPLY, new Constant(2), new Negation(OPEN)),
                                new Constant(4))));
    }

    @Test
    void a_sign_before_a_number_belongs_to_the_number() {
        assertThat(Expression.parse("-1.5e-3")).isEqualTo(new Constant(-1.5e-3));
        assertThat(Expression.parse("-(2)")).isEqualTo(new Negation(new Constant(2)));
        assertThat(new Negation(new Constant(-2)).text()).isEqualTo("-(-2)");
    }

    @Test
    void canonical_text_has_the_fewest_parentheses() {
        assertThat(Expression.parse("(($close)-(($open)-(1)))*(2.50)").text()).isEqualTo("($close-($open-1))*2.5");
    }

    @Test
    void every_expression_of_alpha158_is_read_and_printed_back() throws IOException {
        List<String> lines = lines("/feature/alpha158.tsv");
        assertThat(lines).hasSize(158);
        for (String line : lines) {
            String text = line.substring(line.indexOf('\t') + 1);
            Expression expression = Expression.parse(text);
            assertThat(Expression.parse(expression.text())).isEqualTo(expression);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mean($close,5)+Meen($close,5) | 15 | did you mean Mean(x,rows)?",
                "mean($close,5)                | 0  | did you mean Mean(x,rows)?",
                "Mean($close)                  | 11 | the rest of Mean(x,rows)",
                "Mean($close,5,6)              | 13 | the end of Mean(x,rows)",
                "Corr($close,5)                | 13 | the rest of Corr(x,y,rows)",
                "Mean($close,$open)            | 12 | a plain number (rows)",
                "Mean($close,2.5)              | 12 | whole number of rows",
                "Mean($close,0)                | 12 | from 1 to 10000, got 0",
                "Quantile($close,5,1.5)        | 18 | share from 0 to 1",
                "BSDelta($close,20)            | 17 | the rest of BSDelta(underlying,strike,years,rate,yield,volatility,call)",
                "ImpliedVol(1,2,3,4,5,6,7,8)   | 24 | the end of ImpliedVol(price,underlying,strike,years,rate,yield,call)",
                "ImpliedVola(1,2,3,4,5,6,7)    | 0  | did you mean ImpliedVol(price,underlying,strike,years,rate,yield,call)?",
                "Ref($close,-1)                | 11 | only a label may use later rows",
                "Delta($close, -2)             | 14 | only a label may use later rows",
                "Ref($close,0)                 | 11 | a lag other than 0",
                "$close $open                  | 7  | an operator or the end, got \"$\"",
                "$Close                        | 1  | a field such as $close",
                "$close+                       | 7  | got the end",
                "($close                       | 7  | \")\"",
                "$close < $open < 1            | 15 | one comparison",
                "1.2.3                         | 3  | got \".\"",
                "1e999                         | 0  | a number that a double can hold",
                "12abc                         | 2  | the end of a number",
                "$close ** 2                   | 8  | got \"*\"",
                "$close + 😀                   | 9  | got \"😀\"",
            })
    void a_fault_points_at_its_character(String text, int position, String hint) {
        FeatureException fault = catchThrowableOfType(FeatureException.class, () -> Feature.of("momentum", text));
        assertThat(fault.feature()).isEqualTo("momentum");
        assertThat(fault.position()).isEqualTo(position);
        assertThat(fault).hasMessageContaining(hint);
        String[] lines = String.valueOf(fault.getMessage()).split("\n", -1);
        assertThat(lines[0]).startsWith("[feature momentum, character " + (position + 1) + "] cannot ");
        assertThat(lines[1]).isEqualTo("  " + text);
        assertThat(lines[2].indexOf('^')).isEqualTo(position + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "()", "Mean", "Mean(", "+", "$", "-", ",", "Mean($close,", "Mean($close,-"})
    void a_fragment_is_refused(String text) {
        assertThatThrownBy(() -> Expression.parse(text)).isInstanceOf(FeatureException.class);
    }

    @Test
    void endless_nesting_is_refused_before_the_stack_ends() {
        assertThatThrownBy(() -> Expression.parse("(".repeat(9_000) + "1" + ")".repeat(9_000)))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("at most 100 levels");
        assertThatThrownBy(() -> Expression.parse("-".repeat(19_000) + "$close"))
                .isInstanceOf(FeatureException.class);
        assertThatThrownBy(() -> Expression.parse(" ".repeat(30_000))).hasMessageContaining("at most 20000 characters");
    }

    @Test
    void a_label_may_look_ahead_but_not_inside_a_window() {
        Expression label = Expression.parseLabel("Ref($close,-2)/Ref($close,-1)-1");
        assertThat(label.text()).isEqualTo("Ref($close,-2)/Ref($close,-1)-1");
        assertThatThrownBy(() -> new Feature("label", label)).hasMessageContaining("got a look ahead");
        assertThatThrownBy(() -> Expression.parseLabel("Mean(Ref($close,-1),5)"))
                .hasMessageContaining("no look ahead inside a window");
    }

    @Test
    void a_tree_made_by_hand_obeys_the_same_bounds() {
        assertThatThrownBy(() -> new Call(Operator.MEAN, List.of(CLOSE), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Mean(x,rows)");
        assertThatThrownBy(() -> new Call(Operator.MEAN, List.of(CLOSE), List.of(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Constant(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Field("a-b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(ExpressionTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
