package io.quantmini.benchmarks;

import io.quantmini.storage.internal.ColumnFileWriter;
import io.quantmini.storage.internal.FileFormat;
import io.quantmini.storage.internal.RecordFileWriter;
import io.quantmini.storage.internal.RowFileWriter;
import io.quantmini.storage.internal.ZstdPages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Ways to write a session of Arrow batches to one Parquet file, of the same pages, row groups and compression. */
public enum ParquetContender {
    /** Pages encoded from the vectors. */
    COLUMNS {
        @Override
        long write(Path file, List<VectorSchemaRoot> batches, FileFormat format) throws IOException {
            return writeColumns(file, batches, format, 1);
        }
    },

    /** The same on two threads. */
    COLUMNS_TWO_THREADS {
        @Override
        long write(Path file, List<VectorSchemaRoot> batches, FileFormat format) throws IOException {
            return writeColumns(file, batches, format, 2);
        }
    },

    /** parquet-java's {@code ParquetWriter}, row by row. */
    RECORDS {
        @Override
        long write(Path file, List<VectorSchemaRoot> batches, FileFormat format) throws IOException {
            try (ZstdPages pages = new ZstdPages(format.compression().level());
                    RowFileWriter writer =
                            RecordFileWriter.create(file, batches.get(0).getSchema(), format, pages)) {
                return drain(batches, writer);
            }
        }
    };

    /** Writes the new file and gives its length. */
    abstract long write(Path file, List<VectorSchemaRoot> batches, FileFormat format) throws IOException;

    private static long writeColumns(Path file, List<VectorSchemaRoot> batches, FileFormat format, int threads)
            throws IOException {
        try (ColumnFileWriter.Factory writers =
                        ColumnFileWriter.factory(file.toString(), batches.get(0).getSchema(), format, threads);
                RowFileWriter writer = writers.create(file)) {
            return drain(batches, writer);
        }
    }

    private static long drain(List<VectorSchemaRoot> batches, RowFileWriter writer) throws IOException {
        for (VectorSchemaRoot batch : batches) {
            writer.append(batch, 0, batch.getRowCount());
        }
        return writer.finish().bytes();
    }
}
