package io.quantmini.stage;

import io.quantmini.integrity.ValidationLevel;
import io.quantmini.lake.LakeFile;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Which file to look into.
 *
 * @param lakeRoot the lake's directory
 * @param file the file, as its manifest records it; its path is that of a partition
 * @param dataset of the rows
 * @param sessions dates that its rows may carry: those of its unit
 * @param level how deep to look
 */
public record InspectionRequest(
        Path lakeRoot, LakeFile file, Dataset dataset, List<LocalDate> sessions, ValidationLevel level) {
    public InspectionRequest {
        sessions = List.copyOf(sessions);
    }
}
