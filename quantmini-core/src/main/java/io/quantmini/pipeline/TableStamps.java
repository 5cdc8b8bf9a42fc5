package io.quantmini.pipeline;

import io.quantmini.lake.LakePaths;
import io.quantmini.lake.PartitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code metadata/tables.tsv}: what each derived table was made from, a line a table and input. Written after the tables;
 * a line that is lost costs making its table again.
 */
final class TableStamps {
    private final Path file;
    private final Path temporary;
    private final Set<String> lines = new TreeSet<>();

    private TableStamps(LakePaths paths) {
        this.file = paths.metadata().resolve("tables.tsv");
        this.temporary = paths.temp().resolve("tables.tsv.tmp");
    }

    /** What was written last, in {@code before}; an empty one otherwise. */
    static TableStamps read(LakePaths paths) {
        TableStamps stamps = new TableStamps(paths);
        try {
            if (Files.exists(stamps.file)) {
                stamps.lines.addAll(Files.readAllLines(stamps.file));
            }
        } catch (IOException e) {
            throw new PartitionException(
                    stamps.file.toString(), null, "cannot read: " + e + "; delete it to make the tables again", e);
        }
        return stamps;
    }

    static TableStamps empty(LakePaths paths) {
        return new TableStamps(paths);
    }

    boolean has(String table, String input) {
        return lines.contains(table + "\t" + input);
    }

    void add(String table, String input) {
        lines.add(table + "\t" + input);
    }

    /** Replaces the file, unless it says the same; the caller holds the lake's writer lock. */
    void replace(TableStamps before) {
        if (lines.equals(before.lines)) {
            return;
        }
        try {
            Files.write(temporary, lines);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PartitionException(
                    file.toString(), null, "cannot write: " + e + "; check the disk and its space, then run again", e);
        }
    }
}
