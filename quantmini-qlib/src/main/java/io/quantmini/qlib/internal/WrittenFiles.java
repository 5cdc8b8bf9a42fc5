package io.quantmini.qlib.internal;

import io.quantmini.market.Universe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;

/** Writes files of a Qlib directory below a root and remembers them for the manifest. Not thread-safe. */
final class WrittenFiles {
    private final Disk disk;
    private final Path root;
    private final List<Manifest.Entry> entries = new ArrayList<>();

    WrittenFiles(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** The files written, in that order. */
    List<Manifest.Entry> entries() {
        return entries;
    }

    void createDirectory(String path) throws IOException {
        disk.createDirectories(root.resolve(path));
    }

    void write(String path, ByteBuffer content) throws IOException {
        entries.add(new Manifest.Entry(path, content.remaining(), Manifest.crc32c(content)));
        disk.write(root.resolve(path), content);
    }

    /** Writes the list of all instruments. */
    void instruments(SortedMap<String, List<BarSpan>> spans, CalendarAxis axis) throws IOException {
        StringBuilder all = new StringBuilder();
        spans.forEach((instrument, some) ->
                some.forEach(span -> all.append(axis.line(instrument, span.start(), span.end()))));
        write(Manifest.INSTRUMENTS, all);
    }

    /** Writes lists of members; gives what could not be listed. */
    List<String> indexes(List<Universe> indexes, IndexLists lists, Function<Universe.Member, List<Stay>> stays)
            throws IOException {
        for (Universe index : indexes) {
            write("instruments/" + index.name() + ".txt", lists.text(index, stays));
        }
        return lists.findings();
    }

    /** Writes the lines of aliases. */
    void aliases(SortedSet<String> lines) throws IOException {
        write(Alias.FILE, Alias.HEADER + String.join("", lines));
    }

    /** Writes the manifest, which does not name itself. */
    void manifest(Manifest manifest) throws IOException {
        disk.write(root.resolve(Manifest.NAME), manifest.bytes());
    }

    private void write(String path, CharSequence text) throws IOException {
        write(path, StandardCharsets.UTF_8.encode(text.toString()));
    }
}
