package io.quantmini.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Label;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetFileTest {
    private static final String HEAD = "name: mine\nversion: 2\n";

    @TempDir
    private static Path directory;

    @Test
    void a_set_is_what_its_file_says() throws IOException {
        SetDefinition read = read(
                HEAD,
                "precision: qlib",
                "dataset: stocks_daily",
                "features:",
                "  gap: $open/Ref($close,1)-1   # overnight",
                "  \"range\": \"$high-$low\"",
                "labels:",
                "  next: Ref($close,-2)/Ref($close,-1)-1");
        assertThat(read.set())
                .isEqualTo(new FeatureSet(
                        "mine",
                        2,
                        Precision.QLIB,
                        List.of(Feature.of("gap", "$open/Ref($close,1)-1"), Feature.of("range", "$high-$low")),
                        List.of(Label.of("next", "Ref($close,-2)/Ref($close,-1)-1"))));
        assertThat(read.isFor(Dataset.STOCKS_DAILY)).isTrue();
        assertThat(read.isFor(Dataset.STOCKS_MINUTE)).isFalse();
    }

    @Test
    void precision_is_double_and_the_dataset_any_when_left_out() throws IOException {
        SetDefinition read = read(HEAD, "features: {a: $close}");
        assertThat(read.set().precision()).isEqualTo(Precision.DOUBLE);
        assertThat(read.set().labels()).isEmpty();
        assertThat(read.isFor(Dataset.OPTIONS_MINUTE)).isTrue();
    }

    @Test
    void a_set_names_the_list_whose_members_it_compares() throws IOException {
        FeatureSet read =
                read(HEAD, "universe: sp500", "features: {a: CSRank($close)}").set();
        assertThat(read.universe()).isEqualTo("sp500");
        assertThat(read(HEAD, "features: {a: CSRank($close)}").set().universe()).isNull();
    }

    @Test
    void labels_change_no_fingerprint_and_no_column() throws IOException {
        FeatureSet without = read(HEAD, "features: {a: $close}").set();
        FeatureSet with = read(HEAD, "features: {a: $close}", "labels: {b: 'Ref($close,-1)'}")
                .set();
        assertThat(with.labels()).hasSize(1);
        assertThat(with.fingerprint()).isEqualTo(without.fingerprint());
        assertThat(FeatureSet.silver(Dataset.STOCKS_DAILY, List.of(with)))
                .isEqualTo(FeatureSet.silver(Dataset.STOCKS_DAILY, List.of(without)));
    }

    @Test
    void a_fault_of_an_expression_has_file_line_and_caret() {
        assertThatThrownBy(() -> read(HEAD, "features:", "  fine: $close", "  bad: Mean($close,20)/Maen($open,5)"))
                .isInstanceOf(FeatureException.class)
                .hasMessageStartingWith("[" + file() + ":5] [feature bad, character 17]")
                .hasMessageEndingWith("\n  Mean($close,20)/Maen($open,5)\n" + " ".repeat(18) + "^");
        assertThatThrownBy(() -> read(HEAD, "dataset: stocks_daily", "features:", "  a: $close+$underlying_close"))
                .isInstanceOf(FeatureException.class)
                .hasMessageStartingWith("[" + file() + ":5] [feature a, character 8]");
        assertThatThrownBy(() -> read(HEAD, "features:", "  ahead: Ref($close,-1)"))
                .isInstanceOf(FeatureException.class)
                .hasMessageStartingWith("[" + file() + ":4] [feature ahead");
        assertThatThrownBy(() -> read(HEAD, "features:", "  a: $close", "labels:", "  a: Ref($close,-1)"))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("once");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | feature: {a: $close}          | expected one of name, version, precision, dataset, universe, features, labels
            3 | name: other                   | cannot take "name" twice
            3 | precision: single             | expected double or qlib
            3 | dataset: stocks_weekly        | expected one of stocks_daily
            3 | features: [a, b]              | expected lines of name: value
            3 | features: {a: [1]}            | expected an expression
            3 | features: {a: $close, a: $low}| cannot take "a" twice
            3 | features: {a: $close          | expected YAML
            """)
    void anything_else_is_refused_with_its_line(int line, String text, String reason) {
        assertThatThrownBy(() -> read(HEAD, text))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining(file() + ":")
                .hasMessageContaining(reason)
                .message()
                .matches("(?s).*:[" + line + "-" + (line + 1) + "].*");
    }

    @Test
    void what_is_missing_is_named() {
        assertThatThrownBy(() -> read("version: 1"))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("expected name");
        assertThatThrownBy(() -> read("name: a"))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("expected version");
        assertThatThrownBy(() -> read(HEAD))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("0 features");
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("expected the keys");
        assertThatThrownBy(() -> FeatureSets.read(directory.resolve("none.yaml")))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void a_set_that_ships_is_found_by_name() {
        for (String name : FeatureSets.names()) {
            assertThat(FeatureSets.named(name, Dataset.STOCKS_DAILY).name()).isEqualTo(name);
        }
        assertThatThrownBy(() -> FeatureSets.named("bass", Dataset.STOCKS_DAILY))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("base");
    }

    private static Path file() {
        return directory.resolve("set.yaml");
    }

    private static SetDefinition read(String... lines) throws IOException {
        Files.writeString(file(), String.join("\n", lines).replace("\n\n", "\n") + "\n");
        return FeatureSets.read(file());
    }
}
