package io.quantmini.storage.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as a person reads them. Pure functions. */
final class RowText {
    private RowText() {}

    static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    static String times(long fromMicros, long toMicros) {
        return "bars from " + time(fromMicros) + " to " + time(toMicros);
    }
}
