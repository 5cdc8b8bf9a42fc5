package io.quantmini.storage.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file opened once: its checksum and its rows come from the same open file, so that a commit which deletes it between
 * the two changes nothing. Closed with its stream.
 */
final class StoredFile implements InputFile, AutoCloseable {
    private static final int CHUNK_BYTES = 256 << 10;

    private final Path path;
    private final FileChannel channel;

    private StoredFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static StoredFile open(Path path) throws IOException {
        return new StoredFile(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public long getLength() throws IOException {
        return channel.size();
    }

    /** CRC-32C of the file from a byte on. */
    long crc32c(long from) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer chunk = ByteBuffer.allocate(Math.toIntExact(Math.min(CHUNK_BYTES, Math.max(1, getLength() - from))));
        long position = from;
        while (true) {
            chunk.clear();
            int read = channel.read(chunk, position);
            if (read < 0) {
                return crc.getValue();
            }
            position += read;
            crc.update(chunk.flip());
        }
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static final class Stream extends SeekableInputStream {
        private final FileChannel channel;

        Stream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long getPos() throws IOException {
            return channel.position();
        }

        @Override
        public void seek(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public int read() throws IOException {
            ByteBuffer one = ByteBuffer.allocate(1);
            return channel.read(one) < 0 ? -1 : Byte.toUnsignedInt(one.get(0));
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            return channel.read(buffer);
        }

        @Override
        public void readFully(byte[] bytes) throws IOException {
            readFully(ByteBuffer.wrap(bytes));
        }

        @Override
        public void readFully(byte[] bytes, int start, int length) throws IOException {
            readFully(ByteBuffer.wrap(bytes, start, length));
        }

        @Override
        public void readFully(ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new EOFException("expected " + buffer.remaining() + " more bytes, got the end of the file");
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
