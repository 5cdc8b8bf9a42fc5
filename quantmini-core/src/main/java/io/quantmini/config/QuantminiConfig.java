package io.quantmini.config;

import io.quantmini.ConfigurationException;
import io.quantmini.market.Rates;
import io.quantmini.pipeline.Settle;
import io.quantmini.profile.ExecutionMode;
import io.quantmini.profile.ResourceBudget;
import io.quantmini.profile.SystemProfile;
import io.quantmini.stage.IngestLimits;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Everything that can be set, immutable. {@link ConfigLoader} reads it from files and the environment, {@link #builder()}
 * starts from the defaults.
 *
 * @param dataRoot the lake
 * @param configRoot where {@code credentials.yaml} and {@code calendar.yaml} are
 * @param logRoot where a program that logs to files does so
 * @param logLevel least severe message logged
 * @param maxMemoryBytes most memory the process may use; empty for what its machine allows
 * @param mode how input is held in memory; empty for adaptive
 * @param s3 the object store
 * @param rest the vendor's REST interface
 * @param download how flat files are fetched from it
 * @param settle when session files are merged
 * @param compressionLevel ZSTD level of Parquet pages: 1 or 3, 0 for no compression
 * @param pendingHour New York time on the day after a session until which its file is pending rather than missing
 * @param rates of interest and dividends that options are priced with
 * @param queryTimeLimit how long an answer may keep its reader waiting; empty for as long as it takes
 * @param limits caps that reject a file
 * @param credentials secrets
 * @param settings each setting with its source, secrets hidden
 */
public record QuantminiConfig(
        Path dataRoot,
        Path configRoot,
        Path logRoot,
        Level logLevel,
        OptionalLong maxMemoryBytes,
        Optional<ExecutionMode> mode,
        S3 s3,
        Rest rest,
        Download download,
        Settle settle,
        int compressionLevel,
        LocalTime pendingHour,
        Rates rates,
        Optional<Duration> queryTimeLimit,
        IngestLimits limits,
        Credentials credentials,
        List<Setting> settings) {

    /** Checks the numbers and copies the list. */
    public QuantminiConfig {
        if (compressionLevel != 0 && compressionLevel != 1 && compressionLevel != 3) {
            throw new ConfigurationException(
                    ConfigKeys.COMPRESSION_LEVEL.name(),
                    "[configuration] cannot use compression level " + compressionLevel + ": expected 0, 1 or 3");
        }
        if (maxMemoryBytes.isPresent() && maxMemoryBytes.getAsLong() <= 0) {
            throw new ConfigurationException(
                    ConfigKeys.MAX_MEMORY_GB.name(),
                    "[configuration] cannot use a memory cap of " + maxMemoryBytes.getAsLong()
                            + " bytes: expected more than 0");
        }
        settings = List.copyOf(settings);
    }

    /**
     * The object store with the flat files.
     *
     * @param endpoint address of the store, path style
     * @param bucket with the files
     * @param region requests are signed for
     */
    public record S3(URI endpoint, String bucket, String region) {}

    /**
     * The vendor's REST interface.
     *
     * @param endpoint scheme, host and port of it
     * @param requestsPerMinute most requests within any minute, as the subscription allows
     */
    public record Rest(URI endpoint, int requestsPerMinute) {}

    /**
     * How flat files are fetched.
     *
     * @param concurrency most transfers at once; empty for what the budget allows
     * @param bytesPerSecond most that all transfers of a run take together; empty for no limit
     * @param grace how long after the pending hour a file may still come before it counts as missing
     */
    public record Download(OptionalInt concurrency, OptionalLong bytesPerSecond, Duration grace) {}

    /** The defaults, to be changed in code; reads neither files nor the environment. */
    public static Builder builder() {
        return new Builder(Path.of(""), Map.of(), false);
    }

    /** What a run on this machine may use under these settings. */
    public ResourceBudget budget(SystemProfile profile) {
        ResourceBudget budget = ResourceBudget.of(profile, mode, maxMemoryBytes);
        return download.concurrency().isPresent()
                ? budget.withMostDownloads(download.concurrency().getAsInt())
                : budget;
    }

    /** Each setting on a line, ended by a line feed: key, value, source; secrets show as {@code ***}. */
    public String describe() {
        int keys = settings.stream().mapToInt(s -> s.key().length()).max().orElse(1);
        int values = settings.stream().mapToInt(s -> s.value().length()).max().orElse(1);
        String format = "%-" + keys + "s  %-" + values + "s  %s\n";
        StringBuilder text = new StringBuilder(1000);
        for (Setting setting : settings) {
            text.append(String.format(
                    Locale.ROOT, format, setting.key(), Quoted.escaped(setting.value()), setting.source()));
        }
        return text.toString();
    }

    /**
     * Collects settings; what is set here wins over what a {@link ConfigLoader} found. Not safe for use by several
     * threads.
     */
    public static final class Builder {
        private final Path directory;
        private final Map<String, Variable> variables;
        private final boolean files;
        private final Map<String, Setting> texts = new LinkedHashMap<>();
        private Credentials credentials = Credentials.none();

        /** Relative paths are of {@code directory}; with {@code files}, secrets may come from {@code credentials.yaml}. */
        Builder(Path directory, Map<String, Variable> variables, boolean files) {
            this.directory = directory;
            this.variables = variables;
            this.files = files;
            ConfigKeys.ALL.forEach(key -> set(key, key.fallback(), Setting.FROM_DEFAULT));
        }

        /** The lake. */
        public Builder dataRoot(Path path) {
            return set(ConfigKeys.DATA_ROOT, text(path));
        }

        /** Where {@code credentials.yaml} and {@code calendar.yaml} are. */
        public Builder configRoot(Path path) {
            return set(ConfigKeys.CONFIG_ROOT, text(path));
        }

        /** Where a program that logs to files does so. */
        public Builder logRoot(Path path) {
            return set(ConfigKeys.LOG_ROOT, text(path));
        }

        /** Least severe message logged. */
        public Builder logLevel(Level level) {
            return set(ConfigKeys.LOG_LEVEL, level.name().toLowerCase(Locale.ROOT));
        }

        /** Most memory the process may use, in GiB, at least 0.25. */
        public Builder maxMemoryGb(double gib) {
            String text = Double.isFinite(gib) ? BigDecimal.valueOf(gib).toPlainString() : Double.toString(gib);
            return set(ConfigKeys.MAX_MEMORY_GB, text);
        }

        /** How input is held in memory, instead of adaptive. */
        public Builder mode(ExecutionMode mode) {
            return set(ConfigKeys.PIPELINE_MODE, mode.name().toLowerCase(Locale.ROOT));
        }

        /** The object store. */
        public Builder s3(S3 store) {
            set(ConfigKeys.S3_ENDPOINT, store.endpoint().toString());
            set(ConfigKeys.S3_BUCKET, store.bucket());
            return set(ConfigKeys.S3_REGION, store.region());
        }

        /** The REST interface. */
        public Builder rest(Rest service) {
            set(ConfigKeys.REST_ENDPOINT, service.endpoint().toString());
            return set(ConfigKeys.REST_REQUESTS_PER_MINUTE, Integer.toString(service.requestsPerMinute()));
        }

        /** How flat files are fetched; the grace in whole minutes. */
        public Builder download(Download how) {
            set(
                    ConfigKeys.DOWNLOAD_CONCURRENCY,
                    how.concurrency().isPresent()
                            ? Integer.toString(how.concurrency().getAsInt())
                            : "auto");
            set(
                    ConfigKeys.DOWNLOAD_BANDWIDTH,
                    how.bytesPerSecond().isPresent()
                            ? Long.toString(how.bytesPerSecond().getAsLong())
                            : "none");
            return set(ConfigKeys.DOWNLOAD_GRACE, how.grace().toMinutes() + "m");
        }

        /** When session files are merged. */
        public Builder settle(Settle when) {
            return set(ConfigKeys.SETTLE, when.name().toLowerCase(Locale.ROOT));
        }

        /** ZSTD level of Parquet pages: 1 or 3, 0 for no compression. */
        public Builder compressionLevel(int level) {
            return set(ConfigKeys.COMPRESSION_LEVEL, level == 0 ? "none" : Integer.toString(level));
        }

        /** New York time on the day after a session until which its file is pending, to the minute. */
        public Builder pendingHour(LocalTime time) {
            return set(ConfigKeys.PENDING_HOUR, time.toString());
        }

        /** Interest and dividends that options are priced with. */
        public Builder rates(Rates curves) {
            set(ConfigKeys.OPTIONS_RATE, curves.rate().text());
            return set(ConfigKeys.OPTIONS_DIVIDEND_YIELD, curves.dividendYield().text());
        }

        /** How long an answer may keep its reader waiting, to the millisecond. */
        public Builder queryTimeLimit(Duration limit) {
            return set(ConfigKeys.QUERY_TIME_LIMIT, limit.toMillis() + "ms");
        }

        /** Caps that reject a file. */
        public Builder limits(IngestLimits limits) {
            set(ConfigKeys.MAX_BYTES, Long.toString(limits.maxBytes()));
            set(ConfigKeys.MAX_MEMBERS, Integer.toString(limits.maxMembers()));
            set(ConfigKeys.MAX_LINE_BYTES, Integer.toString(limits.maxLineBytes()));
            set(ConfigKeys.MIN_FAULTS, Integer.toString(limits.minFaults()));
            set(ConfigKeys.MAX_MALFORMED_SHARE, Double.toString(limits.maxMalformedShare()));
            return set(ConfigKeys.MAX_MARKET_SHARE, Double.toString(limits.maxMarketShare()));
        }

        /** Secrets; a part that is absent here still comes from the environment or {@code credentials.yaml}. */
        public Builder credentials(Credentials secrets) {
            this.credentials = secrets;
            return this;
        }

        private static String text(Path path) {
            return path.toString().isEmpty() ? "." : path.toString();
        }

        private <T> Builder set(ConfigKey<T> key, String text) {
            return set(key, text, Setting.FROM_CODE);
        }

        /** Checks and takes a text. */
        <T> Builder set(ConfigKey<T> key, String text, String source) {
            key.value(text, source);
            texts.put(key.name(), new Setting(key.name(), text, source));
            return this;
        }

        /**
         * The configuration.
         *
         * @throws ConfigurationException if secrets contradict each other, are incomplete or lie open to others
         */
        public QuantminiConfig build() {
            Path configRoot = path(ConfigKeys.CONFIG_ROOT);
            @Nullable Path secretsFile = files ? configRoot.resolve(ConfigLoader.CREDENTIALS_FILE) : null;
            CredentialSources sources = new CredentialSources(variables, secretsFile);
            Credentials complete = sources.complete(credentials);
            List<Setting> settings = new ArrayList<>(texts.values());
            settings.addAll(sources.settings());
            return new QuantminiConfig(
                    path(ConfigKeys.DATA_ROOT),
                    configRoot,
                    path(ConfigKeys.LOG_ROOT),
                    get(ConfigKeys.LOG_LEVEL),
                    get(ConfigKeys.MAX_MEMORY_GB),
                    get(ConfigKeys.PIPELINE_MODE),
                    new S3(get(ConfigKeys.S3_ENDPOINT), get(ConfigKeys.S3_BUCKET), get(ConfigKeys.S3_REGION)),
                    new Rest(get(ConfigKeys.REST_ENDPOINT), get(ConfigKeys.REST_REQUESTS_PER_MINUTE)),
                    new Download(
                            get(ConfigKeys.DOWNLOAD_CONCURRENCY),
                            get(ConfigKeys.DOWNLOAD_BANDWIDTH),
                            get(ConfigKeys.DOWNLOAD_GRACE)),
                    get(ConfigKeys.SETTLE),
                    get(ConfigKeys.COMPRESSION_LEVEL),
                    get(ConfigKeys.PENDING_HOUR),
                    new Rates(get(ConfigKeys.OPTIONS_RATE), get(ConfigKeys.OPTIONS_DIVIDEND_YIELD)),
                    get(ConfigKeys.QUERY_TIME_LIMIT),
                    new IngestLimits(
                            get(ConfigKeys.MAX_BYTES),
                            get(ConfigKeys.MAX_MEMBERS),
                            get(ConfigKeys.MAX_LINE_BYTES).intValue(),
                            get(ConfigKeys.MIN_FAULTS),
                            get(ConfigKeys.MAX_MALFORMED_SHARE),
                            get(ConfigKeys.MAX_MARKET_SHARE)),
                    complete,
                    settings);
        }

        private Path path(ConfigKey<Path> key) {
            return directory.resolve(get(key));
        }

        private <T> T get(ConfigKey<T> key) {
            Setting setting = Objects.requireNonNull(texts.get(key.name()));
            return key.value(setting.value(), setting.source());
        }
    }
}
