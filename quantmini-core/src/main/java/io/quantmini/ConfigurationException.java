package io.quantmini;

import org.jspecify.annotations.Nullable;

/**
 * A setting that cannot be used: an unknown key, a value of the wrong shape, an unreadable or unsafe settings file, or
 * two settings that contradict each other. The message names the key and where it was set (file and line, or the
 * variable); the value of a secret is never in it.
 */
public final class ConfigurationException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /** Of the key at fault, with a message that reads {@code [where] cannot X: expected A, got B; do C}. */
    public ConfigurationException(String key, String message) {
        this(key, message, null);
    }

    /** As above, with the error underneath; it must not carry a secret either. */
    public ConfigurationException(String key, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.key = key;
    }

    /** The key as written where it was set; for a file that cannot be read at all, the file's name. */
    public String key() {
        return key;
    }
}
