package io.quantmini.market;

import java.time.LocalDate;

/**
 * A cash dividend as the vendor files it.
 *
 * @param ticker the ticker it is filed under, perhaps one that the security took only later
 * @param exDate first date that trades without it
 * @param cashAmount US dollars a share, on the share basis of the ex-date
 */
public record Dividend(String ticker, LocalDate exDate, double cashAmount) {}
