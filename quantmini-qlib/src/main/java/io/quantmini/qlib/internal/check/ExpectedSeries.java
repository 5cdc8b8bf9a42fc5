package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.qlib.internal.check.Findings.Place;
import io.quantmini.qlib.internal.check.ListedSpans.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the files of one instrument against its rows, which may come in any order. Each kind of difference is one finding a
 * file. Not thread-safe.
 */
final class ExpectedSeries {
    private final String instrument;
    private final Scope scope;
    private final BitSet rows = new BitSet();
    private @Nullable Map<String, FieldFile> files;
    private double[] closes = new double[0];
    private final List<String> reported = new ArrayList<>();

    ExpectedSeries(String instrument, Scope scope) {
        this.instrument = instrument;
        this.scope = scope;
    }

    /** Compares with these files from now on. */
    void open(Map<String, FieldFile> read) {
        files = read;
    }

    /** Lets the files go, until they are opened again. */
    void close() {
        files = null;
    }

    boolean isOpen() {
        return files != null;
    }

    /** A row at a calendar entry. */
    void add(int entry) {
        if (rows.get(entry) && !reported.contains(instrument)) {
            reported.add(instrument);
            String expected =
                    "one row of " + instrument + " on " + scope.timeline().label(entry);
            scope.findings().add(QlibCheck.ROWS, InstrumentCheck.directory(instrument), expected, "two");
        }
        rows.set(entry);
    }

    /** What a field should have at a row's entry, before it is rounded to a float. */
    void expect(String field, int entry, double value) {
        FieldFile file = files == null ? null : files.get(field);
        if (file == null) {
            return;
        }
        int wanted = bits(value);
        boolean inside = entry >= file.start() && entry < file.end();
        if ((inside && file.bits(entry) == wanted) || isReported(file)) {
            return;
        }
        Place place = inside ? file.place(entry) : new Place(file.path(), null);
        String got = inside ? Float.toString(file.value(entry)) : "no place for it";
        report(
                file,
                place,
                Float.intBitsToFloat(wanted) + " on " + scope.timeline().label(entry),
                got);
    }

    /** The exact adjusted close of a row. */
    void close(int entry, double close) {
        if (entry >= closes.length) {
            closes = Arrays.copyOf(
                    closes, Math.max(entry + 1, Math.min(scope.timeline().size(), 2 * entry + 16)));
        }
        closes[entry] = close;
    }

    /** Once all rows came: changes from bar to bar, values without a row, and the instrument's spans. */
    void finish(List<Span> spans) {
        if (scope.fields(instrument).contains("change")) {
            expectChanges();
        }
        Map<String, FieldFile> opened = files;
        if (opened != null) {
            opened.values().forEach(this::expectNoOthers);
        }
        expectSpans(spans);
    }

    private void expectChanges() {
        int previous = -1;
        for (int entry = rows.nextSetBit(0); entry >= 0; entry = rows.nextSetBit(entry + 1)) {
            boolean follows = previous >= 0 && scope.timeline().follows(previous, entry);
            expect("change", entry, follows ? closes[entry] / closes[previous] - 1 : Double.NaN);
            previous = entry;
        }
    }

    private void expectNoOthers(FieldFile file) {
        for (int entry = rows.nextClearBit(file.start()); entry < file.end(); entry = rows.nextClearBit(entry + 1)) {
            if (!Float.isNaN(file.value(entry)) && !isReported(file)) {
                report(
                        file,
                        file.place(entry),
                        "no value on " + scope.timeline().label(entry) + ", which has no row",
                        Float.toString(file.value(entry)));
            }
        }
    }

    private void expectSpans(List<Span> spans) {
        List<int[]> wanted = wantedSpans();
        for (int at = 0; at < wanted.size(); at++) {
            Span span = at < spans.size() ? spans.get(at) : null;
            int start = wanted.get(at)[0];
            int end = wanted.get(at)[1];
            if (span == null || span.start() != start || span.end() != end) {
                String text = scope.timeline().label(start) + " to "
                        + scope.timeline().label(end);
                String got = span == null
                        ? "no such line"
                        : scope.timeline().label(span.start()) + " to "
                                + scope.timeline().label(span.end());
                Long offset = span == null ? null : span.offset();
                scope.findings()
                        .add(QlibCheck.SPAN, new Place(ListedSpans.PATH, offset), instrument + " from " + text, got);
                return;
            }
        }
        if (spans.size() > wanted.size()) {
            Span span = spans.get(wanted.size());
            scope.findings()
                    .add(
                            QlibCheck.SPAN,
                            new Place(ListedSpans.PATH, span.offset()),
                            wanted.size() + " spans of " + instrument,
                            "another from " + scope.timeline().label(span.start()));
        }
    }

    private List<int[]> wantedSpans() {
        List<int[]> wanted = new ArrayList<>();
        int previous = -1;
        for (int entry = rows.nextSetBit(0); entry >= 0; entry = rows.nextSetBit(entry + 1)) {
            if (previous < 0
                    || scope.timeline().session(entry) - scope.timeline().session(previous) - 1
                            > ListedSpans.LONGEST_ABSENCE) {
                wanted.add(new int[] {entry, entry});
            }
            wanted.get(wanted.size() - 1)[1] = entry;
            previous = entry;
        }
        return wanted;
    }

    private boolean isReported(FieldFile file) {
        return !reported.isEmpty() && reported.contains(file.path());
    }

    private void report(FieldFile file, Place place, String expected, String got) {
        reported.add(file.path());
        scope.findings().add(QlibCheck.ROWS, place, expected, got);
    }

    /** Rounded to the nearest float; what a float cannot hold is no value, and no value has but one pattern of bits. */
    private static int bits(double value) {
        float rounded = (float) value;
        return Float.isNaN(rounded) || Float.isInfinite(rounded) ? FieldFile.NAN : Float.floatToRawIntBits(rounded);
    }
}
