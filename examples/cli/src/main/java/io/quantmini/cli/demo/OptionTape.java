package io.quantmini.cli.demo;

import io.quantmini.market.ContractType;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.TradingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the options on a listing traded in a session: the next four Fridays and two monthly expirations, strikes around
 * the price. Near strikes and near dates trade most; premiums follow {@link Premium}.
 */
final class OptionTape {
    private static final int STRIKES_EACH_SIDE = 6;
    private static final int WEEKLIES = 4;
    private static final int MONTHLIES = 2;
    private static final double BARS_AT_THE_MONEY = 130;
    private static final double[] BY_EXPIRATION = {1, 0.6, 0.4, 0.3, 0.2, 0.15};
    private static final int EXPIRY_MINUTE = 16 * 60;

    private OptionTape() {}

    /** Minute bars of each contract that traded, in time order; contracts in no order. */
    static List<List<FlatBar>> minutes(Prices underlying, SessionHours hours) {
        Walk walk = underlying.regular(hours.index(), hours.regularMinutes());
        double step = strikeStep(walk.open()[0]);
        long atTheMoney = Math.round(walk.open()[0] / step);
        List<List<FlatBar>> contracts = new ArrayList<>();
        int expiration = 0;
        for (LocalDate expiry : expirations(hours.date())) {
            for (long strike = atTheMoney - STRIKES_EACH_SIDE; strike <= atTheMoney + STRIKES_EACH_SIDE; strike++) {
                double share = BY_EXPIRATION[Math.min(expiration, BY_EXPIRATION.length - 1)];
                for (boolean call : new boolean[] {true, false}) {
                    Contract contract = new Contract(expiry, strike * step, call, share);
                    List<FlatBar> bars = trade(underlying, hours, walk, contract);
                    if (!bars.isEmpty()) {
                        contracts.add(bars);
                    }
                }
            }
            expiration++;
        }
        return contracts;
    }

    private record Contract(LocalDate expiry, double strike, boolean call, double activity) {
        String ticker(String root) {
            ContractType type = call ? ContractType.CALL : ContractType.PUT;
            return new OptionTicker(root, expiry, type, Math.toIntExact(Math.round(strike * 1_000))).ticker();
        }
    }

    private static List<FlatBar> trade(Prices underlying, SessionHours hours, Walk walk, Contract contract) {
        String ticker = contract.ticker(underlying.ticker(hours.index()));
        Dice dice = underlying.dice(ticker, hours.index());
        double away = (contract.strike() / walk.open()[0] - 1) / 0.02;
        double share = BARS_AT_THE_MONEY
                / underlying.listing().rank()
                * contract.activity()
                * StrictMath.exp(-0.5 * away * away)
                / hours.regularMinutes();
        Premium premium = new Premium(
                contract.strike(), contract.call(), underlying.listing().volatility());
        List<FlatBar> bars = new ArrayList<>();
        for (int minute = 0; minute < walk.minutes(); minute++) {
            if (dice.uniform() >= share) {
                continue;
            }
            double years = years(hours, hours.open() + minute, contract.expiry());
            long open = FlatBar.premiumTicks(premium.at(walk.open()[minute], years) * (1 + 0.01 * dice.gaussian()));
            long close = FlatBar.premiumTicks(premium.at(walk.close()[minute], years) * (1 + 0.01 * dice.gaussian()));
            long one = FlatBar.premiumTicks(premium.at(walk.high()[minute], years));
            long other = FlatBar.premiumTicks(premium.at(walk.low()[minute], years));
            long volume = 1
                    + (long) (20
                            * dice.uniform()
                            * dice.uniform()
                            / underlying.listing().rank());
            bars.add(new FlatBar(
                    ticker,
                    hours.nanos(hours.open() + minute),
                    open,
                    close,
                    Math.max(Math.max(open, close), Math.max(one, other)),
                    Math.min(Math.min(open, close), Math.min(one, other)),
                    volume,
                    1 + dice.below((int) volume)));
        }
        return bars;
    }

    private static double years(SessionHours hours, int minuteOfDay, LocalDate expiry) {
        long days = expiry.toEpochDay() - hours.date().toEpochDay();
        return (days * 1_440 + EXPIRY_MINUTE - minuteOfDay) / 525_600.0;
    }

    private static double strikeStep(double price) {
        return price >= 400 ? 5 : price >= 100 ? 2.5 : price >= 25 ? 1 : 0.5;
    }

    /** Expirations from a date on; a Friday without a session gives way to the session before it. */
    private static SortedSet<LocalDate> expirations(LocalDate date) {
        SortedSet<LocalDate> found = new TreeSet<>();
        LocalDate friday = date.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
        for (int week = 0; found.size() < WEEKLIES; week++) {
            addSession(found, date, friday.plusWeeks(week));
        }
        int size = found.size();
        for (LocalDate month = date.withDayOfMonth(1); found.size() < size + MONTHLIES; month = month.plusMonths(1)) {
            addSession(found, date, month.with(TemporalAdjusters.dayOfWeekInMonth(3, DayOfWeek.FRIDAY)));
        }
        return found;
    }

    private static void addSession(SortedSet<LocalDate> found, LocalDate from, LocalDate friday) {
        TradingCalendar calendar = TradingCalendar.nyse();
        LocalDate last = calendar.isSession(friday) ? friday : calendar.previous(friday);
        if (!last.isBefore(from)) {
            found.add(last);
        }
    }
}
