package io.quantmini.cli.demo;

import io.quantmini.market.Dataset;
import io.quantmini.market.TradingCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * An invented market: the flat files of all four datasets and the reference data of some symbols over some sessions from
 * 2025-11-03 on. It has a half day, a split, a dividend, a rename, a few bad rows and the tickers {@code NA},
 * {@code BRK.A}, {@code TpA}, {@code CON}, {@code NULL}. One seed gives one market on every Java platform, and a longer
 * or larger market holds the shorter or smaller one. Immutable; safe for use by several threads.
 */
public final class SyntheticMarket {
    /** November 2025 and the first week of December. */
    public static final int DEFAULT_SESSIONS = 22;

    public static final int DEFAULT_SYMBOLS = 24;
    public static final long DEFAULT_SEED = 1;
    /** Two years. */
    public static final int MAX_SESSIONS = 500;

    private static final int VERSION = 1;
    private static final LocalDate START = LocalDate.of(2025, 11, 3);
    private static final int LATE = 9;

    private final String name;
    private final List<LocalDate> sessions;
    private final List<Prices> prices;

    private SyntheticMarket(String name, List<LocalDate> sessions, List<Prices> prices) {
        this.name = name;
        this.sessions = List.copyOf(sessions);
        this.prices = List.copyOf(prices);
    }

    /**
     * @param sessions 1 to {@link #MAX_SESSIONS}
     * @param symbols 11, which is the ones with a story, to 10,000
     * @param seed any number
     */
    public static SyntheticMarket of(int sessions, int symbols, long seed) {
        requireWithin("sessions", sessions, 1, MAX_SESSIONS);
        requireWithin("symbols", symbols, Listing.MIN_SYMBOLS, Listing.MAX_SYMBOLS);
        TradingCalendar calendar = TradingCalendar.nyse();
        int first = calendar.indexOf(START);
        List<LocalDate> dates = new ArrayList<>();
        for (int session = 0; session < sessions; session++) {
            dates.add(calendar.sessionAt(first + session));
        }
        double[] market = Prices.marketReturns(seed, sessions);
        return new SyntheticMarket(
                "market-" + VERSION + "-" + symbols + "-" + seed,
                dates,
                Listing.cast(symbols).stream()
                        .map(listing -> Prices.of(listing, seed, market))
                        .toList());
    }

    /**
     * A name for a directory: markets of one name give the same file for the same session, however many sessions they
     * have.
     */
    public String name() {
        return name;
    }

    /** The sessions, in order. */
    public List<LocalDate> sessions() {
        return sessions;
    }

    /** The session whose stock minutes come late, as files sometimes do. */
    public LocalDate lateSession() {
        return sessions.get(Math.min(LATE, sessions.size() - 1));
    }

    /** The key of the file that comes late. */
    public String lateKey() {
        return Dataset.STOCKS_MINUTE.key(lateSession());
    }

    /** The flat file of a session, the same bytes each time; any of the four datasets that ship. */
    public byte[] flatFile(Dataset dataset, LocalDate session) {
        int index = sessions.indexOf(session);
        if (index < 0) {
            throw new IllegalArgumentException("[synthetic market] expected a session from " + sessions.get(0) + " to "
                    + sessions.get(sessions.size() - 1) + ", got " + session);
        }
        SessionHours hours = SessionHours.of(index, session);
        Stream<FlatBar> bars = dataset.isOptions() ? options(dataset, hours) : stocks(dataset, hours);
        List<FlatBar> sorted = bars.sorted(
                        Comparator.comparing(FlatBar::ticker).thenComparingLong(FlatBar::windowStartNanos))
                .toList();
        return FlatFileText.gzip(sorted, Blemish.of(dataset, index));
    }

    /** Faults put into the files on purpose. */
    public List<Blemish> blemishes() {
        List<Blemish> all = new ArrayList<>();
        for (Dataset dataset : Dataset.shipped()) {
            for (int session = 0; session < sessions.size(); session++) {
                all.addAll(Blemish.of(dataset, session));
            }
        }
        return List.copyOf(all);
    }

    /** Reference files by path: {@code splits.json}, {@code dividends.json}, {@code events/<ticker>.json}. */
    public SortedMap<String, byte[]> reference() {
        Prices paying = prices.stream()
                .filter(price -> price.listing().name().equals(Listing.PAYING))
                .findFirst()
                .orElseThrow();
        return ReferenceJson.files(sessions, paying.previousClose(Math.min(Events.DIVIDEND, sessions.size())));
    }

    private Stream<FlatBar> stocks(Dataset dataset, SessionHours hours) {
        return dataset.isMinute()
                ? prices.stream().flatMap(price -> StockTape.minutes(price, hours).stream())
                : prices.stream().flatMap(price -> StockTape.day(price, hours).stream());
    }

    private Stream<FlatBar> options(Dataset dataset, SessionHours hours) {
        Stream<List<FlatBar>> contracts = prices.stream()
                .filter(price -> Listing.UNDERLYINGS.contains(price.listing().name()))
                .flatMap(price -> OptionTape.minutes(price, hours).stream());
        return dataset.isMinute()
                ? contracts.flatMap(List::stream)
                : contracts.map(bars -> FlatBar.over(hours.midnightNanos(), bars, bars));
    }

    private static void requireWithin(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "[synthetic market] expected " + least + " to " + most + " " + what + ", got " + value);
        }
    }
}
