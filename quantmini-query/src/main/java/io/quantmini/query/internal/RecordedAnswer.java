package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.function.Consumer;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A stream that is written down in Arrow's stream format while it is read, unless it grows too large. Owns the stream. */
final class RecordedAnswer implements BatchStream {
    private final BatchStream stream;
    private final int mostBytes;
    private final Consumer<byte[]> done;
    private @Nullable ByteArrayOutputStream record = new ByteArrayOutputStream();

    /** Hands what was written to {@code done} when the stream was read to its end. */
    RecordedAnswer(BatchStream stream, int mostBytes, Consumer<byte[]> done) {
        this.stream = stream;
        this.mostBytes = mostBytes;
        this.done = done;
    }

    @Override
    public Schema schema() {
        return stream.schema();
    }

    @Override
    public boolean advance() {
        boolean more = stream.advance();
        ByteArrayOutputStream written = record;
        if (written != null) {
            try {
                if (more) {
                    write(written, stream.batch());
                } else {
                    end(written);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return more;
    }

    @Override
    public VectorSchemaRoot batch() {
        return stream.batch();
    }

    @Override
    public void close() {
        record = null;
        stream.close();
    }

    private void write(ByteArrayOutputStream to, VectorSchemaRoot batch) throws IOException {
        if (size(batch) + to.size() > mostBytes) {
            record = null;
            return;
        }
        WriteChannel channel = begin(to);
        try (ArrowRecordBatch unloaded = new VectorUnloader(batch).getRecordBatch()) {
            MessageSerializer.serialize(channel, unloaded);
        }
    }

    private void end(ByteArrayOutputStream to) throws IOException {
        record = null;
        ArrowStreamWriter.writeEndOfStream(begin(to), IpcOption.DEFAULT);
        if (to.size() <= mostBytes) {
            done.accept(to.toByteArray());
        }
    }

    private WriteChannel begin(ByteArrayOutputStream to) throws IOException {
        WriteChannel channel = new WriteChannel(Channels.newChannel(to));
        if (to.size() == 0) {
            MessageSerializer.serialize(channel, stream.schema());
        }
        return channel;
    }

    private static long size(VectorSchemaRoot batch) {
        return batch.getFieldVectors().stream()
                .mapToLong(vector -> vector.getBufferSize())
                .sum();
    }
}
