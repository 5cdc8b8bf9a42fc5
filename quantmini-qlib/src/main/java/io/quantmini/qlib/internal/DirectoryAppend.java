package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibFormatException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Extends a directory in place. While values are appended, {@code .name.append} stands beside it and takes the new calendar,
 * lists and manifest; the old manifest tells what to take back. Once all is on disk, it is renamed to {@code .name.appended}:
 * from there on the update is finished by whoever comes next, by moving these files into the directory, the calendar first,
 * then the lists, the manifest last.
 */
public final class DirectoryAppend {
    private static final String FEATURES = "features";
    private static final String INSTRUMENTS = "instruments/";

    private final Disk disk;
    private final Path directory;
    private final Path parent;
    private final Path staging;
    private final Path decided;

    /** For the directory of that name in a directory that exists. */
    public DirectoryAppend(Disk disk, Path parent, String name) {
        this.disk = disk;
        this.parent = parent;
        this.directory = parent.resolve(name);
        this.staging = parent.resolve("." + name + ".append");
        this.decided = decided(directory);
    }

    /** What stands beside a directory whose extension is decided: the newer version of the files in it. */
    static Path decided(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        return absolute.resolveSibling("." + absolute.getFileName() + ".appended");
    }

    /** Whether an update extends a directory, or was killed while it did. */
    public static boolean isUnderWay(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        return Files.exists(absolute.resolveSibling("." + absolute.getFileName() + ".append"))
                || Files.exists(decided(directory));
    }

    Disk disk() {
        return disk;
    }

    Path directory() {
        return directory;
    }

    /** Where the files go that replace others. */
    Path staging() {
        return staging;
    }

    /** Completes an extension that was decided and takes back one that was not. */
    public void recover() throws IOException {
        if (Files.isDirectory(decided)) {
            complete();
        }
        takeBack();
    }

    /** Makes the mark, on disk before anything else is changed. */
    void begin() throws IOException {
        for (String path : List.of("", "calendars", "instruments")) {
            disk.createDirectories(staging.resolve(path));
        }
        disk.force(parent);
    }

    /** Puts the new files in place, once those in {@link #staging} are written and what was appended is on disk. */
    void publish() throws IOException {
        Trees.force(disk, staging);
        disk.move(staging, decided);
        disk.force(parent);
        complete();
    }

    /** Makes the directory what its manifest says, unless the extension is decided; then it stays for the next update. */
    public void takeBack() throws IOException {
        if (!Files.isDirectory(staging)) {
            return;
        }
        if (Files.isDirectory(directory.resolve(FEATURES))) {
            try {
                cut(Manifest.read(directory));
            } catch (QlibFormatException nothingToGoBy) {
                // A directory without its manifest is written anew anyway.
            }
        }
        Trees.delete(disk, staging);
        disk.force(parent);
    }

    private void complete() throws IOException {
        if (Files.exists(decided.resolve(Manifest.NAME))) {
            try {
                replace(Manifest.read(decided));
            } catch (QlibFormatException damaged) {
                // The directory is not what its manifest says, and is written anew.
            }
        }
        Trees.delete(disk, decided);
        disk.force(parent);
    }

    private void replace(Manifest next) throws IOException {
        Set<String> replaced = new HashSet<>();
        List<String> paths = next.files().stream()
                .map(Manifest.Entry::path)
                .filter(path -> !path.startsWith(FEATURES))
                .sorted(Comparator.comparing(path -> !path.equals(Manifest.INSTRUMENTS)))
                .sorted(Comparator.comparing(path -> !path.startsWith("calendars/")))
                .toList();
        for (String path : paths) {
            replaced.add(path);
            move(path);
        }
        for (String path : lists()) {
            if (!replaced.contains(path)) {
                disk.delete(directory.resolve(path));
            }
        }
        disk.force(directory.resolve("calendars"));
        disk.force(directory.resolve("instruments"));
        move(Manifest.NAME);
        disk.force(directory);
    }

    /** The lists of instruments that the directory's manifest names and that are there. */
    private List<String> lists() {
        try {
            return Manifest.read(directory).files().stream()
                    .map(Manifest.Entry::path)
                    .filter(path -> path.startsWith(INSTRUMENTS) && Files.exists(directory.resolve(path)))
                    .toList();
        } catch (QlibFormatException none) {
            return List.of();
        }
    }

    private void move(String path) throws IOException {
        Path target = directory.resolve(path);
        Path above = target.getParent();
        if (Files.exists(decided.resolve(path)) && above != null) {
            if (!Files.isDirectory(above)) {
                disk.createDirectories(above);
            }
            disk.move(decided.resolve(path), target);
        }
    }

    private void cut(Manifest manifest) throws IOException {
        Map<Path, Long> lengths = new HashMap<>();
        Set<Path> directories = new HashSet<>(Set.of(directory.resolve(FEATURES)));
        for (Manifest.Entry file : manifest.files()) {
            Path path = directory.resolve(file.path());
            lengths.put(path, file.bytes());
            directories.add(path.getParent());
        }
        List<Path> cut = new ArrayList<>();
        Files.walkFileTree(directory.resolve(FEATURES), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Long length = lengths.get(file);
                if (length == null) {
                    disk.delete(file);
                } else if (attributes.size() > length) {
                    disk.truncate(file, length);
                    cut.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                if (!directories.contains(visited)) {
                    disk.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        ForcePool.force(disk, cut);
    }
}
