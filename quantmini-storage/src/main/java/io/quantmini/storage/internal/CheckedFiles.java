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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which files were read whole and had which CRC-32C, remembered by identity, size and time of the last change: committed
 * files never change, so each is read once. A disk can change them without a trace in these: what follows the pages has no
 * checksum of its own, as pages have, so it is compared at every opening, or taken from memory. Safe for use by several
 * threads.
 */
public final class CheckedFiles {
    private static final int REMEMBERED = 1 << 17;
    /** Of all tails together; parsed footers take about as much again. */
    private static final long TAIL_BYTES = 8 << 20;

    private final Map<Identity, Checked> checksums = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Identity, Checked> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Map<Identity, Ending> endings = new LinkedHashMap<>(16, 0.75f, true);
    private long tailBytes;

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
        Selection selection;
        try {
            selection = Selection.of(scan, compare(Identity.of(path), file, expected));
        } catch (NoSuchFileException e) {
            // Deleted since it was opened.
            file.closeAfter(e);
            throw new ConcurrentCommitException(expected.path(), e);
        } catch (PartitionException e) {
            file.closeAfter(e);
            throw e;
        } catch (IOException | RuntimeException e) {
            file.closeAfter(e);
            throw unreadable(expected, e);
        }
        return FileBatches.open(expected.path(), file, selection, allocator);
    }

    /** Compares as much as is not known yet of a file, and gives its footer. */
    private ParquetMetadata compare(Identity identity, StoredFile file, LakeFile expected) throws IOException {
        if (file.getLength() != expected.bytes()) {
            throw damaged(expected, expected.bytes() + " bytes", file.getLength() + " bytes");
        }
        Checked checked;
        Ending ending;
        synchronized (this) {
            checked = checksums.get(identity);
            ending = endings.get(identity);
        }
        long crc = checked == null ? file.crc32c(0) : checked.crc();
        if (crc != expected.crc32c()) {
            throw damaged(expected, hex(expected.crc32c()), hex(crc));
        }
        if (ending != null) {
            file.use(ending.tail());
            return ending.footer();
        }
        long start = checked == null ? FileTail.start(file.readFooter()) : checked.pageEnd();
        FileTail tail = file.readTail(start);
        long tailCrc = tail.crc32c();
        if (checked != null && tailCrc != checked.tailCrc()) {
            throw damaged(expected, "a footer of " + hex(checked.tailCrc()), hex(tailCrc));
        }
        file.use(tail);
        ParquetMetadata footer = file.readFooter();
        remember(identity, new Checked(crc, start, tailCrc), new Ending(tail, footer));
        return footer;
    }

    private synchronized void remember(Identity identity, Checked checked, Ending ending) {
        checksums.put(identity, checked);
        Ending before = endings.put(identity, ending);
        tailBytes +=
                ending.tail().length() - (before == null ? 0 : before.tail().length());
        Iterator<Ending> oldest = endings.values().iterator();
        while (tailBytes > TAIL_BYTES && endings.size() > 1) {
            tailBytes -= oldest.next().tail().length();
            oldest.remove();
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

    /**
     * A file that was read whole.
     *
     * @param crc of all of it
     * @param pageEnd where its pages end
     * @param tailCrc of what follows them: indexes and footer
     */
    private record Checked(long crc, long pageEnd, long tailCrc) {}

    private record Ending(FileTail tail, ParquetMetadata footer) {}

    private record Identity(Object key, long bytes, FileTime changed) {
        static Identity of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            @Nullable Object key = attributes.fileKey();
            return new Identity(key == null ? path : key, attributes.size(), attributes.lastModifiedTime());
        }
    }
}
