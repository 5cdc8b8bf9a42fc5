package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.qlib.internal.check.ListedSpans.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * The series of the instruments that rows come for. Files are read when an instrument's rows begin and let go when they end;
 * of one whose rows come in several pieces only the entries and closes stay in between. Not thread-safe.
 */
final class SeriesBook {
    private final Scope scope;
    private final DirectoryFiles files;
    private final SortedMap<String, List<Span>> listed;
    /** Instruments whose files were found whole. */
    private final Set<String> sound;

    private final Map<String, ExpectedSeries> open = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    SeriesBook(Scope scope, DirectoryFiles files, SortedMap<String, List<Span>> listed, Set<String> sound) {
        this.scope = scope;
        this.files = files;
        this.listed = listed;
        this.sound = sound;
    }

    /** The series of an instrument, its files open if they are sound. */
    ExpectedSeries open(String instrument) {
        ExpectedSeries series = open.computeIfAbsent(instrument, name -> new ExpectedSeries(name, scope));
        if (seen.add(instrument) && !listed.containsKey(instrument)) {
            scope.findings()
                    .add(QlibCheck.ROWS, ListedSpans.PATH, "a line of " + instrument + ", which has rows", "none");
        }
        if (!series.isOpen() && sound.contains(instrument)) {
            series.open(read(instrument));
        }
        return series;
    }

    /** Whether rows of the instrument came and more may come. */
    boolean isOpen(String instrument) {
        return open.containsKey(instrument);
    }

    /** Lets the files of all series go. */
    void rest() {
        open.values().forEach(ExpectedSeries::close);
    }

    /** All rows of an instrument came. */
    void finish(String instrument) {
        ExpectedSeries series = open(instrument);
        open.remove(instrument);
        if (listed.containsKey(instrument)) {
            series.finish(listed.getOrDefault(instrument, List.of()));
        }
    }

    /** All rows came: those of the instruments that are still open, too. */
    void finish() {
        List.copyOf(open.keySet()).forEach(this::finish);
        for (String instrument : listed.keySet()) {
            if (!seen.contains(instrument)) {
                scope.findings()
                        .add(
                                QlibCheck.ROWS,
                                ListedSpans.PATH,
                                "instruments that have rows",
                                instrument + " without any");
            }
        }
    }

    private Map<String, FieldFile> read(String instrument) {
        Map<String, FieldFile> read = new HashMap<>();
        Findings known = new Findings();
        for (String field : scope.fields(instrument)) {
            String path = InstrumentCheck.directory(instrument) + "/" + field + "."
                    + scope.timeline().frequency() + ".bin";
            byte[] content = files.again(path);
            FieldFile file = content == null
                    ? null
                    : FieldFile.of(path, content, scope.timeline().size(), known);
            if (file != null) {
                read.put(field, file);
            }
        }
        return read;
    }
}
