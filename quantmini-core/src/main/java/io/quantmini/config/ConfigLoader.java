package io.quantmini.config;

import io.quantmini.ConfigurationException;
import io.quantmini.config.YamlSettings.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges the settings, each later one over those before: defaults, {@code CONFIG_ROOT/quantmini.yaml}, {@code .env}, the
 * environment, and what is then set on the {@link QuantminiConfig.Builder}. Neither file has to exist. Immutable.
 *
 * <pre>{@code
 * QuantminiConfig config = ConfigLoader.of(System.getenv()).read().dataRoot(lake).build();
 * }</pre>
 */
public final class ConfigLoader {
    /** Settings, in the configuration root. */
    public static final String SETTINGS_FILE = "quantmini.yaml";

    /** Secrets, in the configuration root, readable by their owner only. */
    public static final String CREDENTIALS_FILE = "credentials.yaml";

    private static final String DOT_ENV = ".env";
    private static final Set<String> VARIABLES = Stream.concat(
                    ConfigKeys.ALL.stream().<String>map(ConfigKey::variable), CredentialKeys.VARIABLES.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, String> environment;
    private final Path directory;
    private final @Nullable Path file;

    private ConfigLoader(Map<String, String> environment, Path directory, @Nullable Path file) {
        this.environment = environment;
        this.directory = directory;
        this.file = file;
    }

    /**
     * Of the working directory.
     *
     * @param environment the process's variables, {@code System.getenv()} at the edge of a program
     */
    public static ConfigLoader of(Map<String, String> environment) {
        return new ConfigLoader(Map.copyOf(environment), Path.of(""), null);
    }

    /** The same with another directory to find {@code .env} in and to take relative paths from. */
    public ConfigLoader directory(Path base) {
        return new ConfigLoader(environment, base, file);
    }

    /** The same with a file of settings that must exist, instead of the one in the configuration root. */
    public ConfigLoader file(Path settings) {
        return new ConfigLoader(environment, directory, settings);
    }

    /** The names of every environment variable that is read. */
    public static Set<String> variables() {
        return VARIABLES;
    }

    /**
     * What files and environment say, for code to change before it builds.
     *
     * @throws ConfigurationException if a file cannot be read, has an unknown key, or any value is bad, even one that a
     *     later source replaces
     */
    public QuantminiConfig.Builder read() {
        Map<String, Variable> variables = Variable.merge(dotEnv(), environment);
        QuantminiConfig.Builder builder = new QuantminiConfig.Builder(directory, variables, true);
        Path settings = file == null ? configRoot(variables).resolve(SETTINGS_FILE) : file;
        for (Entry entry : entries(settings)) {
            builder.set(ConfigKeys.named(entry.key()), entry.text().strip(), settings + ":" + entry.line());
        }
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            Variable variable = variables.get(key.variable());
            if (variable != null) {
                String source = variable.source().equals(Variable.ENVIRONMENT)
                        ? Variable.ENVIRONMENT + " " + key.variable()
                        : variable.source();
                builder.set(key, variable.value().strip(), source);
            }
        }
        return builder;
    }

    /** What files and environment say; throws as {@link #read()} and {@link QuantminiConfig.Builder#build()} do. */
    public QuantminiConfig load() {
        return read().build();
    }

    private Map<String, Variable> dotEnv() {
        Path path = directory.resolve(DOT_ENV);
        String text = SettingsFile.readIfPresent(path);
        return text == null ? Map.of() : DotEnv.parse(path, text, VARIABLES);
    }

    /** Where the settings file is, which the file itself cannot say. */
    private Path configRoot(Map<String, Variable> variables) {
        ConfigKey<Path> key = ConfigKeys.CONFIG_ROOT;
        Variable variable = variables.get(key.variable());
        return directory.resolve(
                variable == null
                        ? key.value(key.fallback(), Setting.FROM_DEFAULT)
                        : key.value(variable.value().strip(), variable.source()));
    }

    private List<Entry> entries(Path settings) {
        String text = SettingsFile.readIfPresent(settings);
        if (text != null) {
            return YamlSettings.parse(settings, text, ConfigKeys.NAMES, false);
        }
        if (file != null) {
            throw new ConfigurationException(
                    SettingsFile.name(settings),
                    "[" + settings + "] cannot read the settings: expected a file, got none");
        }
        return List.of();
    }
}
