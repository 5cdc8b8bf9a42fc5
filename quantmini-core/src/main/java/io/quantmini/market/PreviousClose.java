package io.quantmini.market;

import java.time.LocalDate;

/** Where {@link AdjustmentFactors} find a raw close. Called from one thread. */
@FunctionalInterface
public interface PreviousClose {
    /** The raw close, in US dollars, of the security's last session before the date; NaN if there is none. */
    double before(String securityId, LocalDate date);
}
