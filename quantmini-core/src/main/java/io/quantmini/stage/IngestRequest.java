package io.quantmini.stage;

import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.BiConsumer;

/**
 * What to decode.
 *
 * @param file a gzip CSV
 * @param dataset of its rows
 * @param session the file's date
 * @param limits caps of the file
 * @param malformed takes each record that does not parse, in file order, on the thread that advances the stream
 */
public record IngestRequest(
        Path file, Dataset dataset, LocalDate session, IngestLimits limits, BiConsumer<RawRow, RowFault> malformed) {}
