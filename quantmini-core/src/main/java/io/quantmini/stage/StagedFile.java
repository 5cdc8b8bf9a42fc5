package io.quantmini.stage;

import io.quantmini.lake.LakeFile;
import java.nio.file.Path;

/**
 * A finished file that is not yet part of the lake.
 *
 * @param staged where it is now
 * @param file what it will be: final path relative to the lake, length, rows, checksum, time range
 */
public record StagedFile(Path staged, LakeFile file) {}
