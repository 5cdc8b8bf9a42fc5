package io.quantmini.profile;

import io.quantmini.profile.SystemProfile.Disk;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** Free space and kind of the file system below a directory; the kind comes from {@code /sys} on Linux. */
final class DiskProbe {
    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb2",
            "smb3",
            "smbfs",
            "afpfs",
            "webdav",
            "9p",
            "virtiofs",
            "ceph",
            "lustre",
            "glusterfs",
            "beegfs",
            "gpfs",
            "afs",
            "fuse.sshfs",
            "fuse.s3fs",
            "fuse.rclone",
            "fuse.glusterfs",
            "fuse.ceph",
            "fuse.gcsfuse",
            "fuse.juicefs");

    private final Path root;

    /** Of the system below {@code root}, which is {@code /} but in tests. */
    DiskProbe(Path root) {
        this.root = root;
    }

    Disk read(Path directory) throws IOException {
        Path existing = nearestExisting(directory);
        FileStore store = Files.getFileStore(existing);
        DiskKind kind = kindOfType(store.type());
        if (kind == DiskKind.UNKNOWN) {
            kind = kindOfDevice(existing, store.name());
        }
        return new Disk(existing, kind, store.type(), OptionalLong.of(store.getUsableSpace()));
    }

    static Disk unknown(Path directory) {
        return new Disk(directory, DiskKind.UNKNOWN, "unknown", OptionalLong.empty());
    }

    static DiskKind kindOfType(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        if (MEMORY.contains(name)) {
            return DiskKind.TMPFS;
        }
        return NETWORK.contains(name) ? DiskKind.NETWORK : DiskKind.UNKNOWN;
    }

    private DiskKind kindOfDevice(Path path, String device) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return DiskKind.UNKNOWN;
        }
        long dev = (Long) Files.getAttribute(path, "unix:dev");
        DiskKind kind = kindOfBlock(root.resolve("sys/dev/block/" + major(dev) + ":" + minor(dev)));
        if (kind != DiskKind.UNKNOWN || !device.startsWith("/dev/")) {
            return kind;
        }
        // File systems over several devices (btrfs) have a number of their own; their name still is one of the devices.
        Path name = Files.exists(Path.of(device)) ? Path.of(device).toRealPath() : Path.of(device);
        return kindOfBlock(root.resolve("sys/class/block").resolve(String.valueOf(name.getFileName())));
    }

    /** Of a block device's directory in {@code /sys}; a partition's flag is its disk's, one directory above. */
    static DiskKind kindOfBlock(Path block) throws IOException {
        if (!Files.isDirectory(block)) {
            return DiskKind.UNKNOWN;
        }
        Path real = block.toRealPath();
        for (Path candidate : new Path[] {real.resolve("queue"), real.resolveSibling("queue")}) {
            Path flag = candidate.resolve("rotational");
            if (Files.isReadable(flag)) {
                return Files.readString(flag).strip().equals("0") ? DiskKind.SSD : DiskKind.ROTATIONAL;
            }
        }
        return DiskKind.UNKNOWN;
    }

    /** Linux's encoding of a device number, as glibc's {@code gnu_dev_major} reads it. */
    static long major(long dev) {
        return ((dev >>> 8) & 0xfff) | ((dev >>> 32) & 0xfffff000L);
    }

    /** As above, {@code gnu_dev_minor}. */
    static long minor(long dev) {
        return (dev & 0xff) | ((dev >>> 12) & 0xffffff00L);
    }

    private static Path nearestExisting(Path directory) {
        Path at = directory.toAbsolutePath().normalize();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
