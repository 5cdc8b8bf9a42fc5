package io.quantmini.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ConfigurationException;
import io.quantmini.config.YamlSettings.Entry;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlSettingsTest {
    private static final Path FILE = Path.of("config/quantmini.yaml");

    @Test
    void settings_come_with_their_lines() {
        assertThat(parse("# one\nlog_level: warn\ns3:\n  bucket: 'b'\n  region: \"r\"\nlimits: {min_faults: 3}\n"))
                .containsExactly(
                        new Entry("log_level", "warn", 2),
                        new Entry("s3.bucket", "b", 4),
                        new Entry("s3.region", "r", 5),
                        new Entry("limits.min_faults", "3", 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n", "--- ~\n", "{}\n", "---\n...\n"})
    void a_file_of_nothing_sets_nothing(String text) {
        assertThat(parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'log_levl: warn', log_levl, 1, log_level",
        "'\n\nLOG_LEVEL: warn', LOG_LEVEL, 3, log_level",
        "'max-memory-gb: 8', max-memory-gb, 1, max_memory_gb",
        "'s3:\n  endpont: x', s3.endpont, 2, s3.endpoint",
        "'endpoint: x', endpoint, 1, s3.endpoint",
        "'limit:\n  max_members: 2', limit, 1, limits",
        "'<<: {log_level: warn}', <<, 1, s3",
        "'s3.bucket.name: x', s3.bucket.name, 1, s3.bucket"
    })
    void an_unknown_key_is_named_with_its_line_and_the_nearest_known_one(
            String text, String key, int line, String nearest) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.key()).isEqualTo(key))
                .hasMessage("[" + FILE + ":" + line + "] cannot use the unknown key \"" + key + "\"; did you mean "
                        + nearest + "?");
    }

    @Test
    void a_key_twice_is_refused() {
        fails("settle: auto\nsettle: never\n", 2, "cannot take settle twice");
        fails("s3:\n  bucket: a\ns3:\n  bucket: b\n", 3, "cannot take s3 twice");
        fails("s3.bucket: a\ns3:\n  bucket: b\n", 3, "cannot take s3.bucket twice");
    }

    @Test
    void a_value_of_the_wrong_shape_is_refused_with_its_line() {
        fails("\nsettle: [auto]\n", 2, "cannot use settle: expected one value, got a list");
        fails("settle: {a: b}\n", 1, "cannot use settle: expected one value, got a mapping");
        fails("settle:\nlog_level: info\n", 1, "cannot use settle: expected one value, got nothing");
        fails("settle: ~\n", 1, "got nothing");
        fails("s3: flatfiles\n", 1, "cannot use s3: expected indented lines of key: value, got a single value");
        fails("s3:\nsettle: auto\n", 1, "got nothing");
        fails("- settle\n", 1, "expected lines of key: value, got a list");
        fails("settle\n", 1, "expected lines of key: value, got a single value");
        fails("? [a, b]\n: c\n", 1, "cannot use a list as a key");
    }

    @Test
    void anchors_aliases_and_tags_are_refused() {
        fails("settle: &a auto\n", 1, "anchors and aliases are not taken");
        fails("settle: auto\nlog_level: *a\n", 2, "anchors and aliases are not taken");
        fails("&root\nsettle: auto\n", 1, "anchors and aliases are not taken");
        fails("s3: &s\n  bucket: b\n", 1, "anchors and aliases are not taken");
        fails("settle: !!str auto\n", 1, "tags (!…) are not taken");
        fails("settle: !!java.net.URL [\"http://example.com\"]\n", 1, "tags (!…) are not taken");
        fails("!!javax.script.ScriptEngineManager {settle: auto}\n", 1, "tags (!…) are not taken");
        fails("s3: !x {bucket: b}\n", 1, "tags (!…) are not taken");
    }

    @Test
    void a_billion_laughs_end_at_the_first() {
        StringBuilder bomb = new StringBuilder("settle: &a0 [lol, lol]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("k")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        fails(bomb.toString(), 1, "anchors and aliases are not taken");
    }

    @Test
    void endless_nesting_ends_at_the_first_wrong_shape() {
        fails("settle: " + "[".repeat(100_000), 1, "expected one value, got a list");
        fails("s3: " + "{a: ".repeat(100_000), 1, "unknown key \"s3.a\"");
    }

    @Test
    void a_second_document_is_refused() {
        fails("settle: auto\n---\nsettle: never\n", 2, "cannot take a second document");
    }

    @Test
    void what_is_no_yaml_is_refused_with_its_line() {
        fails("settle: auto\n\tlog_level: info\n", 2, "cannot parse: expected YAML");
        fails("settle: 'auto\n", 2, "cannot parse: expected YAML");
        assertThatThrownBy(() -> parse("settle: \u0000\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot parse");
        assertThatThrownBy(() -> parse("%YAML 3.0\n---\nsettle: auto\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot parse");
    }

    @Test
    void secrets_are_sent_to_their_own_file() {
        fails("api_key: hunter2\n", 1, "move it to credentials.yaml");
        fails("s3:\n  secret_access_key: hunter2\n", 2, "move it to credentials.yaml");
        fails("polygon_api_key: hunter2\n", 1, "move it to credentials.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "hunter2: x",
                "api_key: 'hunter2",
                "api_key: \"hunter2\\q\"",
                "api_key: @hunter2",
                "api_key: hunter2: x",
                "api_key: [hunter2]",
                "api_key: *hunter2",
                "api_key: &hunter2 x",
                "s3: hunter2",
                "s3:\n  hunter2: x",
                "api_key: !hunter2 x",
                "api_key: x\n\thunter2",
                "---\n---\nhunter2"
            })
    void a_fault_in_a_file_of_secrets_repeats_none_of_it(String text) {
        assertThatThrownBy(() -> YamlSettings.parse(Path.of("credentials.yaml"), text, CredentialKeys.YAML, true))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                        .doesNotContain("hunter2"));
    }

    @Property(tries = 2000)
    void any_text_parses_or_fails_as_a_configuration_error(
            @ForAll
                    @StringLength(max = 40)
                    @Chars({
                        'a', 's', '3', ':', ' ', '\n', '-', '[', ']', '{', '}', '&', '*', '!', '#', '\'', '"', '|', '>',
                        '%', '@', '`', '?', ',', '\t', '\\', '~', '\u0000', '\u2028'
                    })
                    String text) {
        try {
            assertThat(YamlSettings.parse(FILE, text, List.of("a", "s.a"), false))
                    .isNotNull();
        } catch (ConfigurationException refused) {
            assertThat(refused).hasMessageStartingWith("[" + FILE);
        }
    }

    private static List<Entry> parse(String text) {
        return YamlSettings.parse(FILE, text, ConfigKeys.NAMES, false);
    }

    private static void fails(String text, int line, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("[" + FILE + ":" + line + "] ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("hunter2");
    }
}
