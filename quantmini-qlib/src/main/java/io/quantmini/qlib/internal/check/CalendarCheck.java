package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.qlib.internal.check.Findings.Place;
import io.quantmini.qlib.internal.check.TextLines.Line;
import java.util.List;

/** Holds the calendar's file against the calendar that it should be. */
final class CalendarCheck {
    private CalendarCheck() {}

    /** Reports the first line that is another: those after a line too many or too few are all others. */
    static void check(String path, List<Line> lines, Timeline timeline, Findings findings) {
        int common = Math.min(lines.size(), timeline.size());
        for (int at = 0; at < common; at++) {
            Line line = lines.get(at);
            if (!line.text().equals(timeline.label(at))) {
                findings.add(
                        QlibCheck.CALENDAR,
                        new Place(path, line.offset()),
                        "\"" + timeline.label(at) + "\"",
                        fault(lines, at, timeline));
                return;
            }
        }
        if (lines.size() > common) {
            Line line = lines.get(common);
            findings.add(
                    QlibCheck.CALENDAR,
                    new Place(path, line.offset()),
                    "the end after " + common + " lines",
                    "\"" + line.text() + "\"");
        } else if (timeline.size() > common) {
            long end = lines.isEmpty()
                    ? 0
                    : lines.get(common - 1).offset()
                            + lines.get(common - 1).text().length()
                            + 1;
            findings.add(
                    QlibCheck.CALENDAR,
                    new Place(path, end),
                    "\"" + timeline.label(common) + "\"",
                    "the end after " + common + " lines");
        }
    }

    private static String fault(List<Line> lines, int at, Timeline timeline) {
        String text = lines.get(at).text();
        String quoted = "\"" + text + "\"";
        if (!timeline.isTime(text)) {
            return quoted + ", which is no entry";
        }
        int order = at == 0 ? 1 : text.compareTo(lines.get(at - 1).text());
        if (order == 0) {
            return quoted + " a second time";
        }
        return order < 0 ? quoted + ", which is before the line above" : quoted;
    }
}
