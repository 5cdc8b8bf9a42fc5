package io.quantmini.storage.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file opened once: its checksum and its rows come from the same open file, so that a commit which deletes it between
 * the two changes nothing. What follows the pages may come from memory. Closed with its stream.
 */
final class StoredFile implements InputFile, AutoCloseable {
    private static final int CHUNK_BYTES = 256 << 10;

    private final Path path;
    private final FileChannel channel;
    private @Nullable FileTail tail;

    private StoredFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static StoredFile open(Path path) throws IOException {
        return new StoredFile(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    /** The footer as parquet-java reads it. */
    ParquetMetadata readFooter() throws IOException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        return ParquetFileReader.readFooter(this, options, newStream());
    }

    /** Has later streams take what follows the pages from there. */
    void use(FileTail known) {
        tail = known;
    }

    /** What lies from a position to the end of the file. */
    FileTail readTail(long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(getLength() - from));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("expected " + bytes.remaining() + " more bytes, got the end of the file");
            }
        }
        return new FileTail(from, bytes.array());
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
        return new Stream(channel, tail);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Closes the file after a failure, which takes what goes wrong here along. */
    void closeAfter(Exception failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static final class Stream extends SeekableInputStream {
        private final FileChannel channel;
        private final @Nullable FileTail tail;
        private long position;

        Stream(FileChannel channel, @Nullable FileTail tail) {
            this.channel = channel;
            this.tail = tail;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void seek(long newPosition) {
            position = newPosition;
        }

        @Override
        public int read() throws IOException {
            ByteBuffer one = ByteBuffer.allocate(1);
            return read(one) < 0 ? -1 : Byte.toUnsignedInt(one.get(0));
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            FileTail known = tail;
            int read = known != null && position >= known.start()
                    ? known.read(position, buffer)
                    : channel.read(buffer, position);
            if (read > 0) {
                position += read;
            }
            return read;
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
                if (read(buffer) < 0) {
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
