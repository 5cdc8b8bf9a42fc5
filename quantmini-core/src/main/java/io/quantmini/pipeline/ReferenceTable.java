package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A table of reference data that takes the place of the one the lake has.
 *
 * @param name below {@code metadata}, without the ending, such as {@code stocks/tickers}
 * @param rows opens the rows, whose buffers come from the allocator; whoever opened them closes them
 */
public record ReferenceTable(String name, Function<BufferAllocator, BatchStream> rows) {
    private static final Pattern NAME = Pattern.compile("(stocks|options)(/[a-z0-9][a-z0-9_-]*)+");

    public ReferenceTable {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "[reference table] expected a name such as stocks/tickers, got \"" + name + "\"");
        }
    }
}
