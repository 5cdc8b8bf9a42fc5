package io.quantmini.storage.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * One new file, written from first byte to last, its checksums taken on the way. Must not exist before.
 */
final class DigestingOutputFile implements OutputFile {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int NAME_BYTES = 8;

    private final Path path;
    private final FileChannel channel;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final CRC32C crc = new CRC32C();
    private final MessageDigest sha = sha256();
    private int buffered;
    private long position;

    DigestingOutputFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** The finished file's checksums; only after the stream was closed. A file of another length is an error. */
    FileDigest digest(long rows) throws IOException {
        long length = Files.size(path);
        if (length != position) {
            throw new IOException("expected a file of " + position + " bytes, got " + length);
        }
        String name = HexFormat.of().formatHex(sha.digest(), 0, NAME_BYTES);
        return new FileDigest(position, rows, crc.getValue(), name);
    }

    /** Closes and deletes the file. */
    void abandon() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new Stream();
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return new Stream();
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return -1;
    }

    @Override
    public String getPath() {
        return path.toString();
    }

    private void drain() throws IOException {
        crc.update(buffer, 0, buffered);
        sha.update(buffer, 0, buffered);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, buffered);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        buffered = 0;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private final class Stream extends PositionOutputStream {
        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) throws IOException {
            if (buffered == buffer.length) {
                drain();
            }
            buffer[buffered++] = (byte) value;
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (buffered == buffer.length) {
                    drain();
                }
                int step = Math.min(length - done, buffer.length - buffered);
                System.arraycopy(bytes, offset + done, buffer, buffered, step);
                buffered += step;
                done += step;
            }
            position += length;
        }

        /** Nothing is gained by an early write: only {@link #close()} makes the file whole. */
        @Override
        public void flush() {}

        @Override
        public void close() throws IOException {
            if (!channel.isOpen()) {
                return;
            }
            try (channel) {
                drain();
            }
        }
    }
}
