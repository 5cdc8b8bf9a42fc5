package io.quantmini.pipeline;

import io.quantmini.lake.UnitSpec;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.Placement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Sessions of silver that are committed together.
 *
 * @param sessions at least one, of one month
 * @param spec of the commit
 * @param placement of its files
 * @param rows that it will have
 */
record SilverUnit(NavigableSet<LocalDate> sessions, UnitSpec spec, Placement placement, long rows) {
    SilverUnit {
        sessions = Collections.unmodifiableNavigableSet(new TreeSet<>(sessions));
    }

    LocalDate first() {
        return sessions.first();
    }

    LocalDate last() {
        return sessions.last();
    }

    SessionRange range() {
        return new SessionRange(first(), last());
    }

    /** A session's date, or a month. */
    String name() {
        return sessions.size() == 1
                ? first().toString()
                : YearMonth.from(first()).toString();
    }
}
