package io.quantmini.s3;

import io.quantmini.admission.StrictGzipInputStream;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A file on its way in: {@code <name>.part} beside the target until {@link #publish()}, and {@code <name>.part.state} that
 * says what it is the beginning of. Closing it without that keeps both for the next time, unless {@link #discard()} was
 * called. Not thread-safe.
 */
final class IncomingFile implements AutoCloseable {
    private static final long CHECKPOINT_BYTES = 8 << 20;
    private static final int BUFFER_BYTES = 1 << 16;

    private static final String PART = ".part";
    private static final String STATE = ".part.state";

    private final Path target;
    private final Path part;
    private final Sidecar sidecar;
    private final boolean resumable;
    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();
    private Checks checks = new Checks(List.of());
    private long bytes;
    private long told;
    private boolean kept = true;

    private IncomingFile(RemoteObject object, Path target) throws IOException {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + PART);
        this.sidecar = new Sidecar(target.resolveSibling(target.getFileName() + STATE), object);
        // Without a tag nobody can tell whether the rest is of the same version.
        this.resumable = !object.etag().isEmpty();
        this.channel = openPart(part);
    }

    /** Deletes what earlier runs left beside such targets below a directory; see {@code Downloader.forgetUnfinished}. */
    static List<Path> forget(Path directory, Predicate<Path> unwanted) throws IOException {
        SortedSet<Path> forgotten = new TreeSet<>();
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            for (String ending : List.of(STATE, PART)) {
                Path target = name.endsWith(ending) && name.length() > ending.length()
                        ? file.resolveSibling(name.substring(0, name.length() - ending.length()))
                        : null;
                if (target != null && unwanted.test(target)) {
                    Files.delete(file);
                    forgotten.add(target);
                }
            }
        }
        return List.copyOf(forgotten);
    }

    /** Opens what an earlier run left of this version of the object, or starts; makes the directories above it. */
    static IncomingFile open(RemoteObject object, Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null || absolute.getFileName() == null) {
            throw new IOException("expected a file below a directory, got " + target);
        }
        Directories.make(directory);
        IncomingFile incoming = new IncomingFile(object, absolute);
        try {
            if (!incoming.goOn(object.bytes())) {
                incoming.restart();
            }
            return incoming;
        } catch (IOException | RuntimeException e) {
            incoming.channel.close();
            throw e;
        }
    }

    // A link left there by somebody else must not lead the bytes elsewhere.
    private static FileChannel openPart(Path part) throws IOException {
        if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.delete(part);
            } catch (NoSuchFileException e) {
                // there is none, as usual
            }
        }
        return FileChannel.open(
                part,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
    }

    /** Takes over what is there as far as the sidecar vouches for it; false when that is nothing. */
    private boolean goOn(long length) throws IOException {
        Optional<Sidecar.State> state = resumable ? sidecar.read() : Optional.empty();
        if (state.isEmpty()
                || state.get().bytes() > length
                || state.get().bytes() > channel.size()
                || state.get().bytes() <= 0) {
            return false;
        }
        checks = new Checks(state.get().promises());
        InputStream in = Channels.newInputStream(channel);
        byte[] buffer = new byte[BUFFER_BYTES];
        while (bytes < state.get().bytes()) {
            int read =
                    in.read(buffer, 0, (int) Math.min(buffer.length, state.get().bytes() - bytes));
            if (read < 0) {
                return false;
            }
            take(buffer, read);
        }
        channel.truncate(bytes);
        channel.position(bytes);
        told = bytes;
        return crcHex().equals(state.get().crc32c());
    }

    /** Throws away what came. */
    void restart() throws IOException {
        channel.truncate(0);
        channel.position(0);
        sidecar.delete();
        bytes = 0;
        told = 0;
        crc.reset();
        checks = new Checks(List.of());
    }

    /** Says, before the first byte, what the whole must come to. */
    void expect(List<Checks.Promise> promises) throws IOException {
        checks = new Checks(promises);
        if (resumable) {
            sidecar.begin(promises);
        }
    }

    void write(byte[] buffer, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        take(buffer, length);
        if (bytes - told >= CHECKPOINT_BYTES) {
            tell();
        }
    }

    private void take(byte[] buffer, int length) {
        checks.update(buffer, length);
        crc.update(buffer, 0, length);
        bytes += length;
    }

    private void tell() throws IOException {
        if (resumable && bytes > told) {
            sidecar.have(bytes, crcHex());
            told = bytes;
        }
    }

    private String crcHex() {
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** Bytes that are there. */
    long bytes() {
        return bytes;
    }

    /** What the store promised of them. */
    Checks checks() {
        return checks;
    }

    /**
     * Reads what came as a gzip file, every member's length and CRC checked.
     *
     * @param name what errors call it
     * @throws io.quantmini.admission.IngestException when it is not one whole gzip stream
     */
    void readAsGzip(String name) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
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
        sidecar.delete();
        kept = false;
        Directories.force(target.getParent());
    }

    /** Lets nothing be left of it. */
    void discard() {
        kept = false;
    }

    @Override
    public void close() throws IOException {
        if (kept && resumable && bytes > 0) {
            tell();
            channel.close();
        } else {
            channel.close();
            sidecar.delete();
            Files.deleteIfExists(part);
        }
    }
}
