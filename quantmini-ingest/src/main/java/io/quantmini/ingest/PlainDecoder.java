package io.quantmini.ingest;

import io.quantmini.admission.FileAccessException;
import io.quantmini.admission.TickerSyntax;
import io.quantmini.ingest.inflate.StreamInflater;
import io.quantmini.stage.CandidateBatch;
import io.quantmini.stage.FileTally;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.RowDecoder;
import io.quantmini.stage.RowFault;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records to rows: finds each column by the header, converts its text, and reports the records that do not parse. The plain
 * version, which faster ones are compared with.
 */
final class PlainDecoder implements RowDecoder {
    private final IngestRequest request;
    private final GzipText gzip;
    private final RecordReader records;
    private @Nullable CsvHeader header;
    private long read;
    private long blank;
    private long malformed;

    private PlainDecoder(IngestRequest request, GzipText gzip) {
        this.request = request;
        this.gzip = gzip;
        this.records = new RecordReader(
                gzip, request.file().toString(), request.limits().maxLineBytes());
    }

    /** Opens the file; its header is read with the first batch. */
    static PlainDecoder open(IngestRequest request, Supplier<? extends StreamInflater> inflater) {
        IngestLimits limits = request.limits();
        String file = request.file().toString();
        try {
            return new PlainDecoder(
                    request, new GzipText(Files.newInputStream(request.file()), file, inflater.get(), limits));
        } catch (IOException e) {
            throw new FileAccessException(file, "open", e);
        }
    }

    @Override
    public boolean decode(CandidateBatch batch) {
        CsvHeader columns = header;
        if (columns == null) {
            columns = CsvHeader.read(records);
            header = columns;
        }
        while (!batch.isFull()) {
            if (!records.next()) {
                return false;
            }
            read++;
            if (records.isBlank()) {
                blank++;
                continue;
            }
            RowFault fault = row(columns, batch);
            if (fault == null) {
                batch.add();
            } else {
                malformed++;
                request.malformed().accept(records.raw(), fault);
            }
        }
        return true;
    }

    /** Sets the values of the current record; null when it parses. */
    private @Nullable RowFault row(CsvHeader columns, CandidateBatch batch) {
        RowFault fault = records.fault();
        if (fault != null) {
            return fault;
        }
        if (records.fields() != columns.fields()) {
            return RowFault.WRONG_COLUMN_COUNT;
        }
        byte[] bytes = records.buffer();
        int tickerFrom = records.from(columns.ticker());
        int tickerTo = records.to(columns.ticker());
        if (!TickerSyntax.isTicker(bytes, tickerFrom, tickerTo)
                || tickerTo - tickerFrom > CandidateBatch.MAX_TICKER_BYTES) {
            return RowFault.BAD_TICKER;
        }
        if (!numbers(columns, batch)) {
            return RowFault.BAD_NUMBER;
        }
        batch.ticker(bytes, tickerFrom, tickerTo);
        batch.place(records.line(), records.offset());
        batch.text(bytes, records.start(), records.end());
        return null;
    }

    private boolean numbers(CsvHeader columns, CandidateBatch batch) {
        double open = decimal(columns.open());
        double high = decimal(columns.high());
        double low = decimal(columns.low());
        double close = decimal(columns.close());
        double volume = decimal(columns.volume());
        long start = integer(columns.windowStart(), Long.MAX_VALUE);
        long transactions = integer(columns.transactions(), Integer.MAX_VALUE);
        if (Double.isNaN(open) || Double.isNaN(high) || Double.isNaN(low) || Double.isNaN(close)) {
            return false;
        }
        if (Double.isNaN(volume) || start < 0 || transactions < 0) {
            return false;
        }
        batch.prices(open, high, low, close);
        batch.traded(volume, (int) transactions);
        batch.start(start);
        return true;
    }

    private double decimal(int field) {
        return DecimalParser.parse(records.buffer(), records.from(field), records.to(field));
    }

    private long integer(int field, long max) {
        return IntegerParser.parse(records.buffer(), records.from(field), records.to(field), max);
    }

    @Override
    public FileTally tally() {
        List<String> extra = header == null ? List.of() : header.extra();
        return new FileTally(read, blank, malformed, gzip.bytesIn(), gzip.bytesOut(), gzip.trailerCrc(), extra);
    }

    @Override
    public void close() {
        gzip.close();
    }
}
