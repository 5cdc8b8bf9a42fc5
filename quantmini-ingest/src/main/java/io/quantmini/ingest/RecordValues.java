package io.quantmini.ingest;

import io.quantmini.admission.TickerSyntax;
import io.quantmini.stage.CandidateBatch;
import io.quantmini.stage.RowFault;
import org.jspecify.annotations.Nullable;

/** The values of one record, by the header; replaced by those of the next. */
final class RecordValues {
    private final RecordReader records;
    private final CsvHeader header;

    int tickerFrom;
    int tickerTo;
    double open;
    double high;
    double low;
    double close;
    double volume;
    long windowStart;
    int transactions;

    RecordValues(RecordReader records, CsvHeader header) {
        this.records = records;
        this.header = header;
    }

    /** Takes the current record, which is not blank; null when it parses. */
    @Nullable
    RowFault read() {
        RowFault fault = records.fault();
        if (fault != null) {
            return fault;
        }
        if (records.fields() != header.fields()) {
            return RowFault.WRONG_COLUMN_COUNT;
        }
        tickerFrom = records.from(header.ticker());
        tickerTo = records.to(header.ticker());
        if (!TickerSyntax.isTicker(records.buffer(), tickerFrom, tickerTo)
                || tickerTo - tickerFrom > CandidateBatch.MAX_TICKER_BYTES) {
            return RowFault.BAD_TICKER;
        }
        return numbers() ? null : RowFault.BAD_NUMBER;
    }

    private boolean numbers() {
        open = decimal(header.open());
        high = decimal(header.high());
        low = decimal(header.low());
        close = decimal(header.close());
        volume = decimal(header.volume());
        windowStart = integer(header.windowStart(), Long.MAX_VALUE);
        long count = integer(header.transactions(), Integer.MAX_VALUE);
        transactions = (int) count;
        boolean prices = !(Double.isNaN(open) || Double.isNaN(high) || Double.isNaN(low) || Double.isNaN(close));
        return prices && !Double.isNaN(volume) && windowStart >= 0 && count >= 0;
    }

    private double decimal(int field) {
        return DecimalParser.parse(records.buffer(), records.from(field), records.to(field));
    }

    private long integer(int field, long max) {
        return IntegerParser.parse(records.buffer(), records.from(field), records.to(field), max);
    }
}
