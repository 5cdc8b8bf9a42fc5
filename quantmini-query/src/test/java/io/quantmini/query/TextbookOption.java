package io.quantmini.query;

import io.quantmini.feature.NormalDistribution;

/**
 * The Black-Scholes-Merton formulas as they are printed, and a search for the volatility: the oracle of the features.
 *
 * @param underlying price
 * @param strike price
 * @param years left
 * @param rate of interest
 * @param dividends yield
 * @param call or put
 */
record TextbookOption(double underlying, double strike, double years, double rate, double dividends, boolean call) {
    double price(double volatility) {
        double d1 = d1(volatility);
        double d2 = d1 - volatility * Math.sqrt(years);
        double value =
                underlying * Math.exp(-dividends * years) * normal(d1) - strike * Math.exp(-rate * years) * normal(d2);
        return call ? value : value - underlying * Math.exp(-dividends * years) + strike * Math.exp(-rate * years);
    }

    /** By halving; the price must be between its bounds. */
    double volatility(double price) {
        double low = 1e-4;
        double high = 20;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (price(middle) < price) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    double delta(double volatility) {
        double ofCall = Math.exp(-dividends * years) * normal(d1(volatility));
        return call ? ofCall : ofCall - Math.exp(-dividends * years);
    }

    double gamma(double volatility) {
        return bell(volatility) / (underlying * volatility * Math.sqrt(years));
    }

    double theta(double volatility) {
        double step = 0.01 / 365;
        TextbookOption earlier = with(years + step);
        TextbookOption later = with(years - step);
        return (later.price(volatility) - earlier.price(volatility)) / 0.02;
    }

    double vega(double volatility) {
        return underlying * bell(volatility) * Math.sqrt(years);
    }

    private double bell(double volatility) {
        double d1 = d1(volatility);
        return Math.exp(-dividends * years - d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
    }

    private double d1(double volatility) {
        return (Math.log(underlying / strike) + (rate - dividends + volatility * volatility / 2) * years)
                / (volatility * Math.sqrt(years));
    }

    private TextbookOption with(double time) {
        return new TextbookOption(underlying, strike, time, rate, dividends, call);
    }

    private static double normal(double z) {
        return NormalDistribution.cumulative(z);
    }
}
