package io.quantmini.stage;

import io.quantmini.batch.BatchStream;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Answers questions about the committed files of one lake. Each answer is of one committed state, the newest when the
 * question is asked. Safe for use by several threads.
 */
public interface QueryEngine extends AutoCloseable {
    /**
     * Bars in (ticker, time) order with the columns {@code symbol} or {@code ticker}, {@code timestamp}, {@code open, high,
     * low, close, volume, transactions}; the caller closes the stream.
     *
     * @throws io.quantmini.QuantminiException when the files cannot be read
     */
    BatchStream bars(BarQuery query, BufferAllocator allocator);

    /**
     * The rows of one SELECT over the views {@code bronze.<dataset>} and {@code silver.<dataset>}; {@code ?} takes the
     * parameters in order. Anything but one SELECT, and any access outside the lake, is refused.
     */
    BatchStream sql(String select, List<?> parameters, BufferAllocator allocator);

    @Override
    void close();
}
