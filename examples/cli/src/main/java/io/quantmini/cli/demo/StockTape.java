package io.quantmini.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a listing traded in a session. Activity falls off with its rank; volume is high at the open and the close. */
final class StockTape {
    private static final int ALWAYS_TRADING_RANK = 10;
    private static final int EXTENDED_HOURS_RANK = 8;
    private static final double DOLLARS_A_MINUTE = 2.0e7;

    private StockTape() {}

    /** Minute bars in time order. */
    static List<FlatBar> minutes(Prices prices, SessionHours hours) {
        int rank = prices.listing().rank();
        int session = hours.index();
        List<FlatBar> bars = new ArrayList<>();
        if (rank <= EXTENDED_HOURS_RANK) {
            Part pre = new Part(hours.open() - hours.premarketMinutes(), 0.15 / rank, 0.02);
            trade(bars, prices, hours, prices.premarket(session, hours.premarketMinutes()), pre);
        }
        double share = Math.max(0.02, Math.min(1, (double) ALWAYS_TRADING_RANK / rank));
        Part regular = new Part(hours.open(), share, 1);
        trade(bars, prices, hours, prices.regular(session, hours.regularMinutes()), regular);
        if (rank <= EXTENDED_HOURS_RANK) {
            Part post = new Part(hours.close(), 0.1 / rank, 0.02);
            trade(bars, prices, hours, prices.afterHours(session, hours.afterHoursMinutes()), post);
        }
        return bars;
    }

    /** The session's bar: prices of regular hours, volume of all; empty when nothing traded in regular hours. */
    static Optional<FlatBar> day(Prices prices, SessionHours hours) {
        List<FlatBar> all = minutes(prices, hours);
        List<FlatBar> regular = all.stream()
                .filter(bar -> hours.isRegular(bar.windowStartNanos()))
                .toList();
        return regular.isEmpty() ? Optional.empty() : Optional.of(FlatBar.over(hours.midnightNanos(), regular, all));
    }

    /** A part of the day: its first minute, the share of minutes with a trade, and its volume beside regular hours'. */
    private record Part(int firstMinute, double tradingShare, double volume) {}

    private static void trade(List<FlatBar> bars, Prices prices, SessionHours hours, Walk walk, Part part) {
        Dice dice = prices.dice("volume from " + part.firstMinute(), hours.index());
        double dollars = DOLLARS_A_MINUTE / StrictMath.pow(prices.listing().rank(), 1.15) * part.volume();
        for (int minute = 0; minute < walk.minutes(); minute++) {
            if (dice.uniform() >= part.tradingShare()) {
                continue;
            }
            double noise = StrictMath.exp(0.5 * dice.gaussian());
            int perTrade = 60 + dice.below(80);
            double x = 2 * (minute + 0.5) / walk.minutes() - 1;
            double shape = 0.55 + 1.8 * x * x;
            long volume = Math.max(1, Math.round(dollars / walk.open()[minute] * shape * noise));
            bars.add(new FlatBar(
                    prices.ticker(hours.index()),
                    hours.nanos(part.firstMinute() + minute),
                    FlatBar.ticks(walk.open()[minute]),
                    FlatBar.ticks(walk.close()[minute]),
                    FlatBar.ticks(walk.high()[minute]),
                    FlatBar.ticks(walk.low()[minute]),
                    volume,
                    1 + volume / perTrade));
        }
    }
}
