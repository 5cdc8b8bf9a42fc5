package io.quantmini.qlib.internal;

import io.quantmini.market.Universe;
import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.QlibUpdateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Adds what comes after a directory's calendar to its files, instrument by instrument; each file is opened once and nothing
 * of it is read. Bars of the directory's own sessions may come too, for the values that look back at them. Not thread-safe.
 */
final class DirectoryExtension implements Instruments {
    private final DirectoryAppend append;
    private final Present present;
    private final CalendarAxis axis;
    private final Map<String, Manifest.Entry> entries = new HashMap<>();
    private final SortedMap<String, List<BarSpan>> spans;
    private final SortedSet<String> aliases;
    private final Set<String> seen = new HashSet<>();
    private final WrittenFiles fresh;
    private final WrittenFiles staged;
    private final List<Path> changedFiles = new ArrayList<>();
    private final Set<Path> changedDirectories = new LinkedHashSet<>();

    DirectoryExtension(DirectoryAppend append, Present present, CalendarAxis axis) {
        this.append = append;
        this.present = present;
        this.axis = axis;
        this.spans = new TreeMap<>(present.spans());
        this.aliases = new TreeSet<>(present.aliases());
        this.fresh = new WrittenFiles(append.disk(), append.directory());
        this.staged = new WrittenFiles(append.disk(), append.staging());
        present.manifest().files().stream()
                .filter(file -> file.path().startsWith("features/"))
                .forEach(file -> entries.put(file.path(), file));
    }

    @Override
    public CalendarAxis axis() {
        return axis;
    }

    @Override
    public Parking parking() {
        return new Parking(append.disk(), append.staging().resolve(".parking"));
    }

    @Override
    public void instrument(QlibName name, Series series, List<String> fields) throws IOException {
        if (!seen.add(name.instrument())) {
            throw new QlibUpdateException(
                    append.directory(), "cannot write " + name + ": expected one security of that name, got two", null);
        }
        List<BarSpan> known = spans.getOrDefault(name.instrument(), List.of());
        int end = known.isEmpty() ? -1 : known.get(known.size() - 1).end();
        int before = series.lastBarBefore(present.entries());
        if (before >= 0 && before != end) {
            throw new NotAnExtension("bars of " + name + " that the directory has not");
        }
        if (series.last() < present.entries()) {
            return;
        }
        for (int field = 0; field < fields.size(); field++) {
            String path = axis.file(name, fields.get(field));
            if (known.isEmpty()) {
                create(name, path, series.bytes(field));
            } else {
                append(path, series.values(field, end + 1));
            }
        }
        spans.put(name.instrument(), Spans.extended(known, series, present.entries(), axis));
    }

    @Override
    public void alias(Alias alias) {
        aliases.add(alias.line());
    }

    /** Writes the lists of indexes, once all instruments were given; gives what could not be listed. */
    List<String> indexes(List<Universe> indexes, Function<Universe.Member, List<Stay>> stays) throws IOException {
        return staged.indexes(indexes, new IndexLists(axis, spans), stays);
    }

    /** Writes calendar, instruments, aliases and manifest, forces everything and puts it in place. */
    void finish(Stamp stamp) throws IOException {
        ByteBuffer added = axis.text(present.entries());
        ByteBuffer calendar = ByteBuffer.allocate(present.calendar().remaining() + added.remaining());
        staged.write(
                axis.path(),
                calendar.put(present.calendar().duplicate()).put(added).flip());
        staged.instruments(spans, axis);
        staged.aliases(aliases);
        fresh.entries().forEach(file -> entries.put(file.path(), file));
        staged.entries().forEach(file -> entries.put(file.path(), file));
        staged.manifest(new Manifest(stamp, List.copyOf(entries.values())));
        ForcePool.force(append.disk(), changedFiles);
        ForcePool.force(append.disk(), List.copyOf(changedDirectories));
        append.publish();
    }

    private void create(QlibName name, String path, ByteBuffer content) throws IOException {
        Path directory = append.directory().resolve("features").resolve(name.directory());
        if (changedDirectories.add(directory)) {
            changedDirectories.add(append.directory().resolve("features"));
            append.disk().createDirectories(directory);
        }
        fresh.write(path, content);
        changedFiles.add(append.directory().resolve(path));
    }

    private void append(String path, ByteBuffer content) throws IOException {
        Manifest.Entry file = entries.get(path);
        if (file == null) {
            throw new NotAnExtension("an instrument without the file " + path);
        }
        Path target = append.directory().resolve(path);
        long crc32c = Crc32c.combine(file.crc32c(), Manifest.crc32c(content), content.remaining());
        entries.put(path, new Manifest.Entry(path, file.bytes() + content.remaining(), crc32c));
        append.disk().append(target, file.bytes(), content);
        changedFiles.add(target);
    }
}
