package io.quantmini.ingest;

import io.quantmini.market.BarSchema;
import io.quantmini.stage.CandidateBatch;
import io.quantmini.stage.IngestRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of all rows of a text has to have room for. Records that turn out to be malformed may be among the rows.
 *
 * @param rows at least that many
 * @param tickerBytes of all their tickers
 */
record BatchSize(int rows, long tickerBytes) {
    private static final long ONES = 0x0101010101010101L;
    private static final long LOWS = 0x7f7f7f7f7f7f7f7fL;
    private static final long LINE_FEEDS = ONES * '\n';
    private static final long QUOTES = ONES * '"';

    /** Prices, volume and time, eight bytes each; number of trades and end of the ticker, four; a bit of validity for each. */
    private static final long BYTES_PER_ROW = 6 * 8 + 2 * 4 + 1;

    private static final byte[] TICKER_FIRST = (BarSchema.TICKER + ",").getBytes(StandardCharsets.US_ASCII);

    /** Counts; what is wrong with the file as a whole is thrown as decoding would throw it. */
    static BatchSize of(WholeText text, IngestRequest request) {
        BatchSize plain = ofLines(text);
        return plain == null ? ofRecords(text, request) : plain;
    }

    /** Off-heap, give or take what the allocator rounds. */
    long bytes() {
        return rows * BYTES_PER_ROW + tickerBytes;
    }

    /** Takes every line for a record and what is before its first comma for a ticker; null if that may be wrong. */
    private static @Nullable BatchSize ofLines(WholeText whole) {
        TextWindow window = new TextWindow(whole.again(), "");
        window.begin();
        byte[] text = window.bytes;
        int start = window.next;
        int end = window.limit;
        if (end - start < TICKER_FIRST.length
                || !Arrays.equals(text, start, start + TICKER_FIRST.length, TICKER_FIRST, 0, TICKER_FIRST.length)) {
            return null;
        }
        int rows = 0;
        long tickerBytes = 0;
        long quotes = 0;
        for (int at = start; at < end; at += Long.BYTES) {
            long word = Digits.raw(text, at);
            quotes |= zeros(word ^ QUOTES);
            for (long feeds = zeros(word ^ LINE_FEEDS); feeds != 0; feeds &= feeds - 1) {
                int line = at + (Long.numberOfTrailingZeros(feeds) >>> 3) + 1;
                int comma = comma(text, line, end);
                if (comma > line) {
                    rows++;
                    tickerBytes += comma - line;
                }
            }
        }
        return quotes == 0 ? new BatchSize(rows, tickerBytes) : null;
    }

    /** Sets the high bit of every byte that is zero, and no other. */
    private static long zeros(long word) {
        return ~(((word & LOWS) + LOWS) | word | LOWS);
    }

    /** Where the first comma of a line is; before its start when it has none. */
    private static int comma(byte[] text, int line, int end) {
        int at = line;
        while (at < end && text[at] != ',') {
            if (text[at] == '\n') {
                return -1;
            }
            at++;
        }
        return at < end ? at : -1;
    }

    private static BatchSize ofRecords(WholeText text, IngestRequest request) {
        TextWindow window = new TextWindow(text.again(), request.file().toString());
        window.begin();
        RecordReader records = new RecordReader(window, request.limits().maxLineBytes());
        CsvHeader header = CsvHeader.read(records);
        int rows = 0;
        long tickerBytes = 0;
        while (records.next()) {
            if (records.fault() == null && records.fields() == header.fields()) {
                int length = records.to(header.ticker()) - records.from(header.ticker());
                rows++;
                tickerBytes += Math.min(length, CandidateBatch.MAX_TICKER_BYTES);
            }
        }
        return new BatchSize(rows, tickerBytes);
    }
}
