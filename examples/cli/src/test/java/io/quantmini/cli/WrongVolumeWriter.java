package io.quantmini.cli;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import io.quantmini.stage.PartitionWriter;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.ParquetPartitionWriter;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Writes what it is given with another volume in the first row of each batch, as bad memory might. */
final class WrongVolumeWriter implements PartitionWriter {
    @Override
    public List<StagedFile> write(WriteRequest request, BatchStream rows, BufferAllocator allocator) {
        return new ParquetPartitionWriter().write(request, new WrongVolume(rows), allocator);
    }

    private record WrongVolume(BatchStream rows) implements BatchStream {
        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public boolean advance() {
            boolean more = rows.advance();
            if (more) {
                ((Float8Vector) batch().getVector(BarSchema.VOLUME)).set(0, 0.25);
            }
            return more;
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
