package io.quantmini.storage.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes what was written outlive a loss of power. */
final class Disk {
    private Disk() {}

    /** Returns when a file's content and length are on the disk. */
    static void force(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
    }

    /** Returns when a directory's entries are on the disk. */
    static void forceDirectory(Path directory) throws IOException {
        force(directory, StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }
}
