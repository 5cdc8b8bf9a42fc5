package io.quantmini.admission;

import io.quantmini.stage.CandidateBatch;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.FileTally;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import io.quantmini.stage.RawRow;
import io.quantmini.stage.RowDecoder;
import io.quantmini.stage.RowFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A custom ingestor, as a user would write it: plain text lines {@code ticker open high low close volume transactions
 * startNanos}. Part of the test jar.
 */
public final class TextIngestor implements Ingestor {
    private final int batchRows;

    public TextIngestor(int batchRows) {
        this.batchRows = batchRows;
    }

    @Override
    public CandidateStream open(IngestRequest request, BufferAllocator allocator) {
        return CandidateStream.of(new TextDecoder(request), batchRows, allocator);
    }

    private static final class TextDecoder implements RowDecoder {
        private final IngestRequest request;
        private final List<String> lines;
        private int line;
        private long offset;
        private long malformed;

        TextDecoder(IngestRequest request) {
            this.request = request;
            try {
                lines = Files.readAllLines(request.file());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean decode(CandidateBatch batch) {
            while (!batch.isFull() && line < lines.size()) {
                String text = lines.get(line++);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                String[] cells = text.split(" ", -1);
                if (cells.length == 8) {
                    batch.ticker(bytes, 0, cells[0].length());
                    batch.prices(decimal(cells[1]), decimal(cells[2]), decimal(cells[3]), decimal(cells[4]));
                    batch.traded(decimal(cells[5]), Integer.parseInt(cells[6]));
                    batch.start(Long.parseLong(cells[7]));
                    batch.place(line, offset);
                    batch.text(bytes, 0, bytes.length);
                    batch.add();
                } else {
                    malformed++;
                    request.malformed().accept(new RawRow(line, offset, bytes), RowFault.WRONG_COLUMN_COUNT);
                }
                offset += bytes.length + 1;
            }
            return line < lines.size();
        }

        private static double decimal(String cell) {
            return Double.parseDouble(cell);
        }

        @Override
        public FileTally tally() {
            return new FileTally(line, 0, malformed, offset, offset, 0, List.of());
        }
    }
}
