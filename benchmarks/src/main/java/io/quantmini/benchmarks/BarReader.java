package io.quantmini.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** A way to read a flat file of stock minute bars, from gzip to typed columns. Safe for use by several threads. */
@FunctionalInterface
interface BarReader {
    /** Reads the whole file; the number of rows. */
    long read(Path file, LocalDate session, BarSink sink) throws IOException;
}
