package io.quantmini.admission;

import io.quantmini.ResourceLimitException;
import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import io.quantmini.stage.CandidateBatch;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The admitted rows of one file, sorted by (ticker, time), each key once, with schema {@link BarSchema#bronze}.
 *
 * <p>Provisional until {@link #advance()} has returned false: only then is the file accepted, its quarantine file written
 * (none when nothing is quarantined) and the tally final. An {@link IngestException} rejects the file; an
 * {@link UnsortedFileException} asks to open it again in sorted mode. After either, what was given is to be thrown away,
 * and the tally says what had been decided by then.
 */
public final class AdmittedStream implements BatchStream {
    private final AdmissionRequest request;
    private final BufferAllocator allocator;
    private final Owned owned;
    private final CandidateStream candidates;
    private final BronzeBatch batch;
    private final KeyGroups groups;
    private final KeyFeed feed;
    private final AdmissionCounts counts;
    private final QuarantineWriter quarantine;
    private final ConflictLookup lookup;

    private @Nullable VectorSchemaRoot current;
    private int given;
    private boolean drained;
    private boolean accepted;
    private boolean broken;

    private AdmittedStream(
            Ingestor ingestor, AdmissionRequest request, Sizes sizes, BufferAllocator allocator, Owned owned) {
        this.request = request;
        this.allocator = allocator;
        this.owned = owned;
        counts = new AdmissionCounts();
        quarantine = new QuarantineWriter(request.quarantine(), request.key());
        owned.add(quarantine::close);
        batch = BronzeBatch.allocate(request.dataset(), request.session(), sizes.batchRows(), allocator);
        owned.add(batch::close);
        candidates = ingestor.open(decoding(), allocator);
        owned.add(candidates::close);
        RowSource source = source(sizes.sort());
        owned.add(source::close);
        groups = new KeyGroups(batch, counts);
        feed = new KeyFeed(source, groups);
        lookup = new ConflictLookup(ingestor, request, allocator);
    }

    /**
     * How much is held at once.
     *
     * @param batchRows rows of a batch given, at most
     * @param sort in sorted mode
     */
    record Sizes(int batchRows, SortSpace sort) {
        static final Sizes DEFAULT = new Sizes(CandidateBatch.DEFAULT_ROWS, SortSpace.DEFAULT);
    }

    static AdmittedStream open(Ingestor ingestor, AdmissionRequest request, int batchRows, BufferAllocator allocator) {
        return open(ingestor, request, new Sizes(batchRows, SortSpace.DEFAULT), allocator);
    }

    static AdmittedStream open(Ingestor ingestor, AdmissionRequest request, Sizes sizes, BufferAllocator allocator) {
        Owned owned = new Owned();
        try {
            return new AdmittedStream(ingestor, request, sizes, allocator, owned);
        } catch (OutOfMemoryException e) {
            throw owned.closeAfter(tooLittleMemory(request, allocator, e));
        } catch (RuntimeException e) {
            throw owned.closeAfter(e);
        }
    }

    private IngestRequest decoding() {
        return new IngestRequest(
                request.file(), request.dataset(), request.session(), request.limits(), (row, fault) -> {
                    counts.quarantined(fault, 1);
                    quarantine.malformed(row, fault);
                });
    }

    private RowSource source(SortSpace space) {
        ScreenedRows rows =
                new ScreenedRows(candidates, new MarketRules(request.dataset(), request.session()), quarantine, counts);
        return request.sorted()
                ? new SortedRows(rows, request, new RowSorter(space, request.spill(), allocator))
                : new FiledRows(rows, request.file().toString());
    }

    @Override
    public Schema schema() {
        return BarSchema.bronze(request.dataset());
    }

    @Override
    public boolean advance() {
        current = null;
        if (broken) {
            throw new IllegalStateException("[" + request.key() + "] cannot go on after an error; close the stream");
        }
        broken = true;
        try {
            boolean more = !accepted && step();
            broken = false;
            return more;
        } catch (OutOfMemoryException e) {
            throw tooLittleMemory(request, allocator, e);
        }
    }

    private boolean step() {
        batch.forget(given);
        given = 0;
        while (!drained && given == 0) {
            if (!feed.feed()) {
                drained = true;
                groups.endGroup();
                counts.check(
                        candidates.tally(), request.limits(), request.file().toString());
            }
            given = groups.settled();
        }
        if (given == 0) {
            lookup.quarantine(groups.conflicts(), quarantine);
            quarantine.finish();
            accepted = true;
            return false;
        }
        current = batch.seal(given);
        return true;
    }

    @Override
    public VectorSchemaRoot batch() {
        VectorSchemaRoot root = current;
        if (root == null) {
            throw new IllegalStateException(
                    "[" + request.key() + "] expected a current batch, got none; call advance()");
        }
        return root;
    }

    /** What is decided so far; final once {@link #advance()} has returned false. Can be asked after an error, too. */
    public AdmissionTally tally() {
        return counts.tally(candidates.tally(), request.sorted(), accepted);
    }

    @Override
    public void close() {
        current = null;
        owned.close();
    }

    private static ResourceLimitException tooLittleMemory(
            AdmissionRequest request, BufferAllocator allocator, OutOfMemoryException cause) {
        return new ResourceLimitException(
                "off-heap bytes",
                allocator.getLimit(),
                -1,
                "[" + request.key() + "] cannot " + (request.sorted() ? "sort" : "read") + " the file within "
                        + allocator.getLimit() + " bytes of off-heap memory; raise MAX_MEMORY_GB"
                        + (request.sorted() ? ", or sort the file by ticker and window_start first" : ""),
                cause);
    }
}
