package io.quantmini.cli.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * An invented security.
 *
 * @param name its first ticker, which also seeds its prices
 * @param rank place by activity, 1 the most traded
 * @param startPrice dollars before the first session
 * @param volatility standard deviation of a session's log return
 */
record Listing(String name, int rank, double startPrice, double volatility) {
    /** The security that splits. */
    static final String SPLITTING = "SPLT";
    /** The security that pays a dividend. */
    static final String PAYING = "DIVD";
    /** The security that changes its ticker: before and after. */
    static final String RENAMED_FROM = "OLDN";

    static final String RENAMED_TO = "NEWN";

    /** Securities whose options trade. */
    static final List<String> UNDERLYINGS = List.of("SPY", "AAPL", "MSFT");

    // NA, NULL and CON are words that other programs take for something else; BRK.A and TpA carry a dot and lower case.
    private static final List<Listing> CAST = List.of(
            new Listing("SPY", 1, 600, 0.008),
            new Listing("AAPL", 2, 230, 0.014),
            new Listing("MSFT", 3, 420, 0.013),
            new Listing(SPLITTING, 4, 480, 0.025),
            new Listing(PAYING, 5, 64, 0.009),
            new Listing(RENAMED_FROM, 6, 31, 0.022),
            new Listing("CON", 7, 18.4, 0.02),
            new Listing("BRK.A", 8, 712_000, 0.009),
            new Listing("NA", 9, 7.25, 0.03),
            new Listing("TpA", 10, 24.6, 0.004),
            new Listing("NULL", 11, 0.84, 0.05));

    /** Fewest symbols a market can have. */
    static final int MIN_SYMBOLS = CAST.size();
    /** Most symbols a market can have. */
    static final int MAX_SYMBOLS = 10_000;

    /** The securities of a market of that many symbols; a larger market holds those of a smaller one. */
    static List<Listing> cast(int symbols) {
        List<Listing> listings = new ArrayList<>(CAST);
        for (int rank = CAST.size() + 1; rank <= symbols; rank++) {
            Dice dice = Dice.of(rank, "listing");
            double price = StrictMath.exp(1 + 4.5 * dice.uniform());
            listings.add(new Listing(inventedTicker(rank), rank, price, 0.01 + 0.025 * dice.uniform()));
        }
        return List.copyOf(listings);
    }

    // X and three letters: the step has no factor in common with 26³, so no ticker comes twice.
    private static String inventedTicker(int rank) {
        int code = (int) ((rank * 4447L + 1234) % (26 * 26 * 26));
        return "X" + (char) ('A' + code / 676) + (char) ('A' + code / 26 % 26) + (char) ('A' + code % 26);
    }
}
