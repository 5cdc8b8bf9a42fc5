package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.qlib.internal.Manifest;
import io.quantmini.qlib.internal.check.Findings.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Reads the files of one directory, counts them and holds them against its manifest. Safe for use by several threads. */
final class DirectoryFiles {
    private final Path root;
    private final Findings findings;
    private final Map<String, Manifest.Entry> listed = new HashMap<>();
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** {@code manifest} is null when there is none that can be read. */
    DirectoryFiles(Path root, @Nullable Manifest manifest, Findings findings) {
        this.root = root;
        this.findings = findings;
        if (manifest != null) {
            manifest.files().forEach(file -> listed.put(file.path(), file));
        }
    }

    /** How many files were read. */
    long files() {
        return files.get();
    }

    /** Sum of their lengths. */
    long bytes() {
        return bytes.get();
    }

    /** A file's content, null when it is gone, cannot be read or is longer than {@code most}: that is a finding then. */
    byte @Nullable [] read(String path, long most) {
        byte[] content = content(path, most);
        if (content == null) {
            return null;
        }
        files.incrementAndGet();
        bytes.addAndGet(content.length);
        Manifest.Entry entry = listed.get(path);
        if (entry != null && entry.bytes() != content.length) {
            findings.add(
                    QlibCheck.SIZE,
                    new Place(path, Math.min(entry.bytes(), content.length)),
                    entry.bytes() + " bytes, as written",
                    content.length + " bytes");
        } else if (entry != null && entry.crc32c() != Manifest.crc32c(ByteBuffer.wrap(content))) {
            findings.add(QlibCheck.CHECKSUM, path, "the content written", "other bytes of that length");
        }
        return content;
    }

    /** A file's content as {@link #read} gives it, neither counted nor compared; null without a finding. */
    byte @Nullable [] again(String path) {
        try {
            return Files.readAllBytes(root.resolve(path));
        } catch (IOException gone) {
            return null;
        }
    }

    /** Names in a directory, sorted; one that cannot be read is a finding and empty. */
    SortedSet<String> names(String path) {
        SortedSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(path))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            findings.add(QlibCheck.PRESENCE, path, "a directory", e.toString());
        }
        return names;
    }

    boolean isDirectory(String path) {
        return Files.isDirectory(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    private byte @Nullable [] content(String path, long most) {
        Path file = root.resolve(path);
        if (!Files.isRegularFile(file)) {
            findings.add(QlibCheck.PRESENCE, path, "a file", Files.exists(file) ? "something that is none" : "nothing");
            return null;
        }
        try {
            long size = Files.size(file);
            if (size > most) {
                findings.add(QlibCheck.SIZE, new Place(path, most), "at most " + most + " bytes", size + " bytes");
                return null;
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            findings.add(QlibCheck.PRESENCE, path, "a file that can be read", e.toString());
            return null;
        }
    }
}
