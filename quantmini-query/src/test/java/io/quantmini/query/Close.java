package io.quantmini.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;

/** What the agreement of two ways to compute means. */
final class Close {
    private Close() {}

    /** The same nulls; values within 1e-9, relative, or absolute below 1. */
    static void assertClose(SilverRow row, String feature, @Nullable Double expected) {
        Double actual = row.value(feature);
        String where = feature + " of " + row.ticker() + " at " + row.date() + " " + row.micros();
        if (expected == null || actual == null) {
            assertThat(actual).as(where).isEqualTo(expected);
        } else {
            assertThat(actual).as(where).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        }
    }
}
