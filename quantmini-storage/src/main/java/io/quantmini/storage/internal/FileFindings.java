package io.quantmini.storage.internal;

import io.quantmini.integrity.Check;
import io.quantmini.integrity.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Findings about one file. Of rows with the same fault in the same column and row group the first is told and the others
 * counted, so a file that is wrong throughout needs no more memory than one that is right.
 */
final class FileFindings {
    private final String path;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<RowFault, Long> more = new LinkedHashMap<>();
    private final Map<RowFault, Finding> first = new LinkedHashMap<>();

    private record RowFault(Check check, String column) {}

    FileFindings(String path) {
        this.path = path;
    }

    void add(Check check, String expected, String found) {
        findings.add(Finding.of(check, path, expected, found));
    }

    void add(Check check, @Nullable String column, @Nullable Integer group, String expected, String found) {
        findings.add(new Finding(check, path, column, group, expected, found));
    }

    /** Counts a row; false when it is the first of its kind and has to be told. */
    boolean counted(Check check, String column) {
        return more.computeIfPresent(new RowFault(check, column), (fault, count) -> count + 1) != null;
    }

    void tell(Check check, String column, int group, String expected, String found) {
        RowFault fault = new RowFault(check, column);
        more.put(fault, 0L);
        first.put(fault, new Finding(check, path, column, group, expected, found));
    }

    /** Ends a row group: what was counted goes with what was told. */
    void endGroup() {
        first.forEach((fault, told) -> {
            long others = Objects.requireNonNullElse(more.get(fault), 0L);
            String found = others == 0 ? told.found() : told.found() + "; and " + others + " more rows like it";
            findings.add(new Finding(told.check(), path, told.column(), told.rowGroup(), told.expected(), found));
        });
        first.clear();
        more.clear();
    }

    boolean none() {
        return findings.isEmpty();
    }

    List<Finding> all() {
        return findings;
    }
}
