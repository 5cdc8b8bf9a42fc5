package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.integrity.QlibFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is found. Safe for use by several threads. */
final class Findings {
    private static final Comparator<QlibFinding> ORDER = Comparator.comparing(QlibFinding::path)
            .thenComparing(QlibFinding::byteOffset, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(finding -> finding.check().name())
            .thenComparing(QlibFinding::found);

    private final List<QlibFinding> found = new ArrayList<>();

    /** About a whole file, or about none. */
    void add(QlibCheck check, String path, String expected, String got) {
        add(new QlibFinding(check, path, null, expected, got));
    }

    /** About a place in a file. */
    void add(QlibCheck check, Place place, String expected, String got) {
        add(new QlibFinding(check, place.path(), place.byteOffset(), expected, got));
    }

    /** Everything, by path and offset. */
    synchronized List<QlibFinding> sorted() {
        return found.stream().sorted(ORDER).toList();
    }

    private synchronized void add(QlibFinding finding) {
        found.add(finding);
    }

    /**
     * A place in a file.
     *
     * @param path of the file, relative to the directory
     * @param byteOffset in it; null for the whole file
     */
    record Place(String path, @Nullable Long byteOffset) {}
}
