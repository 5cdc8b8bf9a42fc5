package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.internal.check.Findings.Place;
import io.quantmini.qlib.internal.check.TextLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The spans of {@code instruments/all.txt}, by instrument. */
final class ListedSpans {
    static final String PATH = "instruments/all.txt";
    /** An instrument absent for more sessions than this has another span. */
    static final int LONGEST_ABSENCE = 60;

    private static final int CELLS = 3;

    private ListedSpans() {}

    /**
     * A line: from one calendar entry to another.
     *
     * @param start first entry
     * @param end last entry
     * @param offset of the line in the file, in bytes
     */
    record Span(int start, int end, long offset) {}

    /** The lines that can be read; the others, and lines out of order, are findings. */
    static SortedMap<String, List<Span>> of(List<Line> lines, Timeline timeline, Findings findings) {
        return of(PATH, lines, timeline, findings);
    }

    /** The same of another list, where spans of an instrument need but not touch. */
    static SortedMap<String, List<Span>> of(String path, List<Line> lines, Timeline timeline, Findings findings) {
        int apart = path.equals(PATH) ? LONGEST_ABSENCE : 0;
        SortedMap<String, List<Span>> instruments = new TreeMap<>();
        String before = "";
        for (Line line : lines) {
            String[] cells = line.text().split("\t", -1);
            Place place = new Place(path, line.offset());
            if (cells.length != CELLS) {
                findings.add(QlibCheck.INSTRUMENTS, place, "instrument, start and end apart by tabs", quoted(line));
                continue;
            }
            String name = cells[0];
            if (!isName(name)) {
                findings.add(QlibCheck.NAME, place, "an instrument such as AAPL, T_PA or NA_0", quoted(line));
                continue;
            }
            if (name.compareTo(before) < 0) {
                findings.add(QlibCheck.INSTRUMENTS, place, "instruments in order", name + " after " + before);
            }
            before = name;
            List<Span> spans = instruments.computeIfAbsent(name, key -> new ArrayList<>());
            Span span = span(cells, line.offset(), timeline);
            if (span == null) {
                findings.add(
                        QlibCheck.INSTRUMENTS, place, "an entry of the calendar and one not before it", quoted(line));
            } else if (!spans.isEmpty() && !follows(spans.get(spans.size() - 1), span, timeline, apart)) {
                findings.add(
                        QlibCheck.INSTRUMENTS,
                        place,
                        "a span more than " + apart + " sessions after the one above",
                        quoted(line));
            } else {
                spans.add(span);
            }
        }
        return instruments;
    }

    private static boolean isName(String text) {
        try {
            QlibName.parse(text);
            return true;
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }

    private static @Nullable Span span(String[] cells, long offset, Timeline timeline) {
        int start = timeline.entry(cells[1]);
        int end = timeline.entry(cells[2]);
        return start < 0 || end < start ? null : new Span(start, end, offset);
    }

    private static boolean follows(Span one, Span next, Timeline timeline, int apart) {
        return next.start() > one.end() && timeline.session(next.start()) - timeline.session(one.end()) - 1 > apart;
    }

    private static String quoted(Line line) {
        return "\"" + line.text().replace("\t", "<TAB>") + "\"";
    }
}
