package io.quantmini.stage;

import io.quantmini.batch.BatchStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Where a {@link FeatureEngine} gets bronze bars from, in either of two ways: the files, for a program that opens them
 * itself, or the rows as Arrow batches. Both hold the same rows. Safe for use by several threads.
 */
public interface BarSource {
    /** No bars at all. */
    static BarSource none() {
        return FileBars.NONE;
    }

    /**
     * Bars of Parquet files for engines that open files themselves; {@link #open} is refused.
     *
     * @param files absolute paths, each once
     * @throws io.quantmini.feature.FeatureException naming the path that is not
     */
    static BarSource files(List<Path> files) {
        return new FileBars(files);
    }

    /** Whether there is no file to read; {@link #open} then has nothing to give. */
    default boolean isEmpty() {
        return files().isEmpty();
    }

    /** Absolute paths, each once, each file just compared with its manifest. */
    List<Path> files();

    /**
     * The rows, sorted by the bytes of symbol or ticker, then time; the caller closes the stream. May be called any number
     * of times, also while earlier streams are open.
     *
     * @param columns names in the order wanted, symbol or ticker and timestamp among them; empty for all of bronze's
     * @param symbols symbols or option tickers to keep; empty for all
     * @param allocator of the batches and of what is read
     */
    BatchStream open(List<String> columns, Set<String> symbols, BufferAllocator allocator);
}
