package io.quantmini.qlib;

import java.nio.file.Path;

/**
 * Something wrong with a file of a Qlib directory.
 *
 * @param file the file
 * @param problem what was expected and what is there
 */
public record QlibFault(Path file, String problem) {}
