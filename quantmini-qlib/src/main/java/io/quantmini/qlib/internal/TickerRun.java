package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibUpdateException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VarCharVector;

/** Walks rows sorted by ticker and tells where the next ticker begins; reads no text in between. Not thread-safe. */
public final class TickerRun {
    private final Path directory;
    private byte[] bytes = new byte[0];
    private String ticker = "";

    /** {@code directory} stands in error messages. */
    public TickerRun(Path directory) {
        this.directory = directory;
    }

    /** The ticker of the row last looked at. */
    public String ticker() {
        return ticker;
    }

    /** Looks at a row; true when its ticker is another than that of the row before. */
    public boolean startsAt(VarCharVector tickers, int row) {
        int start = tickers.getStartOffset(row);
        int length = tickers.getValueLength(row);
        if (length == bytes.length && equalsCurrent(tickers.getDataBuffer(), start)) {
            return false;
        }
        byte[] next = tickers.get(row);
        String name = new String(next, StandardCharsets.UTF_8);
        if (Arrays.compareUnsigned(next, bytes) < 0) {
            throw new QlibUpdateException(
                    directory,
                    "cannot read the rows: expected them sorted by ticker, got " + name + " after " + ticker,
                    null);
        }
        bytes = next;
        ticker = name;
        return true;
    }

    private boolean equalsCurrent(ArrowBuf data, long start) {
        // Neighbours differ at the end more often than at the start.
        for (int at = bytes.length - 1; at >= 0; at--) {
            if (data.getByte(start + at) != bytes[at]) {
                return false;
            }
        }
        return true;
    }
}
