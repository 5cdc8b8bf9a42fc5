package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Every change that the lake makes on disk, one method each, so that tests can fail, stop or lose any one of them. Safe
 * for use by several threads.
 */
interface FileOperations {
    /** Makes one directory; one that is there already is fine. */
    void createDirectory(Path directory) throws IOException;

    /** Writes a whole file, made or cut to nothing first. */
    void write(Path file, byte[] content) throws IOException;

    /** Writes at a position of a file that exists. */
    void writeAt(Path file, long position, byte[] content) throws IOException;

    void truncate(Path file, long length) throws IOException;

    /** How many forces may wait for the disk at once; with 1 they run one after the other, in order. */
    int parallelForces();

    /** Returns when the file's content is on the disk. */
    void force(Path file) throws IOException;

    /** Returns when the directory's entries are on the disk. */
    void forceDirectory(Path directory) throws IOException;

    /** Renames atomically, over a file that is there. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory; one that is not there is fine. */
    void delete(Path path) throws IOException;
}
