package io.quantmini.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ConfigurationException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotEnvTest {
    private static final Path FILE = Path.of(".env");
    private static final Set<String> OURS = Set.of("A", "B", "export");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=1 | 1",
                "A = 1 | 1",
                "  export A=1 | 1",
                "export\tA=1 | 1",
                "A=a b c | a b c",
                "A=a#b | a#b",
                "A=a # b | a",
                "A='a # b' # c | a # b",
                "A=\"a # b\"#c | a # b",
                "A='it\\n' | it\\n",
                "A=\"\\\"\\\\\\$\" | \"\\$",
                "A='${HOME}' | ${HOME}",
                "A=a$b | a$b",
                "A=x=y= | x=y=",
                "A=it's | it's",
                "A='\"' | \"",
            })
    void a_line_sets_a_variable(String line, String value) {
        assertThat(values(line + "\n")).isEqualTo(Map.of("A", value));
        assertThat(values(line)).isEqualTo(Map.of("A", value));
        assertThat(values("\n# x\r\n" + line + "\r\n\n")).isEqualTo(Map.of("A", value));
    }

    @Test
    void lines_are_counted_past_quotes_that_span_them() {
        Map<String, Variable> variables = DotEnv.parse(FILE, "A=\"1\n2\\n3\"\nB='x\ny'\n\nC=3", OURS);

        assertThat(variables.get("A")).isEqualTo(new Variable("1\n2\n3", ".env:1"));
        assertThat(variables.get("B")).isEqualTo(new Variable("x\ny", ".env:3"));
        assertThat(variables.get("C")).isEqualTo(new Variable("3", ".env:6"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=", "A= # nothing", "A=''", "A=\"\"", "A=#x"})
    void an_empty_value_is_empty(String text) {
        assertThat(values(text)).isEqualTo(Map.of("A", ""));
    }

    @Test
    void comments_and_blank_lines_set_nothing() {
        assertThat(values("")).isEmpty();
        assertThat(values("  \n\t# A=1\n#\n\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hunter2 | 1 | expected NAME=value",
                "B=1~hunter2 x=3 | 2 | expected NAME=value",
                "2A=hunter2 | 1 | expected NAME=value",
                "=hunter2 | 1 | expected NAME=value",
                "export hunter2 | 1 | expected NAME=value",
                "A='hunter2~B=1 | 1 | expected a closing '",
                "A=\"hunter2 | 1 | expected a closing \"",
                "A='a' hunter2 | 1 | expected the line to end",
                "A=\"hunter2\\q\" | 1 | expected one of",
                "A=${hunter2} | 1 | got an expansion",
                "A=\"$(hunter2)\" | 1 | got an expansion",
                "A=hunter2~B=1~A=hunter2 | 3 | got another at .env:1",
            })
    void a_fault_is_named_with_its_line_and_never_its_text(String text, int line, String message) {
        assertThatThrownBy(() -> values(text.replace('~', '\n')))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("[.env:" + line + "] cannot read ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void what_other_programs_keep_here_is_theirs() {
        assertThat(values("X=${HOME}/a\nX=2\nY=\"\\q\"\nA=1\n"))
                .containsEntry("A", "1")
                .containsEntry("X", "2");
    }

    @Property(tries = 2000)
    void any_text_parses_or_fails_as_a_configuration_error(
            @ForAll
                    @StringLength(max = 30)
                    @Chars({'A', 'B', '=', '\'', '"', '\\', '#', '$', '{', '(', ' ', '\n', '\r', '\t', 'n', '\u0000'})
                    String text) {
        try {
            assertThat(values(text)).isNotNull();
        } catch (ConfigurationException refused) {
            assertThat(refused).hasMessageStartingWith("[.env:");
        }
    }

    @Property
    void single_quotes_keep_any_text_without_one(
            @ForAll @StringLength(max = 30) @Chars({'a', '"', '\\', '#', '$', '{', ' ', '\n', '\t', '='}) String text) {
        assertThat(values("A='" + text + "'")).isEqualTo(Map.of("A", text));
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        DotEnv.parse(FILE, text, OURS).forEach((name, variable) -> values.put(name, variable.value()));
        return values;
    }
}
