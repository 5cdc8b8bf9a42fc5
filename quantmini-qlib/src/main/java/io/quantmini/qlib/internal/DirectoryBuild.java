package io.quantmini.qlib.internal;

import io.quantmini.market.Universe;
import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.QlibUpdateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Writes a Qlib directory, instrument by instrument, into an empty directory. Not thread-safe. */
final class DirectoryBuild implements Instruments {
    private final Disk disk;
    private final Path root;
    private final CalendarAxis axis;
    private final WrittenFiles files;
    private final SortedMap<String, List<BarSpan>> spans = new TreeMap<>();
    private final SortedSet<String> aliases = new TreeSet<>();

    DirectoryBuild(Disk disk, Path root, CalendarAxis axis) throws IOException {
        this.disk = disk;
        this.root = root;
        this.axis = axis;
        this.files = new WrittenFiles(disk, root);
        for (String directory : List.of("calendars", "instruments", "features")) {
            files.createDirectory(directory);
        }
    }

    @Override
    public CalendarAxis axis() {
        return axis;
    }

    @Override
    public Parking parking() {
        return new Parking(disk, root.resolve(".parking"));
    }

    @Override
    public void instrument(QlibName name, Series series, List<String> fields) throws IOException {
        if (spans.put(name.instrument(), Spans.extended(List.of(), series, 0, axis)) != null) {
            throw new QlibUpdateException(
                    root, "cannot write " + name + ": expected one security of that name, got two", null);
        }
        files.createDirectory("features/" + name.directory());
        for (int field = 0; field < fields.size(); field++) {
            files.write(axis.file(name, fields.get(field)), series.bytes(field));
        }
    }

    @Override
    public void alias(Alias alias) {
        aliases.add(alias.line());
    }

    /** Writes the lists of indexes, once all instruments are written; gives what could not be listed. */
    List<String> indexes(List<Universe> indexes, Function<Universe.Member, List<Stay>> stays) throws IOException {
        return files.indexes(indexes, new IndexLists(axis, spans), stays);
    }

    /** Writes the calendar, the instruments, the aliases and the manifest; keeps also the given files. */
    void finish(Stamp stamp, SortedMap<String, ByteBuffer> kept) throws IOException {
        files.write(axis.path(), axis.text(0));
        files.instruments(spans, axis);
        files.aliases(aliases);
        for (var file : kept.entrySet()) {
            disk.write(root.resolve(file.getKey()), file.getValue());
        }
        files.manifest(new Manifest(stamp, files.entries()));
    }
}
