/**
 * The market as data: datasets and their bar schemas, the NYSE calendar, option tickers, and which security a ticker
 * named on a day.
 *
 * <p>Start at {@link io.quantmini.market.Dataset} for what a flat file holds, at
 * {@link io.quantmini.market.TradingCalendar} for sessions and the hours of their bars, and at
 * {@link io.quantmini.market.SecurityMap} for identity, on which {@link io.quantmini.market.CorporateActions} and
 * {@link io.quantmini.market.AdjustmentFactors} build. Every type here is immutable and
 * safe for use by many threads; nothing depends on the default locale or time zone.
 */
@NullMarked
package io.quantmini.market;

import org.jspecify.annotations.NullMarked;
