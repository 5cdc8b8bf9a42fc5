package io.quantmini.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ConfigurationException;
import io.quantmini.market.RateCurve;
import io.quantmini.market.Rates;
import io.quantmini.pipeline.Settle;
import io.quantmini.profile.ExecutionMode;
import io.quantmini.stage.IngestLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class ConfigLoaderTest {
    private static final RateCurve CURVE = new RateCurve(
            new TreeMap<>(Map.of(LocalDate.parse("2024-01-02"), 0.053, LocalDate.parse("2024-09-19"), 0.048)));

    private static final QuantminiConfig.Download DOWNLOAD =
            new QuantminiConfig.Download(OptionalInt.of(3), OptionalLong.of(5_000_000), Duration.ofMinutes(90));

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void with_nothing_set_the_defaults_hold() {
        QuantminiConfig config = load();

        assertThat(config.dataRoot()).isEqualTo(directory.resolve("lake"));
        assertThat(config.configRoot()).isEqualTo(directory.resolve("config"));
        assertThat(config.logRoot()).isEqualTo(directory.resolve("logs"));
        assertThat(config.logLevel()).isEqualTo(Level.INFO);
        assertThat(config.maxMemoryBytes()).isEmpty();
        assertThat(config.mode()).isEmpty();
        assertThat(config.s3())
                .isEqualTo(new QuantminiConfig.S3(URI.create("https://files.massive.com"), "flatfiles", "us-east-1"));
        assertThat(config.rest()).isEqualTo(new QuantminiConfig.Rest(URI.create("https://api.massive.com"), 5));
        assertThat(config.download())
                .isEqualTo(
                        new QuantminiConfig.Download(OptionalInt.empty(), OptionalLong.empty(), Duration.ofHours(1)));
        assertThat(config.settle()).isEqualTo(Settle.AUTO);
        assertThat(config.compressionLevel()).isEqualTo(1);
        assertThat(config.pendingHour()).isEqualTo(LocalTime.of(11, 0));
        assertThat(config.queryTimeLimit()).isEmpty();
        assertThat(config.limits()).isEqualTo(IngestLimits.DEFAULT);
        assertThat(config.credentials()).isEqualTo(Credentials.none());
        assertThat(config.settings()).allMatch(setting -> setting.source().equals("default"));
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "24h, PT24H"})
    void the_time_limit_of_questions_has_a_unit(String text, Duration limit) {
        environment.put("QUANTMINI_QUERY_TIME_LIMIT", text);

        assertThat(load().queryTimeLimit()).contains(limit);
    }

    @Test
    void the_shipped_example_lists_every_key_with_its_default() {
        Path example = Path.of("..", "config", "quantmini.yaml.example");

        QuantminiConfig config = loader().file(example).load();

        assertThat(config).usingRecursiveComparison().ignoringFields("settings").isEqualTo(load());
        assertThat(config.settings().stream()
                        .filter(setting -> setting.source().startsWith(example + ":"))
                        .map(Setting::key))
                .containsExactlyInAnyOrderElementsOf(ConfigKeys.NAMES);
        String text = SettingsFile.readIfPresent(example);
        assertThat(text).isNotNull();
        ConfigKeys.ALL.forEach(key -> assertThat(text).contains("# " + key.variable()));
        ConfigKeys.ALL.forEach(key -> assertThat(text).contains(": " + key.fallback() + "\n"));
    }

    @Test
    void each_source_wins_over_the_one_before_and_is_remembered() throws IOException {
        assertThat(source("log_level")).isEqualTo("info from default");

        file("config/quantmini.yaml", "# settings\nlog_level: warn\n");
        assertThat(source("log_level")).isEqualTo("warn from config/quantmini.yaml:2");

        file(".env", "# local\n\nLOG_LEVEL=debug\n");
        assertThat(source("log_level")).isEqualTo("debug from .env:3");

        environment.put("LOG_LEVEL", "");
        assertThat(source("log_level")).isEqualTo("debug from .env:3");

        environment.put("LOG_LEVEL", "TRACE");
        assertThat(source("log_level")).isEqualTo("TRACE from environment LOG_LEVEL");

        QuantminiConfig config = loader().read().logLevel(Level.ERROR).build();
        assertThat(config.logLevel()).isEqualTo(Level.ERROR);
        assertThat(config.describe()).contains("log_level").contains("error").contains("  code\n");
    }

    @Test
    void a_configuration_root_in_the_environment_moves_the_settings_file() throws IOException {
        file("elsewhere/quantmini.yaml", "data_root: /data\n");
        file(".env", "CONFIG_ROOT=elsewhere\n");

        QuantminiConfig config = load();

        assertThat(config.dataRoot()).isEqualTo(Path.of("/data"));
        assertThat(config.configRoot()).isEqualTo(directory.resolve("elsewhere"));
    }

    @Test
    void code_can_set_everything() {
        QuantminiConfig config = QuantminiConfig.builder()
                .dataRoot(Path.of("a"))
                .configRoot(Path.of(""))
                .logRoot(Path.of("c"))
                .logLevel(Level.DEBUG)
                .maxMemoryGb(1.5)
                .mode(ExecutionMode.BATCH)
                .s3(new QuantminiConfig.S3(URI.create("http://127.0.0.1:9000"), "b", "eu-1"))
                .rest(new QuantminiConfig.Rest(URI.create("http://127.0.0.1:9001"), 100))
                .download(DOWNLOAD)
                .settle(Settle.NEVER)
                .compressionLevel(0)
                .pendingHour(LocalTime.of(9, 30))
                .rates(new Rates(CURVE, RateCurve.constant(0.01)))
                .queryTimeLimit(Duration.ofMillis(1500))
                .limits(new IngestLimits(1, 2, 3, 0, 1.0E-4, 1))
                .credentials(Credentials.none().withApiKey("k"))
                .build();

        assertThat(config.dataRoot()).isEqualTo(Path.of("a"));
        assertThat(config.configRoot()).isEqualTo(Path.of("."));
        assertThat(config.logRoot()).isEqualTo(Path.of("c"));
        assertThat(config.logLevel()).isEqualTo(Level.DEBUG);
        assertThat(config.maxMemoryBytes()).hasValue(3L << 29);
        assertThat(config.mode()).contains(ExecutionMode.BATCH);
        assertThat(config.s3().endpoint().getPort()).isEqualTo(9000);
        assertThat(config.rest()).isEqualTo(new QuantminiConfig.Rest(URI.create("http://127.0.0.1:9001"), 100));
        assertThat(config.download()).isEqualTo(DOWNLOAD);
        assertThat(config.settle()).isEqualTo(Settle.NEVER);
        assertThat(config.compressionLevel()).isZero();
        assertThat(config.pendingHour()).isEqualTo(LocalTime.of(9, 30));
        assertThat(config.rates()).isEqualTo(new Rates(CURVE, RateCurve.constant(0.01)));
        assertThat(config.queryTimeLimit()).contains(Duration.ofMillis(1500));
        assertThat(config.limits()).isEqualTo(new IngestLimits(1, 2, 3, 0, 1.0E-4, 1));
        assertThat(config.credentials().apiKey()).contains("k");
        assertThat(config.settings()).filteredOn(s -> s.source().equals("code")).hasSize(ConfigKeys.ALL.size() + 1);
    }

    @ParameterizedTest
    @CsvSource({"adaptive,", "AUTO,", "streaming, STREAMING", "Batch, BATCH", "parallel, PARALLEL"})
    void the_pipeline_mode_is_adaptive_or_one_of_three(String text, ExecutionMode mode) {
        environment.put("PIPELINE_MODE", text);

        assertThat(load().mode()).isEqualTo(java.util.Optional.ofNullable(mode));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOG_LEVEL | loud | log_level",
                "MAX_MEMORY_GB | 0 | max_memory_gb",
                "MAX_MEMORY_GB | -4 | max_memory_gb",
                "MAX_MEMORY_GB | NaN | max_memory_gb",
                "MAX_MEMORY_GB | 1e99 | max_memory_gb",
                "MAX_MEMORY_GB | 8GB | max_memory_gb",
                "PIPELINE_MODE | fast | pipeline_mode",
                "QUANTMINI_S3_ENDPOINT | files.massive.com | s3.endpoint",
                "QUANTMINI_S3_ENDPOINT | ftp://files | s3.endpoint",
                "QUANTMINI_S3_BUCKET | a/b | s3.bucket",
                "QUANTMINI_DOWNLOAD_CONCURRENCY | 0 | download.concurrency",
                "QUANTMINI_DOWNLOAD_CONCURRENCY | 65 | download.concurrency",
                "QUANTMINI_DOWNLOAD_CONCURRENCY | many | download.concurrency",
                "QUANTMINI_DOWNLOAD_BANDWIDTH | 0 | download.bandwidth",
                "QUANTMINI_DOWNLOAD_BANDWIDTH | 10MB | download.bandwidth",
                "QUANTMINI_DOWNLOAD_GRACE | 1 | download.grace",
                "QUANTMINI_DOWNLOAD_GRACE | -1h | download.grace",
                "QUANTMINI_SETTLE | daily | settle",
                "QUANTMINI_COMPRESSION_LEVEL | 2 | compression_level",
                "QUANTMINI_PENDING_HOUR | 25:00 | pending_hour",
                "QUANTMINI_QUERY_TIME_LIMIT | 25h | query.time_limit",
                "QUANTMINI_QUERY_TIME_LIMIT | 0s | query.time_limit",
                "QUANTMINI_QUERY_TIME_LIMIT | 30 | query.time_limit",
                "QUANTMINI_OPTIONS_RATE | 4 | options.rate",
                "QUANTMINI_OPTIONS_RATE | 4 % | options.rate",
                "QUANTMINI_OPTIONS_RATE | NaN | options.rate",
                "QUANTMINI_OPTIONS_RATE | 2024-02-30 0.04 | options.rate",
                "QUANTMINI_OPTIONS_RATE | 2024-01-02 0.04, 2024-01-02 0.05 | options.rate",
                "QUANTMINI_OPTIONS_DIVIDEND_YIELD | 2024-01-02 0.04, | options.dividend_yield",
                "QUANTMINI_LIMITS_MAX_BYTES | 0 | limits.max_bytes",
                "QUANTMINI_LIMITS_MAX_BYTES | 64GB | limits.max_bytes",
                "QUANTMINI_LIMITS_MAX_BYTES | 9999999999TiB | limits.max_bytes",
                "QUANTMINI_LIMITS_MAX_LINE_BYTES | 2GiB | limits.max_line_bytes",
                "QUANTMINI_LIMITS_MAX_MEMBERS | 0 | limits.max_members",
                "QUANTMINI_LIMITS_MIN_FAULTS | 99999999999 | limits.min_faults",
                "QUANTMINI_LIMITS_MAX_MARKET_SHARE | 1.1 | limits.max_market_share",
                "QUANTMINI_LIMITS_MAX_MALFORMED_SHARE | 5 % | limits.max_malformed_share"
            })
    void a_bad_value_is_named_with_its_key_and_source(String variable, String text, String key) {
        environment.put(variable, text);

        assertThatThrownBy(this::load)
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.key()).isEqualTo(key))
                .hasMessageStartingWith("[environment " + variable + "] cannot use " + key + ": expected ")
                .hasMessageContaining("got \"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({"11, 11:00", "9:30, 09:30", "09:30, 09:30", "23:59, 23:59"})
    void the_pending_hour_may_have_minutes(String text, LocalTime time) {
        environment.put("QUANTMINI_PENDING_HOUR", text);

        assertThat(load().pendingHour()).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:hunter2@files.example", "https://files.example/?token=hunter2"})
    void a_password_in_an_endpoint_is_refused_and_not_repeated(String endpoint) {
        environment.put("QUANTMINI_S3_ENDPOINT", endpoint);

        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("***")
                .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                        .doesNotContain("hunter2"));
    }

    @Test
    void rates_are_a_number_or_a_list_of_dates_and_numbers() throws IOException {
        assertThat(load().rates()).isEqualTo(Rates.DEFAULT);

        file("config/quantmini.yaml", """
                options:
                  rate:
                    - {from: 2024-01-02, value: 0.053}
                    - from: 2024-09-19
                      value: 0.048
                  dividend_yield: -1e-3
                """);
        assertThat(load().rates()).isEqualTo(new Rates(CURVE, RateCurve.constant(-0.001)));

        environment.put("QUANTMINI_OPTIONS_RATE", "2024-09-19 0.048,  2024-01-02 0.053");
        environment.put("QUANTMINI_OPTIONS_DIVIDEND_YIELD", "0.02");
        assertThat(load().rates()).isEqualTo(new Rates(CURVE, RateCurve.constant(0.02)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0.04]",
                "[{from: 2024-01-02}]",
                "[{value: 0.05}]",
                "[{from: 2024-01-02, value: 0.05, from: 2024-01-03}]",
                "[{from: 2024-01-02, value: [0.05]}]",
                "[{from: 2024-01-02, to: 0.05}]",
                "[[2024-01-02, 0.05]]"
            })
    void a_list_of_anything_else_is_refused_with_its_line(String list) throws IOException {
        file("config/quantmini.yaml", "options:\n  rate: " + list + "\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "quantmini.yaml:2] cannot use options.rate: expected a list of {from: date, value: share}");
    }

    @Test
    void an_empty_list_of_rates_is_refused() throws IOException {
        file("config/quantmini.yaml", "options:\n  rate: []\n");

        assertThatThrownBy(this::load).hasMessageContaining("quantmini.yaml:2] cannot use options.rate");
    }

    @Test
    void a_bad_value_is_an_error_even_when_a_later_source_replaces_it() throws IOException {
        file("config/quantmini.yaml", "log_level: loud\n");
        environment.put("LOG_LEVEL", "info");

        assertThatThrownBy(this::load).hasMessageContaining("quantmini.yaml:1] cannot use log_level");
    }

    @Test
    void a_file_asked_for_must_exist() {
        Path missing = directory.resolve("no.yaml");

        assertThatThrownBy(() -> loader().file(missing).load())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("[" + missing + "] cannot read the settings: expected a file, got none");
    }

    @Test
    void a_directory_in_place_of_a_file_is_an_error() throws IOException {
        Files.createDirectories(directory.resolve("config/quantmini.yaml"));

        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot read the settings");
    }

    @Test
    void a_file_without_end_is_not_read_to_its_end() {
        Path endless = Path.of("/dev/zero");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(endless));

        assertThatThrownBy(() -> loader().file(endless).load()).hasMessageContaining("expected at most 1 MiB");
    }

    @Test
    void bytes_that_are_no_text_are_refused() throws IOException {
        Files.write(directory.resolve(".env"), new byte[] {'A', '=', (byte) 0xff, '\n'});

        assertThatThrownBy(this::load).hasMessageContaining("expected UTF-8");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_key() throws IOException {
        file("config/quantmini.yaml", "\uFEFFsettle: never\n");

        assertThat(load().settle()).isEqualTo(Settle.NEVER);
    }

    @Test
    void control_characters_reach_no_terminal() {
        environment.put("DATA_ROOT", "a\u001b[31m");
        assertThat(load().describe()).contains("a\\u001b[31m").doesNotContain("\u001b");

        environment.put("LOG_LEVEL", "\u001b]0;x\n");
        assertThatThrownBy(this::load)
                .hasMessageContaining("\\u001b]0;x")
                .message()
                .doesNotContain("\u001b");
    }

    private QuantminiConfig load() {
        return loader().load();
    }

    private ConfigLoader loader() {
        return ConfigLoader.of(environment).directory(directory);
    }

    private String source(String key) {
        Setting setting = load().settings().stream()
                .filter(s -> s.key().equals(key))
                .findFirst()
                .orElseThrow();
        return setting.value() + " from " + setting.source().replace(directory + "/", "");
    }

    private void file(String name, String text) throws IOException {
        Path path = directory.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
