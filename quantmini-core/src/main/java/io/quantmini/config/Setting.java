package io.quantmini.config;

/**
 * One setting as it was given, for people to read.
 *
 * @param key its name in {@code quantmini.yaml} or {@code credentials.yaml}
 * @param value as written where it was set; {@code ***} for a secret, {@code none} for one that is absent
 * @param source {@code default}, a file with its line, {@code environment} with the variable, or {@code code}
 */
public record Setting(String key, String value, String source) {
    static final String FROM_DEFAULT = "default";
    static final String FROM_CODE = "code";
    static final String HIDDEN = "***";
    static final String ABSENT = "none";
}
