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
     * Bars in (ticker, time) order with the columns {@code symbol} or {@code ticker}, {@code timestamp} and those of the
     * query; the caller closes the stream. Bars of securities come in (security, time) order and start with
     * {@code security_id}.
     *
     * <p>Bars of five minutes to an hour start at whole multiples of their length, counted from where the kept part of
     * the session starts: 09:30 for regular hours, 20:00 of the evening before for all hours. So the hours of regular
     * trading are 09:30, 10:30, …, 15:30, the last one half as long, and those of all hours are New York's full hours. A
     * week starts on Monday, midnight New York, and holds the sessions of the range. Open is the first stored bar's and
     * close the last one's; a stretch without a stored bar has none. A date that is no session has no regular hours. Prices
     * are adjusted before bars are merged.
     *
     * @throws io.quantmini.QuantminiException when the files cannot be read
     */
    BatchStream bars(BarQuery query, BufferAllocator allocator);

    /**
     * The rows of one SELECT over the views {@code bronze.<dataset>} and {@code silver.<dataset>}; {@code ?} takes the
     * parameters in order. Anything but one SELECT, and any access outside the lake, is refused.
     */
    BatchStream sql(String select, List<?> parameters, BufferAllocator allocator);

    /** How {@link #bars} would answer; reads no bars. */
    QueryPlan explain(BarQuery query);

    /**
     * How {@link #sql} would answer; reads no rows.
     *
     * @throws io.quantmini.QuantminiException as {@link #sql} where the statement is refused
     */
    QueryPlan explain(String select, List<?> parameters);

    @Override
    void close();
}
