package io.quantmini.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for places where a ticker may have passed from one security to another unannounced: a gap of more than
 * {@value #MAX_ABSENT_SESSIONS} sessions, or a close-to-close ratio outside [1/1.8, 1.8] that no split explains. Known
 * breaks, and times for which a ticker event or a user's row says that it was one security, are passed over. Immutable
 * and safe for use by many threads.
 */
public final class BreakFinder {
    /** Most sessions in a row that a security may lack a bar. */
    public static final int MAX_ABSENT_SESSIONS = 60;
    /** Largest ratio of two consecutive closes, either way up. */
    public static final double MAX_RATIO = 1.8;

    private final TradingCalendar calendar;
    private final SecurityMap securities;
    private final CorporateActions actions;

    public BreakFinder(TradingCalendar calendar, SecurityMap securities, CorporateActions actions) {
        this.calendar = calendar;
        this.securities = securities;
        this.actions = actions;
    }

    /** The possible breaks of a ticker's daily closes, given in session order. */
    public List<PossibleBreak> find(String ticker, List<SessionClose> closes) {
        List<PossibleBreak> found = new ArrayList<>();
        for (int i = 1; i < closes.size(); i++) {
            @Nullable PossibleBreak here = between(ticker, closes.get(i - 1), closes.get(i));
            if (here != null) {
                found.add(here);
            }
        }
        return found;
    }

    /** The possible break between two consecutive bars of a ticker, or null. */
    public @Nullable PossibleBreak between(String ticker, SessionClose before, SessionClose after) {
        SecuritySpan span = securities.spanOf(ticker, before.session());
        if (span.evidence().identifies() || !span.contains(after.session())) {
            return null;
        }
        int absent = absentSessions(before.session(), after.session());
        double raw = after.close() / before.close();
        boolean priced = before.close() > 0 && after.close() > 0;
        double ratio = priced ? raw * splitsBetween(span.securityId(), before.session(), after.session()) : Double.NaN;
        boolean byGap = absent > MAX_ABSENT_SESSIONS;
        boolean byRatio = isJump(raw) && isJump(ratio);
        return byGap || byRatio
                ? new PossibleBreak(ticker, before.session(), after.session(), absent, ratio, byGap, byRatio)
                : null;
    }

    private int absentSessions(LocalDate before, LocalDate after) {
        int between = calendar.countBefore(after) - calendar.countBefore(before);
        return calendar.isSession(before) ? between - 1 : between;
    }

    private double splitsBetween(String securityId, LocalDate before, LocalDate after) {
        double product = 1;
        for (double ratio : actions.splitRatios(securityId)
                .subMap(before, false, after, true)
                .values()) {
            product *= ratio;
        }
        return product;
    }

    private static boolean isJump(double ratio) {
        return ratio > MAX_RATIO || ratio < 1 / MAX_RATIO;
    }
}
