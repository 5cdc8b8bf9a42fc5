package io.quantmini.market;

import java.time.LocalDate;

/**
 * Two consecutive bars of a ticker that may belong to two securities, where no evidence says.
 *
 * @param ticker the ticker
 * @param lastBefore session of the bar before the break
 * @param firstAfter session of the bar after it
 * @param absentSessions sessions between the two without a bar
 * @param ratio close after ÷ close before, splits in between removed; NaN where a close is not positive
 * @param byGap whether too many sessions are absent
 * @param byRatio whether the price jumped too far
 */
public record PossibleBreak(
        String ticker,
        LocalDate lastBefore,
        LocalDate firstAfter,
        int absentSessions,
        double ratio,
        boolean byGap,
        boolean byRatio) {}
