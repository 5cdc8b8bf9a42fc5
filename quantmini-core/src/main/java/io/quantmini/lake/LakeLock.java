package io.quantmini.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock between processes and within this one: a file that is locked by the operating system, which frees it
 * when the process ends, however that happens. The file stays, and holds the name of its last holder. Safe for use by
 * several threads.
 */
final class LakeLock implements AutoCloseable {
    private static final int MAX_DESCRIPTION = 200;

    // POSIX drops a process's lock when it closes any descriptor of the file, so no file may be opened here twice.
    private static final Map<Path, String> HELD = new HashMap<>();

    private final Path key;
    private final FileChannel channel;

    private LakeLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes the lock or fails at once.
     *
     * @param file of the lock, in a directory that exists; made when it is not there
     * @throws LakeLockedException when somebody holds it
     */
    static LakeLock acquire(Path file) {
        Path key = realPath(file);
        synchronized (HELD) {
            String holder = HELD.get(key);
            if (holder != null) {
                throw new LakeLockedException(file, holder);
            }
            FileChannel channel = lock(file);
            HELD.put(key, describe());
            return new LakeLock(key, channel);
        }
    }

    /** Frees the lock. Closing twice is harmless. */
    @Override
    public void close() {
        synchronized (HELD) {
            if (!channel.isOpen()) {
                return;
            }
            try {
                channel.close();
            } catch (IOException e) {
                throw new LakeException(key, "cannot unlock: " + e, e);
            } finally {
                HELD.remove(key);
            }
        }
    }

    private static FileChannel lock(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new LakeLockedException(file, holder(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((describe() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            FileChannel locked = channel;
            channel = null;
            return locked;
        } catch (IOException e) {
            throw new LakeException(file, "cannot lock: " + e + "; the lake must be writable", e);
        } finally {
            closeQuietly(channel);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            // A byte past any content: where locks are mandatory, others can still read who holds it.
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            // A copy of this class under another class loader holds it.
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer description = ByteBuffer.allocate(MAX_DESCRIPTION);
        channel.read(description, 0);
        String text =
                StandardCharsets.UTF_8.decode(description.flip()).toString().strip();
        return text.isEmpty() ? "another process" : text;
    }

    private static String describe() {
        ProcessHandle process = ProcessHandle.current();
        Instant started = process.info().startInstant().orElse(Instant.EPOCH);
        return "process " + process.pid() + (started.equals(Instant.EPOCH) ? "" : ", started " + started);
    }

    private static Path realPath(Path file) {
        Path absolute = file.toAbsolutePath();
        try {
            return absolute.resolveSibling(".").toRealPath().resolve(absolute.getFileName());
        } catch (IOException e) {
            throw new LakeException(file, "cannot lock: " + e, e);
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The error that led here is the one to report.
            }
        }
    }
}
