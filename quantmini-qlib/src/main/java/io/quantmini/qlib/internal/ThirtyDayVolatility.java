package io.quantmini.qlib.internal;

/**
 * At-the-money implied volatility of an underlying on one date, interpolated to 30 calendar days: {@code atm_iv_30d}.
 *
 * <p>Of each expiration after the date, and of its calls and puts apart, the volatility at the underlying's close is
 * interpolated linearly in strike between the nearest strike at or below the close and the nearest at or above it, of the
 * contracts that have a volatility; there is none where a side lacks. The expiration's is the mean of calls' and puts', or that
 * of the one there is. Between the last expiration within 30 days and the first from 30 days on, of those that have one,
 * total variance (volatility squared times days) is interpolated linearly in days, as Cboe's volatility index does between
 * its two terms (Cboe, Volatility Index Methodology); its thirtieth's root is the value. There is none where 30 days do not
 * lie between two expirations, nor where the close is unknown.
 *
 * <p>Contracts may come in any order of strikes and types, but those of an expiration together. Not thread-safe.
 */
public final class ThirtyDayVolatility {
    private static final int DAYS = 30;

    private final int date;
    private double close = Double.NaN;
    private int expiration = Integer.MIN_VALUE;
    private final Side calls = new Side();
    private final Side puts = new Side();
    private int nearDays;
    private double near = Double.NaN;
    private int farDays = Integer.MAX_VALUE;
    private double far = Double.NaN;

    /** Of a date, in epoch days. */
    public ThirtyDayVolatility(int date) {
        this.date = date;
    }

    /** What stays the same over a contract's rows: the epoch day it expires, whether it is a call, its strike in dollars. */
    public record Contract(int expiration, boolean isCall, double strike) {}

    /** Takes a contract's row: the underlying's close, the same in all rows, and the contract's volatility, NaN for none. */
    public void add(Contract contract, double underlyingClose, double volatility) {
        if (contract.expiration() != expiration) {
            endExpiration();
            expiration = contract.expiration();
        }
        close = underlyingClose;
        if (!Double.isNaN(volatility)) {
            (contract.isCall() ? calls : puts).add(contract.strike(), underlyingClose, volatility);
        }
    }

    /** The volatility, 0.2 for 20 % a year; NaN for none. Closes the expiration that came last. */
    public double value() {
        endExpiration();
        if (Double.isNaN(near) || Double.isNaN(far)) {
            return Double.NaN;
        }
        if (nearDays == farDays) {
            return near;
        }
        double before = near * near * nearDays;
        double after = far * far * farDays;
        double share = (double) (DAYS - nearDays) / (farDays - nearDays);
        return Math.sqrt((before + (after - before) * share) / DAYS);
    }

    private void endExpiration() {
        double volatility = mean(calls.at(close), puts.at(close));
        int days = expiration - date;
        if (!Double.isNaN(volatility) && days > 0) {
            if (days <= DAYS && days > nearDays) {
                nearDays = days;
                near = volatility;
            }
            if (days >= DAYS && days < farDays) {
                farDays = days;
                far = volatility;
            }
        }
        calls.clear();
        puts.clear();
    }

    private static double mean(double one, double other) {
        if (Double.isNaN(one)) {
            return other;
        }
        return Double.isNaN(other) ? one : (one + other) / 2;
    }

    /** The strikes of one type around the close. */
    private static final class Side {
        private double below;
        private double belowVolatility;
        private double above;
        private double aboveVolatility;

        Side() {
            clear();
        }

        void add(double strike, double close, double volatility) {
            if (strike <= close && !(strike <= below)) {
                below = strike;
                belowVolatility = volatility;
            }
            if (strike >= close && !(strike >= above)) {
                above = strike;
                aboveVolatility = volatility;
            }
        }

        double at(double close) {
            if (below == above) {
                return belowVolatility;
            }
            // NaN where a side lacks
            return belowVolatility + (aboveVolatility - belowVolatility) * ((close - below) / (above - below));
        }

        void clear() {
            below = Double.NaN;
            above = Double.NaN;
        }
    }
}
