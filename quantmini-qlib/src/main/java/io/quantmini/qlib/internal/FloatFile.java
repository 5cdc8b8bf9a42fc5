package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibFormatException;
import io.quantmini.qlib.QlibHeader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a field's file: four bytes of header, then little-endian floats. */
public final class FloatFile {
    /** Largest number up to which a float holds every whole number. */
    private static final int LARGEST_EXACT = 1 << 24;
    /** A mapping lives until it is collected and a process has only so many, so that few bytes are not worth one. */
    private static final int WORTH_MAPPING = 1 << 20;

    private static final long UNSIGNED = 0xffffffffL;

    private FloatFile() {}

    /**
     * Calendar entries.
     *
     * @param from first
     * @param end after the last
     * @param entries that a file of the calendar can have; those after them are not there yet
     */
    public record Window(int from, int end, int entries) {
        /** Of a calendar of any length. */
        public Window(int from, int end) {
            this(from, end, Integer.MAX_VALUE);
        }

        /** The same of a calendar of so many entries. */
        public Window within(int size) {
            return new Window(from, end, size);
        }
    }

    /** Makes something of values and the calendar entry of the first; the array is its own. */
    @FunctionalInterface
    public interface Maker<T> {
        T make(int start, float[] values);
    }

    /** The values of a file at the entries of a window. */
    public static <T> T read(Path file, QlibHeader header, Window window, Maker<T> maker) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            boolean ragged = size % Float.BYTES != 0;
            if (size < 2 * Float.BYTES || size / Float.BYTES > Integer.MAX_VALUE) {
                throw broken(file, size, "a start and values of 4 bytes each", size + " bytes");
            }
            int count = (int) (size / Float.BYTES) - 1;
            int start = start(file, buffer(channel, 0, Float.BYTES), count, header);
            if (start >= window.entries()) {
                throw broken(file, 0, "values within " + window.entries() + " entries", count + " from " + start);
            }
            int room = window.entries() - start;
            if (ragged && count < room) {
                throw broken(file, size, "a start and values of 4 bytes each", size + " bytes");
            }
            int last = start + Math.min(count, room);
            int from = Math.min(Math.max(window.from(), start), last);
            int end = Math.max(from, Math.min(window.end(), last));
            float[] values = new float[end - from];
            buffer(channel, (1L + from - start) * Float.BYTES, (long) values.length * Float.BYTES)
                    .asFloatBuffer()
                    .get(values);
            return maker.make(from, values);
        } catch (IOException e) {
            throw new QlibFormatException(file, 0, "cannot read the Qlib file; check that it exists", e);
        }
    }

    private static int start(Path file, ByteBuffer first, int count, QlibHeader header) {
        if (header == QlibHeader.COUNT) {
            long said = first.getInt(0) & UNSIGNED;
            if (said != count) {
                throw broken(file, 0, "a count of " + count + " values, as the length says", String.valueOf(said));
            }
            return 0;
        }
        float start = first.getFloat(0);
        if (!(start >= 0 && start <= LARGEST_EXACT && start == (int) start)) {
            throw broken(file, 0, "a calendar entry as its first number", String.valueOf(start));
        }
        return (int) start;
    }

    private static ByteBuffer buffer(FileChannel channel, long from, long length) throws IOException {
        if (length >= WORTH_MAPPING) {
            return channel.map(FileChannel.MapMode.READ_ONLY, from, length).order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("the file became shorter");
            }
        }
        return bytes.flip();
    }

    private static QlibFormatException broken(Path file, long offset, String expected, String got) {
        return new QlibFormatException(
                file,
                offset,
                "cannot read the Qlib file: expected " + expected + ", got " + got + "; update the directory",
                null);
    }
}
