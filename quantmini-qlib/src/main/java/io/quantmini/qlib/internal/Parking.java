package io.quantmini.qlib.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** Keeps unfinished series in files of a directory of its own, so that memory holds one at a time. Not thread-safe. */
final class Parking {
    private final Disk disk;
    private final Path directory;
    private final TreeMap<String, Path> waiting = new TreeMap<>();
    private int parked;

    Parking(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** Keeps a series; the key waits for nothing else now. */
    void leave(String key, ByteBuffer series) throws IOException {
        if (parked == 0) {
            disk.createDirectories(directory);
        }
        Path file = directory.resolve(Integer.toString(parked++));
        disk.write(file, series);
        waiting.put(key, file);
    }

    /** Gives back what was left under the key; nothing when nothing was. */
    ByteBuffer take(String key) throws IOException {
        Path file = waiting.remove(key);
        if (file == null) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer series = ByteBuffer.wrap(Files.readAllBytes(file));
        disk.delete(file);
        return series;
    }

    /** The keys that wait, in order. */
    List<String> keys() {
        return List.copyOf(waiting.keySet());
    }

    /** Removes the directory once nothing waits. */
    void close() throws IOException {
        if (parked > 0) {
            disk.delete(directory);
        }
    }
}
