package io.quantmini.cli;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import io.quantmini.stage.PartitionWriter;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.ParquetPartitionWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes, but fails when the rows of a session come, after so many other units were written.
 *
 * @param written counted down with each unit
 */
record FailingWriter(LocalDate session, CountDownLatch written) implements PartitionWriter {
    /** What it fails with. */
    static final class DiskGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public List<StagedFile> write(WriteRequest request, BatchStream rows, BufferAllocator allocator) {
        List<StagedFile> files = new ParquetPartitionWriter().write(request, new Checked(rows), allocator);
        written.countDown();
        return files;
    }

    private final class Checked implements BatchStream {
        private final BatchStream rows;

        Checked(BatchStream rows) {
            this.rows = rows;
        }

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public boolean advance() {
            boolean more = rows.advance();
            if (more && date() == session.toEpochDay()) {
                await();
                throw new DiskGone();
            }
            return more;
        }

        private int date() {
            return ((DateDayVector) rows.batch().getVector(BarSchema.DATE)).get(0);
        }

        private void await() {
            try {
                written.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public VectorSchemaRoot batch() {
            return rows.batch();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
