package io.quantmini.config;

import io.quantmini.ConfigurationException;
import java.time.DateTimeException;
import java.util.Locale;

/**
 * One setting: its names, its default and how its text is read.
 *
 * @param name dotted, as in {@code quantmini.yaml}
 * @param variable of the environment
 * @param fallback text that holds when nobody says otherwise
 * @param expected what a good text looks like, for messages
 * @param parser of the text; may throw what {@link #value} catches
 */
record ConfigKey<T>(String name, String variable, String fallback, String expected, Parser<T> parser) {

    /** Reads text. */
    interface Parser<T> {
        T parse(String text);
    }

    /** A key whose variable is named after it, with a prefix of ours. */
    static <T> ConfigKey<T> prefixed(String name, String fallback, String expected, Parser<T> parser) {
        String variable = "QUANTMINI_" + name.replace('.', '_').toUpperCase(Locale.ROOT);
        return new ConfigKey<>(name, variable, fallback, expected, parser);
    }

    /**
     * The value of a text.
     *
     * @throws ConfigurationException naming the key, the source and the text
     */
    T value(String text, String source) {
        try {
            return parser.parse(text);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException fault) {
            // Not passed on as the cause: its message repeats the text, and an address may hold a password.
            throw new ConfigurationException(
                    name,
                    "[" + source + "] cannot use " + name + ": expected " + expected + ", got " + Quoted.of(text)
                            + "; correct or remove it");
        }
    }
}
