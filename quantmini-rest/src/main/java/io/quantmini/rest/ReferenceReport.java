package io.quantmini.rest;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of a {@link ReferenceDownload}.
 *
 * @param requests made, those that failed and were made again included
 * @param bytes of pages that landed
 * @param rows by table that was made, such as {@code stocks/splits}
 * @param findings what was left out, is unknown to the vendor or does not fit together, in plain words
 */
public record ReferenceReport(long requests, long bytes, SortedMap<String, Long> rows, List<String> findings) {
    public ReferenceReport {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        findings = List.copyOf(findings);
    }
}
