package io.quantmini.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.quantmini.stage.RawRow;
import io.quantmini.stage.RowFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the quarantined rows of one file: gzip, one JSON object a line, {@code {"file", "line", "offset", "reason",
 * "text"}} with the row's bytes in base64, in file order. The same rows give the same bytes. There is no file when there
 * are no rows, nor when {@link #finish} was not called. Memory does not grow with the rows: they wait in temporary files
 * beside the target.
 */
final class QuarantineWriter implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path target;
    private final String key;
    // rows of each kind come in file order, so merging three sorted files sorts them all
    private final QuarantineSpool malformed;
    private final QuarantineSpool broken;
    private final QuarantineSpool conflicting;

    QuarantineWriter(Path target, String key) {
        this.target = target;
        this.key = key;
        this.malformed = new QuarantineSpool(beside("malformed"));
        this.broken = new QuarantineSpool(beside("rules"));
        this.conflicting = new QuarantineSpool(beside("conflicts"));
    }

    private Path beside(String kind) {
        return target.resolveSibling(target.getFileName() + "." + kind + ".tmp");
    }

    /** A row that does not parse. */
    void malformed(RawRow row, RowFault fault) {
        append(malformed, row, fault);
    }

    /** A row that breaks a rule by itself. */
    void broken(RawRow row, RowFault fault) {
        append(broken, row, fault);
    }

    /** A row that differs from another of its key. */
    void conflicting(RawRow row) {
        append(conflicting, row, RowFault.CONFLICTING_ROWS);
    }

    private void append(QuarantineSpool spool, RawRow row, RowFault fault) {
        try {
            spool.append(row.offset(), json(row, fault));
        } catch (IOException e) {
            throw new FileAccessException(target.toString(), "write", e);
        }
    }

    private byte[] json(RawRow row, RowFault fault) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("file", key);
            json.writeNumberField("line", row.line());
            json.writeNumberField("offset", row.offset());
            json.writeStringField("reason", fault.reason());
            json.writeBinaryField("text", row.text());
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return line.toByteArray();
    }

    /** Writes the file, forced to disk. */
    void finish() {
        try {
            PriorityQueue<QuarantineSpool> heads =
                    new PriorityQueue<>(Comparator.comparingLong(QuarantineSpool::offset));
            for (QuarantineSpool spool : List.of(malformed, broken, conflicting)) {
                spool.rewind();
                if (spool.next()) {
                    heads.add(spool);
                }
            }
            if (!heads.isEmpty()) {
                write(heads);
            }
        } catch (IOException e) {
            throw new FileAccessException(target.toString(), "write", e);
        }
    }

    private void write(PriorityQueue<QuarantineSpool> heads) throws IOException {
        try (FileChannel channel = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            GZIPOutputStream gzip = new GZIPOutputStream(Channels.newOutputStream(channel), 1 << 16);
            merge(heads, gzip);
            gzip.finish();
            channel.force(true);
        }
    }

    private static void merge(PriorityQueue<QuarantineSpool> heads, OutputStream out) throws IOException {
        for (QuarantineSpool first = heads.poll(); first != null; first = heads.poll()) {
            out.write(first.line());
            if (first.next()) {
                heads.add(first);
            }
        }
    }

    /** Deletes the temporary files. */
    @Override
    public void close() {
        try (malformed;
                broken;
                conflicting) {
            // try-with-resources closes each, whatever the others do
        } catch (IOException e) {
            throw new FileAccessException(target.toString(), "clean up beside", e);
        }
    }
}
