package io.quantmini.s3;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Directories that are still there after a power cut. */
final class Directories {
    private Directories() {}

    /** Makes it and those above it. */
    static void make(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = directory; at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.push(at);
        }
        Files.createDirectories(directory);
        for (Path made : missing) {
            force(made.getParent());
        }
    }

    /** Forces what was made, moved or deleted in it. */
    static void force(@Nullable Path directory) throws IOException {
        if (directory == null) {
            return;
        }
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }
}
