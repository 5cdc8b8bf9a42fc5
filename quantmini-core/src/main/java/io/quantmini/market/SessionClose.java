package io.quantmini.market;

import java.time.LocalDate;

/**
 * One daily bar's close.
 *
 * @param session the bar's session
 * @param close raw close in US dollars
 */
public record SessionClose(LocalDate session, double close) {}
