package io.quantmini.features.internal;

import io.quantmini.feature.NullReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reasons as numbers among others; NaN is none. */
final class Reasons {
    private static final List<NullReason> ALL = List.of(NullReason.values());

    private Reasons() {}

    static double code(@Nullable NullReason reason) {
        return reason == null ? Double.NaN : ALL.indexOf(reason);
    }

    static NullReason of(double code) {
        return ALL.get((int) code);
    }
}
