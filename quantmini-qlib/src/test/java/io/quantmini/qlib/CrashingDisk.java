package io.quantmini.qlib;

import io.quantmini.qlib.internal.Disk;
import io.quantmini.qlib.internal.FileSystemDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A disk on which one operation does not happen: the program dies just before it, or sees it fail. */
final class CrashingDisk implements Disk {
    /** What is lost. */
    enum Loss {
        /** The program was killed: all that was written is there. */
        NOTHING,
        /** The program was killed while it wrote: of what the operation should write half is there. */
        HALF,
        /** The power went: files are what they were when they were last forced, new ones empty. */
        UNFORCED,
        /** The operation alone: it fails, and the program goes on with all others. */
        OPERATION
    }

    /** The end of the program; no handler of errors may take it for one. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Disk disk = new FileSystemDisk();
    private final int crashAt;
    private final Loss loss;
    /** What of a file's content is on the disk, of those with more, or less, since. */
    private final Map<Path, byte[]> unforced = new HashMap<>();

    private int operations;

    /** Dies before operation {@code crashAt}, counted from 1; 0 for never. */
    CrashingDisk(int crashAt, Loss loss) {
        this.crashAt = crashAt;
        this.loss = loss;
    }

    /** How many operations were done or refused. */
    synchronized int operations() {
        return operations;
    }

    @Override
    public synchronized void createDirectories(Path directory) throws IOException {
        step();
        disk.createDirectories(directory);
    }

    @Override
    public synchronized void write(Path file, ByteBuffer content) throws IOException {
        if (diesHalfway()) {
            disk.write(file, half(content));
        }
        step();
        unforced.putIfAbsent(file, new byte[0]);
        disk.write(file, content);
    }

    @Override
    public synchronized void append(Path file, long length, ByteBuffer content) throws IOException {
        if (diesHalfway()) {
            disk.append(file, length, half(content));
        }
        step();
        unforced.putIfAbsent(file, Files.readAllBytes(file));
        disk.append(file, length, content);
    }

    @Override
    public synchronized void truncate(Path file, long length) throws IOException {
        step();
        unforced.putIfAbsent(file, Files.readAllBytes(file));
        disk.truncate(file, length);
    }

    @Override
    public synchronized void force(Path path) throws IOException {
        // What a force is worth shows in the loss; waiting for a real disk would only take time.
        step();
        unforced.remove(path);
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        step();
        disk.move(from, to);
        byte[] content = unforced.remove(from);
        if (content != null) {
            unforced.put(to, content);
        }
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        step();
        disk.delete(path);
        unforced.remove(path);
    }

    private boolean diesHalfway() {
        return loss == Loss.HALF && operations + 1 == crashAt;
    }

    /** Half of it, which need not be a whole number of values. */
    private static ByteBuffer half(ByteBuffer content) {
        return content.duplicate().limit(content.position() + (content.remaining() + 1) / 2);
    }

    private void step() throws IOException {
        operations++;
        if (crashAt == 0 || operations < crashAt) {
            return;
        }
        if (loss == Loss.OPERATION) {
            if (operations == crashAt) {
                throw new IOException("no space left on this disk");
            }
            return;
        }
        if (operations == crashAt && loss == Loss.UNFORCED) {
            for (var file : unforced.entrySet()) {
                Files.write(file.getKey(), file.getValue());
            }
        }
        throw new Crash();
    }
}
