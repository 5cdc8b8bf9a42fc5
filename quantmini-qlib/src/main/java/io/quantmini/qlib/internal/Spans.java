package io.quantmini.qlib.internal;

import java.util.ArrayList;
import java.util.List;

/** The times of an instrument: from a bar to the last before a long absence. */
final class Spans {
    /** An instrument absent for more sessions than this starts a new span. */
    private static final int LONGEST_ABSENCE = 60;

    private Spans() {}

    /** Those known, with the bars of a series at an entry or after it; the entry comes after all that is known. */
    static List<BarSpan> extended(List<BarSpan> known, Series series, int from, CalendarAxis axis) {
        List<BarSpan> spans = new ArrayList<>(known);
        int bar = series.nextBar(from);
        if (bar < 0) {
            return spans;
        }
        int last = spans.size() - 1;
        BarSpan open = last < 0 ? new BarSpan(bar, bar) : spans.remove(last);
        int start = open.start();
        int previous = open.end();
        for (; bar >= 0; bar = series.nextBar(bar + 1)) {
            if (isAbsence(previous, bar, axis)) {
                spans.add(new BarSpan(start, previous));
                start = bar;
            }
            previous = bar;
        }
        spans.add(new BarSpan(start, previous));
        return spans;
    }

    private static boolean isAbsence(int previous, int bar, CalendarAxis axis) {
        // Entries are at least one a session, which spares most bars the look at the calendar.
        return bar - previous > LONGEST_ABSENCE && axis.session(bar) - axis.session(previous) - 1 > LONGEST_ABSENCE;
    }
}
