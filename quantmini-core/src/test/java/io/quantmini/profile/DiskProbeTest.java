package io.quantmini.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.profile.SystemProfile.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskProbeTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "tmpfs, TMPFS",
        "ramfs, TMPFS",
        "nfs4, NETWORK",
        "CIFS, NETWORK",
        "fuse.sshfs, NETWORK",
        "ext4, UNKNOWN",
        "overlay, UNKNOWN"
    })
    void some_file_systems_tell_by_their_name(String type, DiskKind kind) {
        assertThat(DiskProbe.kindOfType(type)).isEqualTo(kind);
    }

    @Test
    void a_partition_is_what_its_disk_is() throws IOException {
        Path disk = Files.createDirectories(root.resolve("sys/devices/sda"));
        Files.createDirectories(disk.resolve("queue"));
        Files.writeString(disk.resolve("queue/rotational"), "1\n");
        Path partition = Files.createDirectories(disk.resolve("sda1"));
        Files.createDirectories(root.resolve("sys/dev/block"));
        Path link = Files.createSymbolicLink(root.resolve("sys/dev/block/8:1"), partition);

        assertThat(DiskProbe.kindOfBlock(link)).isEqualTo(DiskKind.ROTATIONAL);
        assertThat(DiskProbe.kindOfBlock(disk)).isEqualTo(DiskKind.ROTATIONAL);

        Files.writeString(disk.resolve("queue/rotational"), "0\n");
        assertThat(DiskProbe.kindOfBlock(link)).isEqualTo(DiskKind.SSD);
    }

    @Test
    void a_device_nobody_knows_is_unknown() throws IOException {
        assertThat(DiskProbe.kindOfBlock(root.resolve("sys/dev/block/1:2"))).isEqualTo(DiskKind.UNKNOWN);
    }

    @Test
    void a_directory_not_yet_there_is_on_the_disk_of_the_one_above_it() throws IOException {
        Disk disk = new DiskProbe(root).read(root.resolve("a/b/lake"));

        assertThat(disk.directory()).isEqualTo(root);
        assertThat(disk.type()).isEqualTo(Files.getFileStore(root).type());
        assertThat(disk.freeBytes().orElseThrow()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"65024, 254, 0", "2049, 8, 1", "1048831, 0, 511", "66305, 259, 1"})
    void device_numbers_split_into_major_and_minor(long dev, long major, long minor) {
        assertThat(DiskProbe.major(dev)).isEqualTo(major);
        assertThat(DiskProbe.minor(dev)).isEqualTo(minor);
    }
}
