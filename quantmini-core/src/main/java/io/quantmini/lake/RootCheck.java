package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Whether a directory can be a lake. Partitions are not looked at here, they are when a commit goes there. */
final class RootCheck {
    /** Directories on the second level whose own entries are few and fixed. */
    private static final Set<String> SHORT = Set.of("_sessions", "polygon-s3", "qlib", "stocks", "options");

    private RootCheck() {}

    /** Fails when there is something else in the root's place, or a link in it that leads out. */
    static void check(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            requireDirectoryAbove(root);
            return;
        }
        if (!Files.isDirectory(root)) {
            throw new LakeException(root, "cannot be a lake: expected a directory, got a file or a broken link", null);
        }
        try {
            checkLinks(root, root.toRealPath(), 0);
        } catch (IOException e) {
            throw new LakeException(root, "cannot read: " + e, e);
        }
    }

    /** Makes directories of the lake, durable. */
    static void makeDirectories(LakePaths paths, FileOperations operations, List<Path> directories) throws IOException {
        Files.createDirectories(paths.root());
        DirectoryChanges changes = new DirectoryChanges(paths.root(), operations);
        for (Path directory : directories) {
            changes.create(directory);
        }
        for (Path touched : changes.touched()) {
            operations.forceDirectory(touched);
        }
    }

    private static void requireDirectoryAbove(Path root) {
        Path above = root.getParent();
        while (above != null && !Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
            above = above.getParent();
        }
        if (above != null && !Files.isDirectory(above)) {
            throw new LakeException(root, "cannot be a lake: " + above + " is a file", null);
        }
    }

    private static void checkLinks(Path directory, Path realRoot, int depth) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Files.isSymbolicLink(entry)) {
                    DirectoryChanges.requireInside(entry, realRoot);
                } else if ((depth == 0 || (depth == 1 && SHORT.contains(String.valueOf(entry.getFileName()))))
                        && Files.isDirectory(entry)) {
                    checkLinks(entry, realRoot, depth + 1);
                }
            }
        }
    }
}
