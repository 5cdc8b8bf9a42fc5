package io.quantmini.market;

import java.time.LocalDate;

/**
 * From this date on a security trades under this ticker.
 *
 * @param date first date
 * @param ticker ticker from then on
 */
public record TickerEvent(LocalDate date, String ticker) {}
