package io.quantmini.cli;

import io.quantmini.batch.BatchStream;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/**
 * Rows in Arrow's own formats, one batch in memory at a time.
 *
 * @param file whether it is the format of files, in which readers can jump about, rather than that of streams
 * @param allocator of the batch that is written
 */
record ArrowRows(boolean file, BufferAllocator allocator) {
    /** Writes all rows, and gives their number. */
    long write(BatchStream stream, WritableByteChannel out) throws IOException {
        long rows = 0;
        try (VectorSchemaRoot root = VectorSchemaRoot.create(stream.schema(), allocator);
                ArrowWriter writer =
                        file ? new ArrowFileWriter(root, null, out) : new ArrowStreamWriter(root, null, out)) {
            VectorLoader loader = new VectorLoader(root);
            writer.start();
            while (stream.advance()) {
                try (ArrowRecordBatch batch = new VectorUnloader(stream.batch()).getRecordBatch()) {
                    loader.load(batch);
                }
                writer.writeBatch();
                rows += root.getRowCount();
            }
            writer.end();
        }
        return rows;
    }
}
