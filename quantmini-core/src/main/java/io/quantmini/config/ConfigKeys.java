package io.quantmini.config;

import io.quantmini.market.RateCurve;
import io.quantmini.market.Rates;
import io.quantmini.pipeline.Settle;
import io.quantmini.profile.ExecutionMode;
import io.quantmini.stage.IngestLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.event.Level;

/** Every setting there is, in the order it is shown. */
final class ConfigKeys {
    private static final IngestLimits LIMITS = IngestLimits.DEFAULT;

    static final ConfigKey<Path> DATA_ROOT =
            new ConfigKey<>("data_root", "DATA_ROOT", "lake", "a directory", SettingText::path);
    static final ConfigKey<Path> CONFIG_ROOT =
            new ConfigKey<>("config_root", "CONFIG_ROOT", "config", "a directory", SettingText::path);
    static final ConfigKey<Path> LOG_ROOT =
            new ConfigKey<>("log_root", "LOG_ROOT", "logs", "a directory", SettingText::path);
    static final ConfigKey<Level> LOG_LEVEL = new ConfigKey<>(
            "log_level",
            "LOG_LEVEL",
            "info",
            "one of error, warn, info, debug, trace",
            text -> SettingText.constant(Level.class, text));
    static final ConfigKey<OptionalLong> MAX_MEMORY_GB = new ConfigKey<>(
            "max_memory_gb",
            "MAX_MEMORY_GB",
            "auto",
            "auto or GiB from 0.25 to 1048576, such as 8 or 1.5",
            SettingText::gibibytes);
    static final ConfigKey<Optional<ExecutionMode>> PIPELINE_MODE = new ConfigKey<>(
            "pipeline_mode",
            "PIPELINE_MODE",
            "adaptive",
            "one of adaptive, auto, streaming, batch, parallel",
            SettingText::mode);
    static final ConfigKey<URI> S3_ENDPOINT = ConfigKey.prefixed(
            "s3.endpoint",
            "https://files.massive.com",
            "an http or https address of a host, with no user, query or fragment",
            SettingText::endpoint);
    static final ConfigKey<String> S3_BUCKET = ConfigKey.prefixed(
            "s3.bucket",
            "flatfiles",
            "a bucket's name",
            text -> SettingText.matching("[A-Za-z0-9][A-Za-z0-9._-]{0,254}", text));
    static final ConfigKey<String> S3_REGION = ConfigKey.prefixed(
            "s3.region",
            "us-east-1",
            "a region such as us-east-1",
            text -> SettingText.matching("[A-Za-z0-9][A-Za-z0-9-]{0,63}", text));
    static final ConfigKey<URI> REST_ENDPOINT = ConfigKey.prefixed(
            "rest.endpoint",
            "https://api.massive.com",
            "an http or https address of a host, with no user, query or fragment",
            SettingText::endpoint);
    static final ConfigKey<Integer> REST_REQUESTS_PER_MINUTE = ConfigKey.prefixed(
            "rest.requests_per_minute", "5", "a positive whole number", text -> SettingText.count(text, 1));
    static final ConfigKey<OptionalInt> DOWNLOAD_CONCURRENCY = ConfigKey.prefixed(
            "download.concurrency", "auto", "auto or a whole number from 1 to 64", SettingText::transfers);
    static final ConfigKey<OptionalLong> DOWNLOAD_BANDWIDTH = ConfigKey.prefixed(
            "download.bandwidth", "none", "none or a size a second such as 10MiB", SettingText::rate);
    static final ConfigKey<Duration> DOWNLOAD_GRACE =
            ConfigKey.prefixed("download.grace", "1h", "minutes or hours such as 90m or 1h", SettingText::span);
    static final ConfigKey<Settle> SETTLE = ConfigKey.prefixed(
            "settle", "auto", "one of auto, session, never", text -> SettingText.constant(Settle.class, text));
    static final ConfigKey<Integer> COMPRESSION_LEVEL =
            ConfigKey.prefixed("compression_level", "1", "one of none, 1, 3", SettingText::compressionLevel);
    static final ConfigKey<LocalTime> PENDING_HOUR =
            ConfigKey.prefixed("pending_hour", "11:00", "a time of day such as 11:00", SettingText::timeOfDay);
    static final ConfigKey<RateCurve> OPTIONS_RATE = curve("options.rate", Rates.DEFAULT.rate());
    static final ConfigKey<RateCurve> OPTIONS_DIVIDEND_YIELD =
            curve("options.dividend_yield", Rates.DEFAULT.dividendYield());
    static final ConfigKey<Optional<Duration>> QUERY_TIME_LIMIT = ConfigKey.prefixed(
            "query.time_limit", "none", "none or a time from 1ms to 24h such as 30s or 5m", SettingText::timeLimit);
    static final ConfigKey<Long> MAX_BYTES = ConfigKey.prefixed(
            "limits.max_bytes",
            "64GiB",
            "a positive size such as 64GiB",
            text -> SettingText.bytes(text, Long.MAX_VALUE));
    static final ConfigKey<Integer> MAX_MEMBERS = ConfigKey.prefixed(
            "limits.max_members",
            Integer.toString(LIMITS.maxMembers()),
            "a positive whole number",
            text -> SettingText.count(text, 1));
    static final ConfigKey<Long> MAX_LINE_BYTES = ConfigKey.prefixed(
            "limits.max_line_bytes",
            "64KiB",
            "a positive size below 2GiB such as 64KiB",
            text -> SettingText.bytes(text, Integer.MAX_VALUE));
    static final ConfigKey<Integer> MIN_FAULTS = ConfigKey.prefixed(
            "limits.min_faults",
            Integer.toString(LIMITS.minFaults()),
            "a whole number",
            text -> SettingText.count(text, 0));
    static final ConfigKey<Double> MAX_MALFORMED_SHARE = ConfigKey.prefixed(
            "limits.max_malformed_share",
            Double.toString(LIMITS.maxMalformedShare()),
            "a share from 0 to 1",
            SettingText::share);
    static final ConfigKey<Double> MAX_MARKET_SHARE = ConfigKey.prefixed(
            "limits.max_market_share",
            Double.toString(LIMITS.maxMarketShare()),
            "a share from 0 to 1",
            SettingText::share);

