package io.quantmini.s3;

import io.quantmini.admission.StrictGzipInputStream;
import io.quantmini.stage.IngestLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way in: {@code <name>.part} beside the target until {@link #publish()}. Closing it without that throws
 * away what came. Not thread-safe.
 */
final class IncomingFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final MessageDigest md5;
    private long bytes;

    private IncomingFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
        this.md5 = md5();
    }

    /** Starts a file, over whatever an interrupted run left of it; makes the directories above it. */
    static IncomingFile create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path directory = absolute.getParent();
        Path name = absolute.getFileName();
        if (directory == null || name == null) {
            throw new IOException("expected a file below a directory, got " + target);
        }
        makeDirectories(directory);
        Path part = directory.resolve(name + ".part");
        // A link left there by somebody else must not lead the bytes elsewhere.
        Files.deleteIfExists(part);
        FileChannel channel = FileChannel.open(
                part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        return new IncomingFile(absolute, part, channel);
    }

    void write(byte[] buffer, int length) throws IOException {
        md5.update(buffer, 0, length);
        bytes += length;
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /** Bytes written so far. */
    long bytes() {
        return bytes;
    }

    /** MD5 of the bytes written, lower-case hex; to be asked once, after the last byte. */
    String md5Hex() {
        return HexFormat.of().formatHex(md5.digest());
    }

    /**
     * Reads what came as a gzip file, every member's length and CRC checked.
     *
     * @param name what errors call it
     * @throws io.quantmini.admission.IngestException when it is not one whole gzip stream
     */
    void readAsGzip(String name) throws IOException {
        byte[] buffer = new byte[1 << 16];
        IngestLimits limits = IngestLimits.DEFAULT;
        try (InputStream gzip =
                new StrictGzipInputStream(Files.newInputStream(part), name, limits.maxBytes(), limits.maxMembers())) {
            for (int read = 0; read >= 0; ) {
                read = gzip.read(buffer, 0, buffer.length);
            }
        }
    }

    /** Forces the bytes, moves them onto the target in one step, and forces the directory. */
    void publish() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(target.getParent());
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }

    private static void makeDirectories(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = directory; at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.push(at);
        }
        Files.createDirectories(directory);
        for (Path made : missing) {
            forceDirectory(made.getParent());
        }
    }

    private static void forceDirectory(@Nullable Path directory) throws IOException {
        if (directory == null) {
            return;
        }
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
