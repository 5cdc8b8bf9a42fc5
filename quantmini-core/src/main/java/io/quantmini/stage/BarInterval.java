package io.quantmini.stage;

import io.quantmini.market.Frequency;

/** The length of the bars a query answers with. */
public enum BarInterval {
    ONE_MINUTE(1),
    FIVE_MINUTES(5),
    FIFTEEN_MINUTES(15),
    ONE_HOUR(60),
    ONE_DAY(0),
    ONE_WEEK(0);

    private final int minutes;

    BarInterval(int minutes) {
        this.minutes = minutes;
    }

    /** Minutes of one bar; 0 for bars of a day or more. */
    public int minutes() {
        return minutes;
    }

    /** The stored bars this interval is made from. */
    public Frequency source() {
        return minutes > 0 ? Frequency.MINUTE : Frequency.DAY;
    }
}
