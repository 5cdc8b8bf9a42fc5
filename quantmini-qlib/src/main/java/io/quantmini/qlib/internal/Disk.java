package io.quantmini.qlib.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The operations that change what is on disk, apart so that a test can stop at each of them. Safe for many threads. */
public interface Disk {
    /** Makes a directory and the missing ones above it. */
    void createDirectories(Path directory) throws IOException;

    /** Writes a file that does not exist yet. */
    void write(Path file, ByteBuffer content) throws IOException;

    /** Adds to the end of a file that has that length. */
    void append(Path file, long length, ByteBuffer content) throws IOException;

    /** Cuts a file that is longer to that length. */
    void truncate(Path file, long length) throws IOException;

    /** Waits until a file's content, or a directory's entries, are on the disk. */
    void force(Path path) throws IOException;

    /** Renames within one directory's file system, atomically. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory. */
    void delete(Path path) throws IOException;
}
