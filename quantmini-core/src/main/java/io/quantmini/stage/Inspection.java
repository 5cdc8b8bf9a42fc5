package io.quantmini.stage;

import io.quantmini.integrity.Finding;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What an inspection of a file found.
 *
 * @param findings what is wrong; few for a file, however many of its rows are
 * @param sessionRows rows by date, where rows were read
 */
public record Inspection(List<Finding> findings, Map<LocalDate, Long> sessionRows) {
    public Inspection {
        findings = List.copyOf(findings);
        sessionRows = Map.copyOf(sessionRows);
    }
}
