package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code temp}: a directory for each unit in the making, with its intent once there is one. */
final class TempDirectory {
    private static final Pattern UNIT = Pattern.compile("[0-9a-f]{24}");
    private static final Pattern LEFTOVER = Pattern.compile(".*\\.tmp");

    private final Path temp;
    private final FileOperations operations;

    TempDirectory(LakePaths paths, FileOperations operations) {
        this.temp = paths.temp();
        this.operations = operations;
    }

    Path unit(String unit) {
        return temp.resolve(unit);
    }

    Path staging(String unit) {
        return unit(unit).resolve("staged");
    }

    Path manifest(String unit) {
        return unit(unit).resolve("manifest.tsv");
    }

    boolean hasIntent(String unit) {
        return Files.exists(intent(unit));
    }

    /** An empty place for a unit's files. */
    Path create(String unit) throws IOException {
        deleteTree(unit(unit));
        operations.createDirectory(unit(unit));
        operations.createDirectory(staging(unit));
        return staging(unit);
    }

    void writeIntent(Intent intent, Forces forces) throws IOException {
        Path unit = unit(intent.unit());
        Path half = unit.resolve("intent.tmp");
        operations.write(half, intent.encode());
        operations.force(half);
        operations.move(half, intent(intent.unit()));
        Set<Path> directories = new LinkedHashSet<>(List.of(unit, temp));
        // Derived files wait here until after the commit, so they must still be found after a power cut.
        for (Intent.Swap swap : intent.derived()) {
            Path directory = unit.resolve(swap.staged());
            while (!directory.equals(unit)) {
                directory = Objects.requireNonNull(directory.getParent());
                directories.add(directory);
            }
        }
        forces.directories(directories);
    }

    Intent readIntent(String unit) throws IOException {
        try {
            Intent intent = Intent.decode(Files.readAllBytes(intent(unit)));
            if (!intent.unit().equals(unit)) {
                throw new IllegalArgumentException("expected unit " + unit + ", got " + intent.unit());
            }
            return intent;
        } catch (IllegalArgumentException e) {
            throw new LakeException(intent(unit), "cannot recover: " + e.getMessage(), e);
        }
    }

    /** Deletes the intent first, so that what is left is only rubbish. */
    void discard(String unit) throws IOException {
        if (hasIntent(unit)) {
            operations.delete(intent(unit));
        }
        deleteTree(unit(unit));
    }

    /** Units with something left in here, in order. */
    List<String> units() throws IOException {
        return names(UNIT);
    }

    void deleteLeftovers() throws IOException {
        for (String name : names(LEFTOVER)) {
            operations.delete(temp.resolve(name));
        }
    }

    private Path intent(String unit) {
        return unit(unit).resolve("intent");
    }

    private List<String> names(Pattern pattern) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(temp)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (pattern.matcher(name).matches()) {
                    names.add(name);
                }
            }
        }
        Collections.sort(names);
        return names;
    }

    private void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> children = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                entries.forEach(children::add);
            }
            for (Path child : children) {
                deleteTree(child);
            }
        }
        operations.delete(path);
    }
}
