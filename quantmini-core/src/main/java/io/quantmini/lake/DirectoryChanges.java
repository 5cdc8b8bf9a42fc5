package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The directories that one step of a commit makes, changes and clears away; none of them may be reached through a link
 * that leads out of the lake. Belongs to one thread.
 */
final class DirectoryChanges {
    private final Path root;
    private final Path realRoot;
    private final FileOperations operations;
    private final Set<Path> inside = new HashSet<>();
    private final Set<Path> made = new HashSet<>();
    private final Set<Path> touched = new LinkedHashSet<>();

    DirectoryChanges(Path root, FileOperations operations) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
        this.operations = operations;
        inside.add(root);
    }

    /** Directories whose entries changed, to be forced. */
    Set<Path> touched() {
        return touched;
    }

    void touch(Path directory) {
        touched.add(directory);
    }

    /** Makes a directory of the lake and those above it, as far as they are not there. */
    void create(Path directory) throws IOException {
        if (inside.contains(directory)) {
            return;
        }
        Path parent = Objects.requireNonNull(directory.getParent());
        create(parent);
        if (made.contains(parent) || !exists(directory)) {
            operations.createDirectory(directory);
            touched.add(parent);
            made.add(directory);
        }
        inside.add(directory);
    }

    /** Whether this step made the directory, so that nothing was in it. */
    boolean isNew(Path directory) {
        return made.contains(directory);
    }

    /** Whether the directory is there, inside the lake. */
    boolean isThere(Path directory) throws IOException {
        if (!inside.contains(directory)) {
            if (!isThere(Objects.requireNonNull(directory.getParent())) || !exists(directory)) {
                return false;
            }
            inside.add(directory);
        }
        return true;
    }

    /** Deletes the directory and those above it as far as they are empty; the first level of the lake stays. */
    void clear(Path directory) throws IOException {
        Path current = directory;
        while (root.relativize(current).getNameCount() > 1) {
            if (isThere(current)) {
                if (!isEmpty(current)) {
                    break;
                }
                operations.delete(current);
                touched.remove(current);
                inside.remove(current);
                made.remove(current);
            }
            current = Objects.requireNonNull(current.getParent());
        }
        if (isThere(current)) {
            touched.add(current);
        }
    }

    private boolean exists(Path directory) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (attributes.isSymbolicLink()) {
            requireInside(directory, realRoot);
        } else if (!attributes.isDirectory()) {
            throw new LakeException(directory, "cannot use: expected a directory, got a file", null);
        }
        return true;
    }

    /** Fails when the link leads out of the lake, or nowhere. */
    static void requireInside(Path link, Path realRoot) {
        Path target;
        try {
            target = link.toRealPath();
        } catch (IOException e) {
            throw new LakeException(link, "cannot follow the symbolic link: " + e + "; remove it", e);
        }
        if (!target.startsWith(realRoot)) {
            throw new LakeException(
                    link,
                    "cannot use: the symbolic link leads out of the lake, to " + target
                            + "; remove it, or move the lake as a whole",
                    null);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }
}
