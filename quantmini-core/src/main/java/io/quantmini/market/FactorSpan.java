package io.quantmini.market;

import java.time.LocalDate;

/**
 * The adjustment factor of a security from a date on, until its next span.
 *
 * @param securityId the security
 * @param from first date
 * @param factor product over all events so far; positive and finite
 */
public record FactorSpan(String securityId, LocalDate from, double factor) {}
