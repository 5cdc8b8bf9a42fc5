package io.quantmini.admission;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lines in the order of their offsets, kept in a temporary file until all are known; no file while there are none. First
 * written to the end, then read from the start.
 */
final class QuarantineSpool implements AutoCloseable {
    private final Path file;
    private @Nullable DataOutputStream out;
    private @Nullable DataInputStream in;
    private long lastOffset = -1;
    private long unread;
    private long offset;
    private byte[] line = {};

    QuarantineSpool(Path file) {
        this.file = file;
    }

    void append(long lineOffset, byte[] text) throws IOException {
        if (lineOffset <= lastOffset) {
            throw new IllegalStateException(
                    "[" + file.getFileName() + "] cannot quarantine the row at byte " + lineOffset
                            + ": expected rows in file order, got one after the row at byte " + lastOffset
                            + "; correct the ingestor");
        }
        lastOffset = lineOffset;
        DataOutputStream target = out;
        if (target == null) {
            target = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
            out = target;
        }
        target.writeLong(lineOffset);
        target.writeInt(text.length);
        target.write(text);
        unread++;
    }

    /** Ends writing. */
    void rewind() throws IOException {
        if (out != null) {
            out.close();
            out = null;
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        }
    }

    /** Moves to the next line; false when there is none. */
    boolean next() throws IOException {
        DataInputStream source = in;
        if (unread == 0 || source == null) {
            return false;
        }
        unread--;
        offset = source.readLong();
        line = source.readNBytes(source.readInt());
        return true;
    }

    long offset() {
        return offset;
    }

    byte[] line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        try {
            if (out != null) {
                out.close();
            }
            if (in != null) {
                in.close();
            }
        } finally {
            out = null;
            in = null;
            Files.deleteIfExists(file);
        }
    }
}
