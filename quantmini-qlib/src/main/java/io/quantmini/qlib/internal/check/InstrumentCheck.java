package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.internal.check.Findings.Place;
import io.quantmini.qlib.internal.check.ListedSpans.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Looks into the directory of one instrument after the other. Safe for use by several threads. */
final class InstrumentCheck {
    private final DirectoryFiles files;
    private final Scope scope;
    private final Timeline timeline;
    private final Health health;
    private final Findings findings;

    InstrumentCheck(Scope scope, DirectoryFiles files, Health health) {
        this.files = files;
        this.scope = scope;
        this.timeline = scope.timeline();
        this.health = health;
        this.findings = scope.findings();
    }

    /** Path of an instrument's directory. */
    static String directory(String instrument) {
        return "features/" + QlibName.parse(instrument).directory();
    }

    /** Checks everything of an instrument that has a directory; whether all its files can be compared with rows. */
    boolean check(String instrument, List<Span> spans) {
        String directory = directory(instrument);
        List<String> fields = scope.fields(instrument);
        Map<String, FieldFile> read = read(directory, fields);
        Extent extent = commonest(read);
        boolean sound = read.size() == fields.size();
        if (extent == null) {
            return false;
        }
        for (FieldFile file : read.values()) {
            file.checkValues(findings);
            if (!Extent.of(file).equals(extent)) {
                sound = false;
                findings.add(
                        QlibCheck.SPAN,
                        new Place(file.path(), 0L),
                        extent.text() + ", as other fields of the instrument have",
                        Extent.of(file).text());
            }
        }
        checkSpans(instrument, spans, extent);
        if (sound) {
            checkGaps(spans, read);
            health.checkValues(directory, read);
        }
        return sound;
    }

    /** Entries from the first value to the last. */
    private record Extent(int start, int end) {
        static Extent of(FieldFile file) {
            return new Extent(file.start(), file.end());
        }

        String text() {
            return (end - start) + " values from entry " + start;
        }
    }

    private Map<String, FieldFile> read(String directory, List<String> fields) {
        Map<String, FieldFile> read = new LinkedHashMap<>();
        SortedSet<String> names = files.names(directory);
        for (String field : fields) {
            String name = field + "." + timeline.frequency() + ".bin";
            names.remove(name);
            byte[] content = files.read(directory + "/" + name, (1L + timeline.size()) * Float.BYTES);
            FieldFile file =
                    content == null ? null : FieldFile.of(directory + "/" + name, content, timeline.size(), findings);
            if (file != null) {
                read.put(field, file);
            }
        }
        for (String stray : names) {
            findings.add(QlibCheck.STRAY, directory + "/" + stray, "only files of " + fields, "another");
        }
        return read;
    }

    private static @Nullable Extent commonest(Map<String, FieldFile> read) {
        Map<Extent, Integer> counts = new HashMap<>();
        Extent best = null;
        for (FieldFile file : read.values()) {
            Extent extent = Extent.of(file);
            int count = counts.merge(extent, 1, Integer::sum);
            best = best == null || count > counts.getOrDefault(best, 0) ? extent : best;
        }
        return best;
    }

    private void checkSpans(String instrument, List<Span> spans, Extent extent) {
        if (spans.isEmpty()) {
            return;
        }
        Span first = spans.get(0);
        Span last = spans.get(spans.size() - 1);
        if (first.start() != extent.start()) {
            findings.add(
                    QlibCheck.SPAN,
                    new Place(ListedSpans.PATH, first.offset()),
                    instrument + " from " + timeline.label(extent.start()) + ", where its fields start",
                    timeline.label(first.start()));
        }
        if (last.end() != extent.end() - 1) {
            findings.add(
                    QlibCheck.SPAN,
                    new Place(ListedSpans.PATH, last.offset()),
                    instrument + " to " + timeline.label(extent.end() - 1) + ", where its fields end",
                    timeline.label(last.end()));
        }
    }

    /** Between two spans there are no values. */
    private void checkGaps(List<Span> spans, Map<String, FieldFile> read) {
        for (int next = 1; next < spans.size(); next++) {
            int from = spans.get(next - 1).end() + 1;
            int to = spans.get(next).start();
            for (FieldFile file : read.values()) {
                for (int entry = Math.max(from, file.start()); entry < Math.min(to, file.end()); entry++) {
                    if (!Float.isNaN(file.value(entry))) {
                        findings.add(
                                QlibCheck.SPAN,
                                file.place(entry),
                                "no value on " + timeline.label(entry) + ", between two spans",
                                Float.toString(file.value(entry)));
                        break;
                    }
                }
            }
        }
    }
}
