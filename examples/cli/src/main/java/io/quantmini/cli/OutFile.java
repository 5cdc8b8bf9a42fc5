package io.quantmini.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there whole or not at all: written beside itself under a hidden name, and moved into place. */
final class OutFile {
    /** Fills a file that does not exist yet. */
    interface Filling {
        long fill(Path file) throws IOException;
    }

    private final Path file;

    private OutFile(Path file) {
        this.file = file;
    }

    /**
     * The file at {@code path}.
     *
     * @throws IllegalArgumentException when its directory does not exist, or is in the lake: what is there is the lake's
     */
    static OutFile at(Path path, Path lake) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null || !Files.isDirectory(directory) || Files.isDirectory(absolute)) {
            throw new IllegalArgumentException(
                    "[" + path + "] cannot write: expected a file in a directory that exists, got none; make it first");
        }
        Path real = directory.toRealPath();
        if (Files.exists(lake) && real.startsWith(lake.toRealPath())) {
            throw new IllegalArgumentException("[" + path
                    + "] cannot write: expected a file outside the lake, got one inside; choose another place");
        }
        return new OutFile(real.resolve(absolute.getFileName()));
    }

    /** Writes or replaces the file; gives what the filling gives. Nothing stays when it fails. */
    long write(Filling filling) throws IOException {
        Path hidden = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            long rows = filling.fill(hidden);
            Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
            return rows;
        } finally {
            Files.deleteIfExists(hidden);
        }
    }
}
