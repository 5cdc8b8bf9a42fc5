package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Puts small files into landing, each whole or not at all, and takes directories of them away. */
final class LandedFiles {
    private final LakePaths paths;
    private final FileOperations operations;

    LandedFiles(LakePaths paths, FileOperations operations) {
        this.paths = paths;
        this.operations = operations;
    }

    void write(String path, byte[] content) throws IOException {
        Path file = resolve(path);
        Path directory = Objects.requireNonNull(file.getParent());
        RootCheck.makeDirectories(paths, operations, List.of(directory));
        Path beside = directory.resolve(file.getFileName() + ".part");
        operations.write(beside, content);
        operations.force(beside);
        operations.move(beside, file);
        operations.forceDirectory(directory);
    }

    /** Deletes the directory with its files; one with directories in it stays, and that is an error. */
    void delete(String path) throws IOException {
        Path directory = resolve(path);
        DirectoryChanges changes = new DirectoryChanges(paths.root(), operations);
        if (!changes.isThere(directory)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(files::add);
        }
        // The first page goes last: what is left of a deletion that was killed still begins with it, or is gone.
        files.sort(Comparator.reverseOrder());
        for (Path file : files) {
            operations.delete(file);
        }
        operations.delete(directory);
        operations.forceDirectory(Objects.requireNonNull(directory.getParent()));
    }

    private Path resolve(String path) {
        return paths.resolve("landing/" + path);
    }
}
