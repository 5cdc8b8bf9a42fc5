package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A disk that remembers what a power cut leaves: the content of a file as it was last forced, and the entries of a
 * directory as they were last forced. Nothing else survives, which is the least that POSIX promises. Part of the test jar.
 */
public final class VolatileDisk extends FaultyDisk {
    private final Path root;
    private final Map<Path, Integer> ids = new HashMap<>();
    private final Map<Integer, byte[]> contents = new HashMap<>();
    private final Map<Integer, Map<String, Integer>> entries = new HashMap<>();
    private int nextId;

    /** With what is below the root now, all of it safe already. */
    public static VolatileDisk holding(Path root, Fault fault, int at) throws IOException {
        VolatileDisk disk = new VolatileDisk(root, fault, at);
        disk.keep(root);
        return disk;
    }

    VolatileDisk(Path root, Fault fault, int at) {
        super(fault, at);
        this.root = root;
        entries.put(id(root), Map.of());
    }

    @Override
    public synchronized void createDirectory(Path directory) throws IOException {
        super.createDirectory(directory);
        entries.putIfAbsent(id(directory), Map.of());
    }

    @Override
    public synchronized void force(Path file) throws IOException {
        super.force(file);
        contents.put(id(file), Files.readAllBytes(file));
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        super.forceDirectory(directory);
        Map<String, Integer> names = new TreeMap<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                int id = id(child);
                names.put(String.valueOf(child.getFileName()), id);
                if (Files.isDirectory(child)) {
                    entries.putIfAbsent(id, Map.of());
                }
            }
        }
        entries.put(id(directory), names);
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        super.move(from, to);
        int id = id(from);
        ids.remove(key(from));
        ids.put(key(to), id);
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        super.delete(path);
        ids.remove(key(path));
    }

    @Override
    public synchronized void write(Path file, byte[] content) throws IOException {
        super.write(file, content);
        id(file);
    }

    /** Makes, in an empty directory, what is there after the power cut. */
    public synchronized void restoreTo(Path target) throws IOException {
        restore(id(root), target);
    }

    private void keep(Path directory) throws IOException {
        Map<String, Integer> names = new TreeMap<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                names.put(String.valueOf(child.getFileName()), id(child));
                if (Files.isDirectory(child)) {
                    keep(child);
                } else {
                    contents.put(id(child), Files.readAllBytes(child));
                }
            }
        }
        entries.put(id(directory), names);
    }

    private void restore(int id, Path target) throws IOException {
        Map<String, Integer> names = entries.get(id);
        if (names == null) {
            Files.write(target, contents.getOrDefault(id, new byte[0]));
            return;
        }
        Files.createDirectories(target);
        for (Map.Entry<String, Integer> entry : names.entrySet()) {
            restore(entry.getValue(), target.resolve(entry.getKey()));
        }
    }

    private int id(Path path) {
        return ids.computeIfAbsent(key(path), file -> nextId++);
    }

    private static Path key(Path path) {
        return path.normalize();
    }
}
