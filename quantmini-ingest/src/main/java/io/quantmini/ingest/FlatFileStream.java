package io.quantmini.ingest;

import io.quantmini.market.BarSchema;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.FileTally;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.RawRow;
import io.quantmini.stage.RowFault;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Candidate rows of a flat file, a batch for each part of its text that is in memory: plain records by {@link PlainRecords}, all
 * others by {@link RecordReader}. The text of a batch stays in the window while the batch is current, so that a bad row's is
 * at hand and no other's is copied.
 */
final class FlatFileStream implements CandidateStream {
    private final IngestRequest request;
    private final TextWindow window;
    private final RecordReader records;
    private final RowColumns columns;
    private final LineCount lines = new LineCount();
    private @Nullable Layout layout;
    private @Nullable VectorSchemaRoot current;
    private int stop;
    private boolean ended;
    private boolean closed;
    private long read;
    private long blank;
    private long malformed;

    /** Reads the text as the requested file's; owns it, and the memory of the rows. */
    FlatFileStream(IngestRequest request, TextSource text, RowColumns columns) {
        this.request = request;
        this.columns = columns;
        window = new TextWindow(text, request.file().toString());
        records = new RecordReader(window, request.limits().maxLineBytes());
    }

    /** What follows from the header. */
    private record Layout(CsvHeader header, RecordValues values, PlainRecords plain) {}

    /**
     * Reads the text as the requested file's; owns it, also on failure.
     *
     * @param batchRows most rows of a batch
     */
    static FlatFileStream open(IngestRequest request, TextSource text, int batchRows, BufferAllocator allocator) {
        try {
            return new FlatFileStream(request, text, RowColumns.allocate(batchRows, text.maxLength(), allocator));
        } catch (RuntimeException e) {
            try (text) {
                throw e;
            }
        }
    }

    @Override
    public Schema schema() {
        return BarSchema.candidate();
    }

    @Override
    public boolean advance() {
        current = null;
        columns.clear();
        while (columns.isEmpty() && !ended) {
            decode();
        }
        if (columns.isEmpty()) {
            return false;
        }
        current = columns.seal();
        return true;
    }

    /** Decodes what is in memory, reading on first when that is used up. */
    private void decode() {
        Layout known = layout == null ? begin() : layout;
        if (window.next == stop && !readOn(known)) {
            ended = true;
            return;
        }
        while (window.next < stop && !columns.isFull()) {
            int before = columns.rows;
            if (before == 0) {
                lines.begin(window.next, window.lineBreaks);
            }
            known.plain.read(window, stop, columns);
            read += columns.rows - before;
            if (window.next < stop && !columns.isFull() && !oddRecord(known)) {
                return;
            }
        }
    }

    private Layout begin() {
        window.begin();
        CsvHeader header = CsvHeader.read(records);
        boolean crlf = records.end() + 1 < window.next;
        Layout made = new Layout(
                header,
                new RecordValues(records, header),
                PlainRecords.of(header, request.limits().maxLineBytes(), crlf));
        layout = made;
        stop = window.lastLineEnd();
        return made;
    }

    /** Brings whole lines into the window, or reads the one record that does not fit or that ends the file. */
    private boolean readOn(Layout known) {
        if (window.limit - window.next <= RecordReader.maxKeep(request.limits().maxLineBytes())) {
            window.more(window.next);
            stop = window.lastLineEnd();
        }
        if (window.next < stop) {
            return true;
        }
        if (!records.next()) {
            return false;
        }
        take(known);
        stop = window.lastLineEnd();
        return true;
    }

    /** Reads the record at hand; false when it does not end in the window and rows before it are to be given first. */
    private boolean oddRecord(Layout known) {
        if (columns.isEmpty()) {
            records.next();
            take(known);
            stop = window.lastLineEnd();
            return true;
        }
        if (!records.nextInWindow()) {
            return false;
        }
        take(known);
        stop = Math.max(stop, window.next);
        return true;
    }

    private void take(Layout known) {
        read++;
        if (records.isBlank()) {
            blank++;
            return;
        }
        RowFault fault = known.values.read();
        if (fault == null) {
            if (columns.isEmpty()) {
                lines.begin(records.start(), records.line() - 1);
            }
            columns.add(records, known.values);
        } else {
            malformed++;
            request.malformed().accept(records.raw(), fault);
        }
    }

    @Override
    public VectorSchemaRoot batch() {
        VectorSchemaRoot root = current;
        if (root == null) {
            throw new IllegalStateException("[candidate stream] expected a current batch, got none; call advance()");
        }
        return root;
    }

    @Override
    public RawRow raw(int row) {
        Objects.checkIndex(row, batch().getRowCount());
        int start = columns.starts[row];
        return records.at(start, lines.before(window.bytes, start));
    }

    @Override
    public FileTally tally() {
        List<String> extra = layout == null ? List.of() : layout.header.extra();
        TextSource text = window.source();
        return new FileTally(read, blank, malformed, text.bytesIn(), text.bytesOut(), text.trailerCrc(), extra);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        current = null;
        ended = true;
        try (window) {
            columns.free();
        }
    }
}