    static final List<ConfigKey<?>> ALL = List.of(
            DATA_ROOT,
            CONFIG_ROOT,
            LOG_ROOT,
            LOG_LEVEL,
            MAX_MEMORY_GB,
            PIPELINE_MODE,
            S3_ENDPOINT,
            S3_BUCKET,
            S3_REGION,
            REST_ENDPOINT,
            REST_REQUESTS_PER_MINUTE,
            DOWNLOAD_CONCURRENCY,
            DOWNLOAD_BANDWIDTH,
            DOWNLOAD_GRACE,
            SETTLE,
            COMPRESSION_LEVEL,
            PENDING_HOUR,
            OPTIONS_RATE,
            OPTIONS_DIVIDEND_YIELD,
            QUERY_TIME_LIMIT,
            MAX_BYTES,
            MAX_MEMBERS,
            MAX_LINE_BYTES,
            MIN_FAULTS,
            MAX_MALFORMED_SHARE,
            MAX_MARKET_SHARE);

    static final List<String> NAMES = ALL.stream().<String>map(ConfigKey::name).toList();

    /** Names of the settings that may be a list of {@code {from, value}}. */
    static final Set<String> CURVES = Set.of(OPTIONS_RATE.name(), OPTIONS_DIVIDEND_YIELD.name());

    private ConfigKeys() {}

    private static ConfigKey<RateCurve> curve(String name, RateCurve fallback) {
        return ConfigKey.prefixed(
                name,
                fallback.text(),
                "a share from -1 to 1 such as 0.04, or dates with shares such as 2024-01-01 0.053, 2024-09-19 0.048",
                SettingText::curve);
    }

    /** The key of a name that is known to be one. */
    static ConfigKey<?> named(String name) {
        return ALL.get(NAMES.indexOf(name));
    }
}
