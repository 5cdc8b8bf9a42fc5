package io.quantmini.qlib;

import io.quantmini.qlib.internal.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Qlib directory that {@link QlibDirectoryWriter} made. Immutable; safe for use by many threads. */
public final class QlibDirectory {
    private static final String FEATURES = "features/";
    private static final String CALENDARS = "calendars/";

    private final Path root;
    private final Manifest manifest;

    private QlibDirectory(Path root, Manifest manifest) {
        this.root = root;
        this.manifest = manifest;
    }

    /** How closely files are looked at. */
    public enum Depth {
        /** Names and lengths: one look at each directory. */
        LENGTHS,
        /** Names, lengths and checksums: every byte is read. */
        CONTENT
    }

    /**
     * Opens a directory by its manifest; no other file is looked at.
     *
     * @throws QlibFormatException when there is no whole manifest
     */
    public static QlibDirectory open(Path directory) {
        return new QlibDirectory(directory, Manifest.read(directory));
    }

    /**
     * Compares the files with the manifest: missing, of another length, (asked for {@link Depth#CONTENT}) of other content,
     * or foreign among calendars and features. Lists of instruments that it does not name are anybody's and no fault.
     *
     * @return the faults in path order; empty when all is well
     * @throws QlibFormatException when the directory cannot be read
     */
    public List<QlibFault> verify(Depth depth) {
        Map<String, Long> present = new HashMap<>();
        List<QlibFault> faults = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Lengths(root, present));
            for (Manifest.Entry file : manifest.files()) {
                Path path = root.resolve(file.path());
                Long length = present.remove(file.path());
                if (length == null) {
                    faults.add(new QlibFault(path, "expected " + file.bytes() + " bytes, got no file"));
                } else if (length != file.bytes()) {
                    faults.add(new QlibFault(path, "expected " + file.bytes() + " bytes, got " + length));
                } else if (depth == Depth.CONTENT && checksum(path) != file.crc32c()) {
                    faults.add(new QlibFault(path, "expected the content written, got other bytes of that length"));
                }
            }
        } catch (IOException e) {
            throw new QlibFormatException(root, 0, "cannot look at the files of the directory", e);
        }
        for (String foreign : present.keySet()) {
            if (foreign.startsWith(CALENDARS) || foreign.startsWith(FEATURES)) {
                faults.add(new QlibFault(root.resolve(foreign), "expected no such file"));
            }
        }
        faults.sort((one, other) -> one.file().compareTo(other.file()));
        return List.copyOf(faults);
    }

    /** Digest of everything that the content depends on. */
    public String stamp() {
        return manifest.stamp().content();
    }

    /** How many instruments the directory has. */
    public int instruments() {
        return (int) manifest.files().stream()
                .map(Manifest.Entry::path)
                .filter(path -> path.startsWith(FEATURES))
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .distinct()
                .count();
    }

    /** How many files it has, manifest apart. */
    public long files() {
        return manifest.files().size();
    }

    /** Sum of their lengths. */
    public long bytes() {
        return manifest.files().stream().mapToLong(Manifest.Entry::bytes).sum();
    }

    private static long checksum(Path file) throws IOException {
        return Manifest.crc32c(ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    /** Collects the lengths of files by path below the root. */
    private static final class Lengths extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Map<String, Long> lengths;

        Lengths(Path root, Map<String, Long> lengths) {
            this.root = root;
            this.lengths = lengths;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            lengths.put(root.relativize(file).toString().replace('\\', '/'), attributes.size());
            return FileVisitResult.CONTINUE;
        }
    }
}
