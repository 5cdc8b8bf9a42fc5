package io.quantmini.config;

import io.quantmini.ConfigurationException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's secrets: a key pair for the object store and a key for the REST interface, each of which may be absent.
 * Immutable and not serialisable; {@link #toString()} shows nothing.
 */
public final class Credentials {
    private static final Credentials NONE = new Credentials(null, null);

    private final @Nullable S3Keys s3;
    private final @Nullable String apiKey;

    private Credentials(@Nullable S3Keys s3, @Nullable String apiKey) {
        this.s3 = s3;
        this.apiKey = apiKey;
    }

    /** No secrets at all: local files need none. */
    public static Credentials none() {
        return NONE;
    }

    /**
     * The same with this key pair for the object store.
     *
     * @throws ConfigurationException as {@link S3Keys#of} does
     */
    public Credentials withS3(String accessKeyId, String secretAccessKey) {
        return withS3(S3Keys.of(accessKeyId, secretAccessKey));
    }

    /** The same with this key pair for the object store. */
    public Credentials withS3(S3Keys keys) {
        return new Credentials(keys, apiKey);
    }

    /**
     * The same with this key for the REST interface; white space around it is dropped.
     *
     * @throws ConfigurationException if it is empty or holds white space or anything but ASCII
     */
    public Credentials withApiKey(String key) {
        return new Credentials(s3, checked(CredentialKeys.API_KEY, key, Setting.FROM_CODE));
    }

    /** The key pair for the object store. */
    public Optional<S3Keys> s3() {
        return Optional.ofNullable(s3);
    }

    /** The key for the REST interface. */
    public Optional<String> apiKey() {
        return Optional.ofNullable(apiKey);
    }

    /** The secret itself when it could be sent in a header as it is; the message never holds it. */
    static String checked(String key, String secret, String source) {
        String stripped = secret.strip();
        boolean sound = !stripped.isEmpty() && stripped.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!sound) {
            throw new ConfigurationException(
                    key,
                    "[" + source + "] cannot use " + key + ": expected a secret of printable ASCII, got "
                            + (stripped.isEmpty() ? "nothing" : "white space or other characters in it"));
        }
        return stripped;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credentials credentials
                && Objects.equals(s3, credentials.s3)
                && Objects.equals(apiKey, credentials.apiKey);
    }

    @Override
    public int hashCode() {
        return Objects.hash(s3, apiKey);
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
