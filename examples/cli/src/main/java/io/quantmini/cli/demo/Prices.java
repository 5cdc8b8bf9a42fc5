package io.quantmini.cli.demo;

/**
 * The random walk of one listing from session to session; half of it follows the market. What a session's prices are does
 * not depend on how many sessions follow. Immutable.
 */
final class Prices {
    private static final double MARKET_SHARE = 0.5;
    private static final double GAP_SHARE = 0.3;
    private static final double MINUTE_SHARE = 0.6;

    private final Listing listing;
    private final long seed;
    private final double[] logOpen;
    /** One entry more than there are sessions: the first is the close before them all. */
    private final double[] logClose;

    private Prices(Listing listing, long seed, int sessions) {
        this.listing = listing;
        this.seed = seed;
        this.logOpen = new double[sessions];
        this.logClose = new double[sessions + 1];
    }

    /** The walk of a listing over as many sessions as the market has returns. */
    static Prices of(Listing listing, long seed, double[] marketReturns) {
        Prices prices = new Prices(listing, seed, marketReturns.length);
        Dice dice = Dice.of(seed, listing.name());
        prices.logClose[0] = StrictMath.log(listing.startPrice());
        for (int session = 0; session < marketReturns.length; session++) {
            double gap = GAP_SHARE * listing.volatility() * dice.gaussian();
            double own = (1 - MARKET_SHARE) * listing.volatility() * dice.gaussian();
            prices.logOpen[session] = prices.logClose[session] + gap;
            prices.logClose[session + 1] = prices.logOpen[session] + MARKET_SHARE * marketReturns[session] + own;
        }
        return prices;
    }

    /** Log returns of the market as a whole, one a session. */
    static double[] marketReturns(long seed, int sessions) {
        Dice dice = Dice.of(seed, "the market");
        double[] returns = new double[sessions];
        for (int session = 0; session < sessions; session++) {
            returns[session] = 0.0004 + 0.012 * dice.gaussian();
        }
        return returns;
    }

    Listing listing() {
        return listing;
    }

    /** The ticker it trades under in a session. */
    String ticker(int session) {
        return listing.name().equals(Listing.RENAMED_FROM) && session >= Events.RENAME
                ? Listing.RENAMED_TO
                : listing.name();
    }

    /** Raw dollars at the close before a session. */
    double previousClose(int session) {
        return StrictMath.exp(logClose[session]) * scale(session - 1);
    }

    /** From the start of trading to the open. */
    Walk premarket(int session, int minutes) {
        return walk("pre", session, minutes, logClose[session], logOpen[session]);
    }

    /** Regular hours. */
    Walk regular(int session, int minutes) {
        return walk("regular", session, minutes, logOpen[session], logClose[session + 1]);
    }

    /** From the close to the end of trading. */
    Walk afterHours(int session, int minutes) {
        double drift = GAP_SHARE * listing.volatility() * dice("after", session).gaussian();
        return walk("post", session, minutes, logClose[session + 1], logClose[session + 1] + drift);
    }

    /** Random numbers of this listing and session for one purpose. */
    Dice dice(String purpose, int session) {
        return Dice.of(seed, listing.name() + ' ' + purpose + ' ' + session);
    }

    private Walk walk(String part, int session, int minutes, double logFrom, double logTo) {
        double step = MINUTE_SHARE * listing.volatility() / Math.sqrt(390);
        return Walk.between(new Walk.Ends(logFrom, logTo, step, scale(session)), minutes, dice(part, session));
    }

    /** What a price of the walk is multiplied by to be the raw price of a session. */
    private double scale(int session) {
        double scale = 1;
        if (listing.name().equals(Listing.SPLITTING) && session >= Events.SPLIT) {
            scale /= Events.SPLIT_TO;
        }
        if (listing.name().equals(Listing.PAYING) && session >= Events.DIVIDEND) {
            scale *= 1 - Events.DIVIDEND_YIELD;
        }
        return scale;
    }
}
