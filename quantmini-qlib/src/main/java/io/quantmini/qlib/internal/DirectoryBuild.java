package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.QlibUpdateException;
import io.quantmini.stage.QlibIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Writes a Qlib directory, instrument by instrument, into an empty directory. Not thread-safe. */
final class DirectoryBuild {
    /** An instrument absent for more sessions than this starts a new span. */
    private static final int LONGEST_ABSENCE = 60;

    private final Disk disk;
    private final Path root;
    private final CalendarAxis axis;
    private final List<String> fields;
    private final List<Manifest.Entry> files = new ArrayList<>();
    private final SortedMap<String, List<BarSpan>> spans = new TreeMap<>();
    private final SortedSet<Alias> aliases = new TreeSet<>();

    DirectoryBuild(Disk disk, Path root, CalendarAxis axis, List<String> fields) throws IOException {
        this.disk = disk;
        this.root = root;
        this.axis = axis;
        this.fields = fields;
        for (String directory : List.of("calendars", "instruments", "features")) {
            disk.createDirectories(root.resolve(directory));
        }
    }

    CalendarAxis axis() {
        return axis;
    }

    /** Writes the files of an instrument with at least one bar, all fields set. */
    void instrument(QlibName name, Series series) throws IOException {
        instrument(name, series, fields);
    }

    /** The same of an instrument that has fields of its own. */
    void instrument(QlibName name, Series series, List<String> fieldNames) throws IOException {
        if (spans.put(name.instrument(), spans(series)) != null) {
            throw new QlibUpdateException(
                    root, "cannot write " + name + ": expected one security of that name, got two", null);
        }
        String directory = "features/" + name.directory();
        disk.createDirectories(root.resolve(directory));
        for (int field = 0; field < fieldNames.size(); field++) {
            write(directory + "/" + fieldNames.get(field) + "." + axis.frequency() + ".bin", series.bytes(field));
        }
    }

    /** Records the name of an instrument that differs from a ticker its bars came under. */
    void alias(Alias alias) {
        aliases.add(alias);
    }

    /** How many instruments were written. */
    int instruments() {
        return spans.size();
    }

    /** Writes the lists of indexes, once all instruments are written; gives what could not be listed. */
    List<String> indexes(List<QlibIndex> indexes, Function<QlibIndex.Member, List<Stay>> stays) throws IOException {
        IndexLists lists = new IndexLists(axis, spans);
        for (QlibIndex index : indexes) {
            write("instruments/" + index.name() + ".txt", lists.text(index, stays));
        }
        return lists.findings();
    }

    /** Writes the calendar, the instruments, the aliases and the manifest; keeps also the given files. */
    Manifest finish(String stamp, SortedMap<String, ByteBuffer> kept) throws IOException {
        StringBuilder calendar = new StringBuilder();
        for (int entry = 0; entry < axis.size(); entry++) {
            calendar.append(axis.label(entry)).append('\n');
        }
        write("calendars/" + axis.frequency() + ".txt", calendar);
        StringBuilder all = new StringBuilder();
        spans.forEach((instrument, some) ->
                some.forEach(span -> all.append(axis.line(instrument, span.start(), span.end()))));
        write("instruments/all.txt", all);
        StringBuilder names = new StringBuilder(Alias.HEADER);
        aliases.forEach(alias -> names.append(alias.line()));
        write(Alias.FILE, names);
        for (var file : kept.entrySet()) {
            disk.write(root.resolve(file.getKey()), file.getValue());
        }
        Manifest manifest = new Manifest(stamp, files);
        disk.write(root.resolve(Manifest.NAME), manifest.bytes());
        return manifest;
    }

    private void write(String path, CharSequence text) throws IOException {
        write(path, StandardCharsets.UTF_8.encode(text.toString()));
    }

    private void write(String path, ByteBuffer content) throws IOException {
        files.add(new Manifest.Entry(path, content.remaining(), Manifest.crc32c(content)));
        disk.write(root.resolve(path), content);
    }

    private List<BarSpan> spans(Series series) {
        List<BarSpan> found = new ArrayList<>();
        int start = series.first();
        int previous = start;
        for (int bar = series.nextBar(start + 1); bar >= 0; bar = series.nextBar(bar + 1)) {
            // Entries are at least one a session, which spares most bars the look at the calendar.
            boolean absent = bar - previous > LONGEST_ABSENCE
                    && axis.session(bar) - axis.session(previous) - 1 > LONGEST_ABSENCE;
            if (absent) {
                found.add(new BarSpan(start, previous));
                start = bar;
            }
            previous = bar;
        }
        found.add(new BarSpan(start, previous));
        return found;
    }
}
