package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether two lakes are equal: bronze, silver, gold, quarantine and the metadata tables byte for byte, the ledgers as sets
 * of each unit's last line without its time. Landing, archive, caches and temporary files are not part of it. Pure
 * functions; nothing is changed.
 */
public final class LakeComparison {
    private static final List<String> COMPARED = List.of("bronze", "silver", "gold", "quarantine", "metadata");
    private static final Set<String> NOT_COMPARED =
            Set.of("metadata/ledger.jsonl", "metadata/lake.lock", "metadata/lake.sql", "metadata/lake.py");

    private LakeComparison() {}

    /**
     * What differs between two lakes, a line each, by path and then by unit; empty when they are equal.
     *
     * @throws LakeException when one of them cannot be read
     */
    public static List<String> differences(Path one, Path other) {
        List<String> differences = new ArrayList<>();
        Map<String, Path> files = files(one);
        Map<String, Path> others = files(other);
        Set<String> paths = new TreeSet<>(files.keySet());
        paths.addAll(others.keySet());
        for (String path : paths) {
            if (!others.containsKey(path)) {
                differences.add(path + ": only in " + one);
            } else if (!files.containsKey(path)) {
                differences.add(path + ": only in " + other);
            } else {
                compare(path, one, other, differences);
            }
        }
        compare(lines(one), lines(other), differences);
        return differences;
    }

    private static void compare(String path, Path one, Path other, List<String> differences) {
        try {
            long at = Files.mismatch(one.resolve(path), other.resolve(path));
            if (at >= 0) {
                differences.add(path + ": differs from byte " + at);
            }
        } catch (IOException e) {
            throw new LakeException(one.resolve(path), "cannot compare: " + e, e);
        }
    }

    private static void compare(
            Map<String, LedgerEntry> lines, Map<String, LedgerEntry> others, List<String> differences) {
        Set<String> units = new TreeSet<>(lines.keySet());
        units.addAll(others.keySet());
        for (String unit : units) {
            LedgerEntry line = lines.get(unit);
            LedgerEntry other = others.get(unit);
            if (line == null || !line.equals(other)) {
                differences.add("unit " + unit + ": " + describe(line) + " | " + describe(other));
            }
        }
    }

    private static String describe(@Nullable LedgerEntry line) {
        return line == null ? "no line" : LedgerFormat.write(line);
    }

    private static Map<String, LedgerEntry> lines(Path root) {
        Map<String, LedgerEntry> last = new TreeMap<>();
        for (LedgerEntry line : Lake.at(root).history()) {
            last.put(line.unit(), line.withTime(Instant.EPOCH));
        }
        return last;
    }

    private static Map<String, Path> files(Path root) {
        if (!Files.isDirectory(root)) {
            throw new LakeException(root, "cannot compare: expected a lake, got no directory", null);
        }
        Map<String, Path> files = new TreeMap<>();
        for (String directory : COMPARED) {
            Path top = root.resolve(directory);
            if (!Files.isDirectory(top)) {
                continue;
            }
            try (Stream<Path> below = Files.walk(top)) {
                below.filter(Files::isRegularFile).forEach(file -> {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    if (!NOT_COMPARED.contains(path)) {
                        files.put(path, file);
                    }
                });
            } catch (IOException e) {
                throw new LakeException(top, "cannot compare: " + e, e);
            }
        }
        return files;
    }
}
