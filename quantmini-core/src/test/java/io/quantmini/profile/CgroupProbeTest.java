package io.quantmini.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.profile.SystemProfile.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupProbeTest {
    private static final String NO_LIMIT_V1 = "9223372036854771712";

    @TempDir
    Path root;

    CgroupProbe probe;

    @BeforeEach
    void probe() {
        probe = new CgroupProbe(root);
    }

    @Test
    void a_system_without_control_groups_has_no_limits() throws IOException {
        assertThat(probe.read()).isEqualTo(Container.UNLIMITED);
        assertThat(probe.usedBytes()).isEmpty();
    }

    @Test
    void version_2_limits_are_read_from_the_container_s_own_root() throws IOException {
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/memory.max", "2147483648\n");
        file("sys/fs/cgroup/cpu.max", "150000 100000\n");

        assertThat(probe.read()).isEqualTo(Profiles.container(2L << 30, 1.5));
    }

    @Test
    void max_in_version_2_is_no_limit() throws IOException {
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/memory.max", "max\n");
        file("sys/fs/cgroup/cpu.max", "max 100000\n");

        assertThat(probe.read()).isEqualTo(Container.UNLIMITED);
    }

    @Test
    void the_tightest_group_on_the_way_up_wins() throws IOException {
        file("proc/self/cgroup", "0::/batch.slice/job.scope\n");
        file("sys/fs/cgroup/batch.slice/job.scope/memory.max", "max\n");
        file("sys/fs/cgroup/batch.slice/memory.max", "1073741824\n");
        file("sys/fs/cgroup/batch.slice/job.scope/cpu.max", "400000 100000\n");
        file("sys/fs/cgroup/batch.slice/cpu.max", "200000 100000\n");

        assertThat(probe.read()).isEqualTo(Profiles.container(1L << 30, 2.0));
    }

    @Test
    void version_1_limits_are_read_per_controller() throws IOException {
        file("proc/self/cgroup", "4:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc\n0::/\n");
        file("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "536870912\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", NO_LIMIT_V1);
        file("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us", "50000\n");
        file("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_period_us", "100000\n");

        assertThat(probe.read()).isEqualTo(Profiles.container(512L << 20, 0.5));
    }

    @Test
    void in_a_version_1_container_the_host_s_path_is_absent_and_the_mount_counts() throws IOException {
        file("proc/self/cgroup", "4:memory:/kubepods/pod1/c1\n2:cpu:/kubepods/pod1/c1\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "268435456\n");
        file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");

        Container limits = probe.read();
        assertThat(limits.memoryBytes()).hasValue(256L << 20);
        assertThat(limits.cpus()).isEmpty();
    }

    @Test
    void a_group_outside_the_namespace_falls_back_to_the_mount() throws IOException {
        file("proc/self/cgroup", "0::/../../other\n");
        file("sys/fs/cgroup/memory.max", "1073741824\n");

        assertThat(probe.read().memoryBytes()).hasValue(1L << 30);
    }

    @Test
    void memory_in_use_leaves_out_clean_file_pages() throws IOException {
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/memory.max", "1000000\n");
        file("sys/fs/cgroup/memory.current", "900000\n");
        file(
                "sys/fs/cgroup/memory.stat",
                "anon 300000\nactive_file 200000\ninactive_file 400000\nfile_dirty 50000\nfile_writeback 25000\n");

        assertThat(probe.usedBytes()).hasValue(900_000 - 600_000 + 75_000);
    }

    @Test
    void memory_in_use_of_version_1_takes_the_totals_of_the_group() throws IOException {
        file("proc/self/cgroup", "4:memory:/job\n");
        file("sys/fs/cgroup/memory/job/memory.limit_in_bytes", "1000000\n");
        file("sys/fs/cgroup/memory/job/memory.usage_in_bytes", "900000\n");
        file(
                "sys/fs/cgroup/memory/job/memory.stat",
                "active_file 1\ntotal_active_file 200000\ntotal_inactive_file 400000\ntotal_dirty 5\ntotal_writeback 0\n");

        assertThat(probe.usedBytes()).hasValue(300_005);
    }

    private void file(String name, String text) throws IOException {
        Path path = root.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
