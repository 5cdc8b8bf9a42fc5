package io.quantmini.qlib.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Replaces a directory by a new one. The new one is built beside it; once all of it is on disk a marker is forced, and from
 * there on the swap is finished by whoever comes next. Beside {@code name} stand {@code .name.new}, {@code .name.old} and
 * {@code .name.swap}.
 */
public final class DirectorySwap {
    private final Disk disk;
    private final Path directory;
    private final Path parent;
    private final Path fresh;
    private final Path old;
    private final Path marker;

    /** For the directory of that name in a directory that exists. */
    public DirectorySwap(Disk disk, Path parent, String name) {
        this.disk = disk;
        this.parent = parent;
        this.directory = parent.resolve(name);
        this.fresh = parent.resolve("." + name + ".new");
        this.old = parent.resolve("." + name + ".old");
        this.marker = parent.resolve("." + name + ".swap");
    }

    /** Completes a swap that was decided and undoes one that was not. */
    public void recover() throws IOException {
        if (Files.exists(marker, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(fresh)) {
            // The marker is on disk only after all of the new directory.
            swapIn();
        } else if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(old)) {
            disk.move(old, directory);
            disk.force(parent);
        }
        finish();
        Trees.delete(disk, fresh);
    }

    /** An empty directory to build in. */
    public Path begin() throws IOException {
        Trees.delete(disk, fresh);
        disk.createDirectories(fresh);
        return fresh;
    }

    /** Puts what was built in the directory's place. */
    public void publish() throws IOException {
        Trees.force(disk, fresh);
        disk.force(parent);
        disk.write(marker, ByteBuffer.wrap("swap\n".getBytes(StandardCharsets.US_ASCII)));
        disk.force(marker);
        disk.force(parent);
        swapIn();
        finish();
    }

    /** Throws away what was built; once the swap is decided, it stays for the next update to put in its place. */
    public void discard() throws IOException {
        if (!Files.exists(marker, LinkOption.NOFOLLOW_LINKS)) {
            Trees.delete(disk, fresh);
        }
    }

    private void swapIn() throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Trees.delete(disk, old);
            disk.move(directory, old);
        }
        disk.move(fresh, directory);
        disk.force(parent);
    }

    private void finish() throws IOException {
        if (Files.exists(marker, LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(marker);
            disk.force(parent);
        }
        Trees.delete(disk, old);
    }
}
