package io.quantmini.ingest;

import io.quantmini.admission.IngestException;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.FileTally;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import io.quantmini.stage.RawRow;
import io.quantmini.stage.RowFault;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * All that an ingestor gives to admission: values, place and text of every row, and the records that do not parse. Proves that all
 * memory is given back.
 *
 * @param refusal why the file was refused; null when it was accepted
 * @param columns values of all rows
 * @param places line, offset and text of all rows
 * @param malformed line, offset, text and fault of each record that does not parse
 * @param tally of an accepted file
 */
record Candidates(
        @Nullable Refusal refusal,
        ColumnBytes columns,
        List<String> places,
        List<String> malformed,
        @Nullable FileTally tally) {

    /** The request's sink is replaced. */
    static Candidates of(Ingestor ingestor, IngestRequest request) {
        List<String> malformed = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator(1L << 30)) {
            return read(
                    ingestor, with(request, (row, fault) -> malformed.add(text(row) + fault)), allocator, malformed);
        }
    }

    private static IngestRequest with(IngestRequest request, BiConsumer<RawRow, RowFault> sink) {
        return new IngestRequest(request.file(), request.dataset(), request.session(), request.limits(), sink);
    }

    private static Candidates read(
            Ingestor ingestor, IngestRequest request, BufferAllocator allocator, List<String> malformed) {
        try (CandidateStream stream = ingestor.open(request, allocator)) {
            ColumnBytes columns = new ColumnBytes(stream.schema());
            List<String> places = new ArrayList<>();
            while (stream.advance()) {
                columns.append(stream.batch());
                for (int row = 0; row < stream.batch().getRowCount(); row++) {
                    places.add(text(stream.raw(row)));
                }
            }
            FileTally tally = stream.tally();
            if (tally.read() != columns.rows() + malformed.size() + tally.blank()
                    || tally.malformed() != malformed.size()) {
                throw new AssertionError(
                        columns.rows() + " rows and " + malformed.size() + " malformed, and the tally says " + tally);
            }
            return new Candidates(null, columns, places, malformed, tally);
        } catch (IngestException e) {
            return new Candidates(Refusal.of(e), ColumnBytes.NONE, List.of(), List.of(), null);
        }
    }

    private static String text(RawRow row) {
        return row.line() + " " + row.offset() + " " + Base64.getEncoder().encodeToString(row.text()) + " ";
    }

    /** The first difference between these, the oracle's, and others; null when there is none. */
    @Nullable
    String difference(Candidates other, boolean soundGzip) {
        if (refusal != null && other.refusal != null) {
            return refusal.difference(other.refusal, soundGzip);
        }
        if (!Objects.equals(refusal, other.refusal) || !Objects.equals(tally, other.tally)) {
            return "expected " + refusal + " " + tally + ", got " + other.refusal + " " + other.tally;
        }
        String inMalformed = difference("malformed record", malformed, other.malformed);
        if (inMalformed != null) {
            return inMalformed;
        }
        String inPlaces = difference("line, offset and text of row", places, other.places);
        return inPlaces != null ? inPlaces : columns.difference(other.columns);
    }

    private static @Nullable String difference(String what, List<String> expected, List<String> got) {
        for (int i = 0; i < Math.max(expected.size(), got.size()); i++) {
            String one = i < expected.size() ? expected.get(i) : "none";
            String other = i < got.size() ? got.get(i) : "none";
            if (!one.equals(other)) {
                return "expected as " + what + " " + i + " " + one + ", got " + other;
            }
        }
        return null;
    }
}
