package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.admission.GzipFiles;
import io.quantmini.admission.IngestException;
import io.quantmini.ingest.inflate.StreamInflater;
import io.quantmini.market.BarSchema;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.RawRow;
import io.quantmini.stage.RowFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;

/** The plain ingestor is the oracle: its rows and their tickers must find room. */
class BatchSizeProperties {
    private static final BiConsumer<RawRow, RowFault> NOWHERE = (row, fault) -> {};

    private static Path directory = Path.of("");

    @BeforeContainer
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("batch-size");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        Files.deleteIfExists(directory.resolve("size.csv.gz"));
        Files.delete(directory);
    }

    @Property(tries = 200)
    void a_valid_file_has_room_for_its_rows_and_for_no_more(@ForAll long seed) throws IOException {
        byte[] text = FlatFile.random(new Random(seed)).text().getBytes(StandardCharsets.UTF_8);
        IngestRequest request = request(text, IngestLimits.DEFAULT);
        assertThat(size(text, request)).isEqualTo(taken(request));
    }

    @Property(tries = 500)
    void any_text_has_room_for_the_rows_that_can_be_read_of_it(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] text = SeedFile.random(random).text();
        for (int mutations = random.nextInt(5); mutations > 0 && text.length > 0; mutations--) {
            text = TextMutation.values()[random.nextInt(TextMutation.values().length)].apply(text, random);
        }
        IngestLimits limits = random.nextBoolean() ? Mutant.LENIENT : new IngestLimits(1 << 30, 9, 60, 1 << 30, 1, 1);
        IngestRequest request = request(text, limits);
        BatchSize taken;
        try {
            taken = taken(request);
        } catch (IngestException refused) {
            return;
        }
        BatchSize size = size(text, request);
        assertThat(size.rows()).isBetween(taken.rows(), text.length);
        assertThat(size.tickerBytes()).isBetween(taken.tickerBytes(), (long) text.length);
    }

    private static BatchSize size(byte[] text, IngestRequest request) {
        ByteArrayInputStream gzip = new ByteArrayInputStream(GzipFiles.member(text));
        GzipText source = GzipText.of(gzip, "size.csv.gz", StreamInflater.create(), request.limits());
        return BatchSize.of(WholeText.read(source, "size.csv.gz", 0, WholeText.MOST_BYTES), request);
    }

    private static BatchSize taken(IngestRequest request) {
        int rows = 0;
        long tickerBytes = 0;
        try (BufferAllocator allocator = new RootAllocator();
                CandidateStream stream = new PlainIngestor().open(request, allocator)) {
            while (stream.advance()) {
                VarCharVector tickers = (VarCharVector) stream.batch().getVector(BarSchema.TICKER);
                rows += stream.batch().getRowCount();
                tickerBytes += tickers.getEndOffset(stream.batch().getRowCount() - 1);
            }
        }
        return new BatchSize(rows, tickerBytes);
    }

    private static IngestRequest request(byte[] text, IngestLimits limits) throws IOException {
        Path file = Files.write(directory.resolve("size.csv.gz"), GzipFiles.member(text));
        IngestRequest request = ParallelIngestorTest.request(file);
        return new IngestRequest(file, request.dataset(), request.session(), limits, NOWHERE);
    }
}
