package io.quantmini.market;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something about reference data that a person should see.
 *
 * @param kind what it is
 * @param subject the ticker or security it is about
 * @param date its date, or null if it has none
 * @param detail the rows and numbers behind it
 */
public record ReferenceFinding(
        Kind kind, String subject, @Nullable LocalDate date, String detail) {
    /** The order in which findings are listed. */
    static final Comparator<ReferenceFinding> ORDER = Comparator.comparing(ReferenceFinding::kind)
            .thenComparing(ReferenceFinding::subject)
            .thenComparing(ReferenceFinding::date, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(ReferenceFinding::detail);

    /** What a finding is about. */
    public enum Kind {
        /** A security's events name two tickers on one date; the events of that date are left out. */
        EVENT_CONFLICT(true),
        /** Two securities claim a ticker from the same date; both claims are left out. */
        TICKER_CONFLICT(true),
        /** A security's claim to a ticker is cut short by another's that starts before it ends. */
        TICKER_OVERLAP(false),
        /** Rows of the user's table contradict each other; they are left out. */
        USER_ROW_CONFLICT(true),
        /** A row makes no sense by itself, such as a split from 0 shares; it is left out. */
        INVALID_ROW(true),
        /** Two splits of one security and date disagree; they are left out. */
        SPLIT_CONFLICT(true),
        /** Dividends of one security and date with different amounts; their sum is used. */
        DIVIDENDS_SUMMED(false),
        /** An event filed under a ticker that its security took only later; it is applied to the security. */
        FILED_UNDER_LATER_TICKER(false),
        /** No close before the event, which therefore changes no factor. */
        NO_PREVIOUS_CLOSE(true),
        /** A dividend as large as the close before it, or larger; it changes no factor. */
        DIVIDEND_NOT_BELOW_CLOSE(true);

        private final boolean leftOut;

        Kind(boolean leftOut) {
            this.leftOut = leftOut;
        }

        /** Whether the rows behind the finding are left out of what was built. */
        public boolean leftOut() {
            return leftOut;
        }
    }
}
