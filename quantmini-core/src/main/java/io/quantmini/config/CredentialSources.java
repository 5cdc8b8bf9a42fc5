package io.quantmini.config;

import io.quantmini.ConfigurationException;
import io.quantmini.config.CredentialKeys.Variables;
import io.quantmini.config.YamlSettings.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what secrets are not given in code: in the environment (with {@code .env} beneath it), else in {@code
 * credentials.yaml}. A key pair always comes whole from one of them.
 */
final class CredentialSources {
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Map<String, Variable> variables;
    private final @Nullable Path file;
    private final List<Setting> settings = new ArrayList<>();

    /** Of these variables, and of a file that need not exist; null for none. */
    CredentialSources(Map<String, Variable> variables, @Nullable Path file) {
        this.variables = variables;
        this.file = file;
    }

    /** A secret and where it stood. */
    private record Found(String secret, String source) {}

    /** What was given, completed from the sources; a part that was given is not looked for. */
    Credentials complete(Credentials given) {
        settings.clear();
        Credentials complete = given;
        Found apiKey =
                given.apiKey().map(key -> new Found(key, Setting.FROM_CODE)).orElse(null);
        if (apiKey == null) {
            apiKey = variable(CredentialKeys.API);
        }
        Found access = given.s3()
                .map(keys -> new Found(keys.accessKeyId(), Setting.FROM_CODE))
                .orElse(null);
        Found secret = given.s3()
                .map(keys -> new Found(keys.secretAccessKey(), Setting.FROM_CODE))
                .orElse(null);
        if (access == null) {
            access = variable(CredentialKeys.ACCESS);
            secret = variable(CredentialKeys.SECRET);
            pair(access, secret, names(CredentialKeys.ACCESS), names(CredentialKeys.SECRET));
        }
        if (apiKey == null || access == null) {
            List<Entry> entries = entries();
            apiKey = apiKey == null ? entry(entries, CredentialKeys.API_KEY) : apiKey;
            if (access == null) {
                access = entry(entries, CredentialKeys.S3_ACCESS_KEY_ID);
                secret = entry(entries, CredentialKeys.S3_SECRET_ACCESS_KEY);
                pair(access, secret, CredentialKeys.S3_ACCESS_KEY_ID, CredentialKeys.S3_SECRET_ACCESS_KEY);
            }
        }
        if (apiKey != null) {
            complete = complete.withApiKey(apiKey.secret);
        }
        if (access != null && secret != null) {
            complete = complete.withS3(access.secret, secret.secret);
        }
        remember(CredentialKeys.API_KEY, apiKey);
        remember(CredentialKeys.S3_ACCESS_KEY_ID, access);
        remember(CredentialKeys.S3_SECRET_ACCESS_KEY, secret);
        return complete;
    }

    /** Where the last {@link #complete} found each, without the secrets. */
    List<Setting> settings() {
        return List.copyOf(settings);
    }

    private void remember(String key, @Nullable Found found) {
        settings.add(
                found == null
                        ? new Setting(key, Setting.ABSENT, Setting.FROM_DEFAULT)
                        : new Setting(key, Setting.HIDDEN, found.source));
    }

    private @Nullable Found variable(Variables names) {
        Found older = variable(names.older());
        Found newer = variable(names.newer());
        if (older != null && newer != null && !older.secret.equals(newer.secret)) {
            throw new ConfigurationException(
                    names.older(),
                    "[" + older.source + ", " + newer.source + "] cannot choose between two secrets: expected "
                            + names.older() + " and " + names.newer()
                            + " to be equal or one of them unset, got two that differ; unset one");
        }
        return older == null ? newer : older;
    }

    private @Nullable Found variable(String name) {
        Variable variable = variables.get(name);
        if (variable == null) {
            return null;
        }
        String source =
                variable.source().equals(Variable.ENVIRONMENT) ? Variable.ENVIRONMENT + " " + name : variable.source();
        return new Found(Credentials.checked(name, variable.value(), source), source);
    }

    private List<Entry> entries() {
        String text = file == null ? null : SettingsFile.readIfPresent(privateFile(file));
        return file == null || text == null ? List.of() : YamlSettings.parse(file, text, CredentialKeys.YAML, true);
    }

    private @Nullable Found entry(List<Entry> entries, String key) {
        for (Entry entry : entries) {
            if (entry.key().equals(key)) {
                String source = Objects.requireNonNull(file) + ":" + entry.line();
                return new Found(Credentials.checked(key, entry.text(), source), source);
            }
        }
        return null;
    }

    private static void pair(@Nullable Found access, @Nullable Found secret, String accessName, String secretName) {
        Found alone = access == null ? secret : access;
        if (alone != null && (access == null || secret == null)) {
            String missing = access == null ? accessName : secretName;
            throw new ConfigurationException(
                    missing,
                    "[" + alone.source + "] cannot use half a key pair: expected " + accessName + " and " + secretName
                            + ", got only one; set " + missing);
        }
    }

    private static String names(Variables variables) {
        return variables.older() + " or " + variables.newer();
    }

    /** The file itself, unless others than its owner may read or change it. */
    private static Path privateFile(Path file) {
        if (!Files.exists(file)
                || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return file;
        }
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    SettingsFile.name(file),
                    "[" + file + "] cannot use the credentials: expected to see their permissions, got " + e,
                    e);
        }
        if (!OWNER.containsAll(permissions)) {
            throw new ConfigurationException(
                    SettingsFile.name(file),
                    "[" + file + "] cannot use the credentials: expected a file only its owner may read, got "
                            + PosixFilePermissions.toString(permissions) + "; run chmod 600 " + file);
        }
        return file;
    }
}
