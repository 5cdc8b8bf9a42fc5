package io.quantmini.admission;

import io.quantmini.stage.CandidateBatch;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.FileTally;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import io.quantmini.stage.RawRow;
import io.quantmini.stage.RowDecoder;
import io.quantmini.stage.RowFault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.arrow.memory.BufferAllocator;

/** Rows in memory, cut into batches of any sizes, other ones each time it is opened. */
final class RowIngestor implements Ingestor {
    private static final int MAX_BATCH = 10_000;

    private final List<BarRow> rows;
    private final IntSupplier cuts;

    /** {@code cuts} says how many records a batch takes at most. */
    RowIngestor(List<BarRow> rows, IntSupplier cuts) {
        this.rows = rows;
        this.cuts = cuts;
    }

    @Override
    public CandidateStream open(IngestRequest request, BufferAllocator allocator) {
        return CandidateStream.of(new Decoder(request), MAX_BATCH, allocator);
    }

    private final class Decoder implements RowDecoder {
        private final IngestRequest request;
        private int next;
        private long malformed;

        Decoder(IngestRequest request) {
            this.request = request;
        }

        @Override
        public boolean decode(CandidateBatch batch) {
            int left = cuts.getAsInt();
            while (left > 0 && next < rows.size() && !batch.isFull()) {
                put(next, rows.get(next), batch);
                next++;
                left--;
            }
            return next < rows.size();
        }

        private void put(int index, BarRow row, CandidateBatch batch) {
            byte[] text = BarRow.text(index);
            if (row.ticker() == null) {
                malformed++;
                request.malformed().accept(new RawRow(index, index, text), RowFault.WRONG_COLUMN_COUNT);
                return;
            }
            byte[] ticker = row.ticker().getBytes(StandardCharsets.UTF_8);
            batch.ticker(ticker, 0, ticker.length);
            BarRow.Prices prices = row.prices();
            batch.prices(prices.open(), prices.high(), prices.low(), prices.close());
            batch.traded(row.volume(), row.transactions());
            batch.start(row.start());
            batch.place(index, index);
            batch.text(text, 0, text.length);
            batch.add();
        }

        @Override
        public FileTally tally() {
            return new FileTally(next, 0, malformed, 0, 0, 0, List.of());
        }
    }
}
