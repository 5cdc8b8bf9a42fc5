package io.quantmini.stage;

import io.quantmini.lake.LakeFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What to read from one committed file.
 *
 * @param lakeRoot the lake's directory
 * @param file the file, as its manifest records it
 * @param columns names in the order wanted; empty for all, in file order
 * @param symbols symbols or option tickers to keep; empty for all
 * @param fromMicros earliest bar start to keep
 * @param toMicros latest bar start to keep
 */
public record FileScan(
        Path lakeRoot, LakeFile file, List<String> columns, Set<String> symbols, long fromMicros, long toMicros) {
    public FileScan {
        columns = List.copyOf(columns);
        symbols = Set.copyOf(symbols);
    }

    /** Everything in the file. */
    public static FileScan all(Path lakeRoot, LakeFile file) {
        return new FileScan(lakeRoot, file, List.of(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The same rows, of these columns only. */
    public FileScan select(List<String> names) {
        return new FileScan(lakeRoot, file, names, symbols, fromMicros, toMicros);
    }
}
