package io.quantmini.storage.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.PartitionException;
import io.quantmini.stage.FileScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Which files were read whole and had which CRC-32C, remembered by identity, size and time of the last change: committed
 * files never change, so each is read once. Safe for use by several threads.
 */
public final class CheckedFiles {
    private static final int REMEMBERED = 1 << 17;

    private final Map<Identity, Long> checksums = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Identity, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Opens a file once it is known to be the one that its manifest describes. */
    public BatchStream open(FileScan scan, BufferAllocator allocator) {
        LakeFile expected = scan.file();
        Path path = scan.lakeRoot().resolve(expected.path());
        StoredFile file;
        try {
            file = StoredFile.open(path);
        } catch (NoSuchFileException e) {
            throw new ConcurrentCommitException(expected.path(), e);
        } catch (IOException e) {
            throw unreadable(expected, e);
        }
        try {
            compare(path, file, expected);
        } catch (NoSuchFileException e) {
            // Deleted since it was opened.
            closeAfter(file, e);
            throw new ConcurrentCommitException(expected.path(), e);
        } catch (IOException | RuntimeException e) {
            closeAfter(file, e);
            throw e instanceof RuntimeException known ? known : unreadable(expected, e);
        }
        return FileBatches.open(expected.path(), file, footer -> Selection.of(scan, footer), allocator);
    }

    private void compare(Path path, StoredFile file, LakeFile expected) throws IOException {
        if (file.getLength() != expected.bytes()) {
            throw damaged(expected, expected.bytes() + " bytes", file.getLength() + " bytes");
        }
        long crc = crc32c(path, file);
        if (crc != expected.crc32c()) {
            throw damaged(expected, hex(expected.crc32c()), hex(crc));
        }
    }

    private static PartitionException damaged(LakeFile file, String expected, String got) {
        return new PartitionException(
                file.path(),
                null,
                "cannot read: expected " + expected + " as its manifest has it, got " + got
                        + "; delete the file and run its sessions again",
                null);
    }

    private static PartitionException unreadable(LakeFile file, Exception cause) {
        return new PartitionException(file.path(), null, "cannot read: " + cause.getMessage(), cause);
    }

    private static String hex(long crc) {
        return "CRC-32C " + HexFormat.of().toHexDigits(crc, 8);
    }

    private static void closeAfter(StoredFile file, Exception failure) {
        try {
            file.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private long crc32c(Path path, StoredFile file) throws IOException {
        Identity identity = Identity.of(path);
        synchronized (checksums) {
            Long known = checksums.get(identity);
            if (known != null) {
                return known;
            }
        }
        long crc = file.crc32c();
        synchronized (checksums) {
            checksums.put(identity, crc);
        }
        return crc;
    }

    private record Identity(Object key, long bytes, FileTime changed) {
        static Identity of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            @Nullable Object key = attributes.fileKey();
            return new Identity(key == null ? path : key, attributes.size(), attributes.lastModifiedTime());
        }
    }
}
