package io.quantmini.storage.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.PartitionException;
import io.quantmini.stage.FileScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which files were read whole and had which CRC-32C, remembered by identity, size and time of the last change: committed
 * files never change, so each is read once. A disk can change them without a trace in these: what follows the pages is
 * compared at every opening, for it has no checksum of its own, as pages have. Safe for use by several threads.
 */
public final class CheckedFiles {
    private static final int REMEMBERED = 1 << 17;

    private final Map<Identity, Checked> checksums = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Identity, Checked> eldest) {
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
        Identity identity;
        boolean known;
        try {
            identity = Identity.of(path);
            known = compare(identity, file, expected);
        } catch (NoSuchFileException e) {
            // Deleted since it was opened.
            closeAfter(file, e);
            throw new ConcurrentCommitException(expected.path(), e);
        } catch (IOException | RuntimeException e) {
            closeAfter(file, e);
            throw e instanceof RuntimeException failure ? failure : unreadable(expected, e);
        }
        return FileBatches.open(
                expected.path(),
                file,
                footer -> {
                    if (!known) {
                        remember(identity, file, expected.crc32c(), pageEnd(footer));
                    }
                    return Selection.of(scan, footer);
                },
                allocator);
    }

    /** Compares as much as is not known yet of a file; returns whether it was read whole before. */
    private boolean compare(Identity identity, StoredFile file, LakeFile expected) throws IOException {
        if (file.getLength() != expected.bytes()) {
            throw damaged(expected, expected.bytes() + " bytes", file.getLength() + " bytes");
        }
        Checked checked;
        synchronized (checksums) {
            checked = checksums.get(identity);
        }
        long crc = checked == null ? file.crc32c(0) : checked.crc();
        if (crc != expected.crc32c()) {
            throw damaged(expected, hex(expected.crc32c()), hex(crc));
        }
        if (checked == null) {
            return false;
        }
        long tail = file.crc32c(checked.pageEnd());
        if (tail != checked.tailCrc()) {
            throw damaged(expected, "a footer of " + hex(checked.tailCrc()), hex(tail));
        }
        return true;
    }

    private void remember(Identity identity, StoredFile file, long crc, long pageEnd) {
        try {
            Checked checked = new Checked(crc, pageEnd, file.crc32c(pageEnd));
            synchronized (checksums) {
                checksums.put(identity, checked);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long pageEnd(ParquetMetadata footer) {
        return footer.getBlocks().stream()
                .flatMap(group -> group.getColumns().stream())
                .mapToLong(chunk -> chunk.getStartingPos() + chunk.getTotalSize())
                .max()
                .orElse(0);
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

    /**
     * A file that was read whole.
     *
     * @param crc of all of it
     * @param pageEnd where its pages end
     * @param tailCrc of what follows them: indexes and footer
     */
    private record Checked(long crc, long pageEnd, long tailCrc) {}

    private record Identity(Object key, long bytes, FileTime changed) {
        static Identity of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            @Nullable Object key = attributes.fileKey();
            return new Identity(key == null ? path : key, attributes.size(), attributes.lastModifiedTime());
        }
    }
}
