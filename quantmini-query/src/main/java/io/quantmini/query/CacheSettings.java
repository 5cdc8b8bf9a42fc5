package io.quantmini.query;

import java.time.Duration;

/**
 * How many answers an engine keeps.
 *
 * @param bytes of all of them together, on the Java heap; those asked for least recently go first. An answer of more than an
 *     eighth is not kept. 0 keeps none
 * @param time after which one goes that nobody asks for
 */
public record CacheSettings(long bytes, Duration time) {
    /** Keeps nothing. */
    public static final CacheSettings NONE = new CacheSettings(0, Duration.ofMinutes(1));

    public CacheSettings {
        if (bytes < 0 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "[query cache] expected no bytes or more for a positive time, got " + bytes + " for " + time);
        }
    }
}
