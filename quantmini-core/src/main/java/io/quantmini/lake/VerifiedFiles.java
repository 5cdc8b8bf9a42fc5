package io.quantmini.lake;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Compares files with their manifests, each once for as long as it stays as it is. Safe for use by several threads. */
final class VerifiedFiles {
    private static final int BUFFER = 1 << 18;

    private record Stamp(@Nullable Object inode, long bytes, FileTime modified, long crc32c) {}

    private final LakePaths paths;
    private final Map<String, Stamp> known = new ConcurrentHashMap<>();

    VerifiedFiles(LakePaths paths) {
        this.paths = paths;
    }

    Path path(LakeFile file) {
        Path path = paths.resolve(file.path());
        try {
            Stamp stamp = stamp(file, path);
            if (!stamp.equals(known.get(file.path()))) {
                verify(file, path);
                known.put(file.path(), stamp);
            }
            return path;
        } catch (NoSuchFileException e) {
            throw new ConcurrentCommitException(file.path(), e);
        } catch (IOException e) {
            // What opens the file has no error of its own for one that is gone.
            if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new ConcurrentCommitException(file.path(), e);
            }
            throw new PartitionException(file.path(), null, "cannot read: " + e, e);
        }
    }

    private static Stamp stamp(LakeFile file, Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || attributes.size() != file.bytes()) {
            throw damaged(file, file.bytes() + " bytes", attributes.size() + " bytes");
        }
        return new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime(), file.crc32c());
    }

    private static void verify(LakeFile file, Path path) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        try (RandomAccessFile access = new RandomAccessFile(path.toFile(), "r")) {
            int read = access.read(buffer);
            while (read > 0) {
                crc.update(buffer, 0, read);
                read = access.read(buffer);
            }
        }
        if (crc.getValue() != file.crc32c()) {
            throw damaged(
                    file, "crc32c " + LedgerFormat.hex(file.crc32c()), "crc32c " + LedgerFormat.hex(crc.getValue()));
        }
    }

    private static PartitionException damaged(LakeFile file, String expected, String actual) {
        return new PartitionException(
                file.path(),
                null,
                "cannot read: expected " + expected + " as committed, got " + actual
                        + "; delete the file and run again to restore it",
                null);
    }
}
