package io.quantmini.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.FileTally;
import io.quantmini.stage.Ingestor;
import io.quantmini.stage.RawRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A custom ingestor whose vectors are not what its row count says: an error, whatever is in memory behind them. */
class HostileIngestorTest {
    private static final int ROWS = 64;
    private static final long NOON = 1_699_981_200_000_000_000L;

    private final BufferAllocator allocator = new RootAllocator(1 << 30);

    @TempDir
    Path directory;

    @AfterEach
    void all_memory_is_given_back() {
        allocator.close();
    }

    @Test
    void vectors_as_long_as_the_row_count_are_read() {
        assertThat(admit(vectors -> {}, ROWS)).isEqualTo(ROWS);
    }

    @Test
    void a_batch_without_rows_has_none() {
        assertThat(admit(vectors -> vectors.forEach(FieldVector::clear), 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void a_vector_shorter_than_the_row_count_is_an_error(int index) {
        assertRefused(vectors -> vectors.get(index).clear(), ROWS);
    }

    @ParameterizedTest
    @ValueSource(ints = {ROWS * 2, 1 << 20, Integer.MAX_VALUE})
    void a_row_count_beyond_the_vectors_is_an_error(int rows) {
        assertRefused(vectors -> {}, rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20})
    void offsets_that_leave_the_text_are_an_error(int offset) {
        for (int row : List.of(0, 1, ROWS / 2, ROWS)) {
            assertRefused(vectors -> vectors.get(0).getOffsetBuffer().setInt(4L * row, offset), ROWS);
        }
    }

    @Test
    void offsets_that_go_back_are_an_error() {
        assertRefused(vectors -> vectors.get(0).getOffsetBuffer().setInt(4L * 10, 8), ROWS);
    }

    @Test
    void a_column_of_another_kind_is_an_error() {
        assertRefused(vectors -> replace(vectors, BarSchema.OPEN, new Float4Vector(BarSchema.OPEN, allocator)), 1);
        assertRefused(vectors -> replace(vectors, BarSchema.TICKER, new BigIntVector(BarSchema.TICKER, allocator)), 1);
    }

    @Test
    void a_column_that_is_missing_is_an_error() {
        assertRefused(vectors -> replace(vectors, BarSchema.LOW, new Float8Vector("lowest", allocator)), 1);
    }

    private static void replace(List<FieldVector> vectors, String name, FieldVector other) {
        other.allocateNew();
        for (int i = 0; i < vectors.size(); i++) {
            if (vectors.get(i).getName().equals(name)) {
                vectors.set(i, other).close();
            }
        }
    }

    private void assertRefused(Consumer<List<FieldVector>> change, int rows) {
        assertThatThrownBy(() -> admit(change, rows))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("correct the ingestor");
        assertThat(allocator.getAllocatedMemory()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    private long admit(Consumer<List<FieldVector>> change, int rows) {
        AdmissionRequest request = AdmissionRequest.of(
                Path.of("rows"), Dataset.STOCKS_MINUTE, BarFile.SESSION, directory.resolve("quarantine.ndjson.gz"));
        Ingestor hostile = (ingest, memory) -> new OneBatch(batch(change, rows, memory));
        try (AdmittedStream stream = Admission.open(hostile, request, allocator)) {
            long published = 0;
            while (stream.advance()) {
                published += stream.batch().getRowCount();
            }
            return published;
        }
    }

    /** A root with that row count over vectors that have {@link #ROWS} rows, changed. */
    private static VectorSchemaRoot batch(Consumer<List<FieldVector>> change, int rows, BufferAllocator memory) {
        List<FieldVector> vectors = new ArrayList<>();
        try (VectorSchemaRoot sound = VectorSchemaRoot.create(BarSchema.candidate(), memory)) {
            for (FieldVector vector : sound.getFieldVectors()) {
                vector.setInitialCapacity(ROWS);
                vector.allocateNew();
                fill(vector);
                vector.setValueCount(ROWS);
                vectors.add((FieldVector) vector.getTransferPair(memory).getTo());
                vector.makeTransferPair(vectors.get(vectors.size() - 1)).transfer();
            }
        }
        change.accept(vectors);
        return new VectorSchemaRoot(vectors.stream().map(FieldVector::getField).toList(), vectors, rows);
    }

    private static void fill(FieldVector vector) {
        for (int row = 0; row < ROWS; row++) {
            if (vector instanceof Float8Vector doubles) {
                doubles.set(row, 1);
            } else if (vector instanceof BigIntVector longs) {
                longs.set(row, NOON + row * 60_000_000_000L);
            } else if (vector instanceof IntVector ints) {
                ints.set(row, 1);
            } else if (vector instanceof VarCharVector texts) {
                texts.setSafe(row, new byte[] {'A'});
            }
        }
    }

    private static final class OneBatch implements CandidateStream {
        private final VectorSchemaRoot root;
        private boolean given;

        OneBatch(VectorSchemaRoot root) {
            this.root = root;
        }

        @Override
        public Schema schema() {
            return BarSchema.candidate();
        }

        @Override
        public boolean advance() {
            boolean more = !given;
            given = true;
            return more;
        }

        @Override
        public VectorSchemaRoot batch() {
            return root;
        }

        @Override
        public RawRow raw(int row) {
            throw new AssertionError("no row is faulty");
        }

        @Override
        public FileTally tally() {
            return new FileTally(root.getRowCount(), 0, 0, 0, 0, 0, List.of());
        }

        @Override
        public void close() {
            root.close();
        }
    }
}
