package io.quantmini.ingest;

import io.quantmini.stage.CandidateBatch;
import io.quantmini.stage.FileTally;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.RowDecoder;
import io.quantmini.stage.RowFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records to rows, one by one: the plain version, which {@link FlatFileStream} is compared with. */
final class PlainDecoder implements RowDecoder {
    private final IngestRequest request;
    private final TextWindow window;
    private final RecordReader records;
    private @Nullable CsvHeader header;
    private @Nullable RecordValues values;
    private long read;
    private long blank;
    private long malformed;

    /** Owns the text; the header is read with the first batch. */
    PlainDecoder(IngestRequest request, TextSource text) {
        this.request = request;
        window = new TextWindow(text, request.file().toString());
        records = new RecordReader(window, request.limits().maxLineBytes());
    }

    @Override
    public boolean decode(CandidateBatch batch) {
        RecordValues row = values;
        if (row == null) {
            window.begin();
            header = CsvHeader.read(records);
            row = new RecordValues(records, header);
            values = row;
        }
        while (!batch.isFull()) {
            if (!records.next()) {
                return false;
            }
            read++;
            if (records.isBlank()) {
                blank++;
            } else {
                take(row, batch);
            }
        }
        return true;
    }

    private void take(RecordValues row, CandidateBatch batch) {
        RowFault fault = row.read();
        if (fault != null) {
            malformed++;
            request.malformed().accept(records.raw(), fault);
            return;
        }
        batch.ticker(records.buffer(), row.tickerFrom, row.tickerTo);
        batch.prices(row.open, row.high, row.low, row.close);
        batch.traded(row.volume, row.transactions);
        batch.start(row.windowStart);
        batch.place(records.line(), records.offset());
        batch.text(records.buffer(), records.start(), records.end());
        batch.add();
    }

    @Override
    public FileTally tally() {
        List<String> extra = header == null ? List.of() : header.extra();
        TextSource text = window.source();
        return new FileTally(read, blank, malformed, text.bytesIn(), text.bytesOut(), text.trailerCrc(), extra);
    }

    @Override
    public void close() {
        window.close();
    }
}
