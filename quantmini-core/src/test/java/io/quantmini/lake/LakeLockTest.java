package io.quantmini.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeLockTest {
    private static final Pattern REFUSED = Pattern.compile("locked after (\\d+) ms by process (\\d+), started .*");

    @TempDir
    Path directory;

    @Test
    void a_second_writer_in_the_same_program_is_told_who_holds_the_lake() {
        Lake lake = Lake.at(directory.resolve("lake"));
        try (LakeWriter writer = lake.openForWriting()) {
            assertThat(writer.root()).isEqualTo(lake.root());
            assertThatThrownBy(() -> Lake.at(lake.root()).openForWriting())
                    .isInstanceOfSatisfying(
                            LakeLockedException.class,
                            e -> assertThat(e.holder())
                                    .startsWith(
                                            "process " + ProcessHandle.current().pid()));
        }
        lake.openForWriting().close();
    }

    @Test
    void the_same_lake_under_another_name_is_the_same_lake() throws IOException {
        Lake lake = Lake.at(directory.resolve("lake"));
        try (LakeWriter writer = lake.openForWriting()) {
            Path alias = Files.createSymbolicLink(directory.resolve("alias"), writer.root());

            assertThatThrownBy(() -> Lake.at(alias).openForWriting()).isInstanceOf(LakeLockedException.class);
        }
    }

    @Test
    void another_program_is_refused_at_once_and_told_who_holds_the_lake() throws Exception {
        Lake lake = Lake.at(directory.resolve("lake"));
        try (LakeWriter writer = lake.openForWriting()) {
            // A refused attempt in this program must not free the lock for others.
            assertThatThrownBy(lake::openForWriting).isInstanceOf(LakeLockedException.class);
            Process probe = probe(writer.root().toString());

            Matcher said = REFUSED.matcher(line(probe));
            assertThat(said.matches()).isTrue();
            assertThat(said.group(2))
                    .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
            assertThat(probe.waitFor()).isZero();
        }
        Process probe = probe(lake.root().toString());
        assertThat(line(probe)).startsWith("opened");
        assertThat(probe.waitFor()).isZero();
    }

    @Test
    void the_lock_of_a_killed_program_is_free() throws Exception {
        Lake lake = Lake.at(directory.resolve("lake"));
        Process holder = probe(lake.root().toString(), "hold");
        try {
            assertThat(line(holder)).startsWith("opened");
            assertThatThrownBy(lake::openForWriting)
                    .isInstanceOfSatisfying(
                            LakeLockedException.class,
                            e -> assertThat(e.holder()).contains("process " + holder.pid()));
        } finally {
            holder.destroyForcibly().waitFor();
        }
        lake.openForWriting().close();
    }

    private static Process probe(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockProbe.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String line(Process process) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        String line = reader.readLine();
        return line == null ? "" : line;
    }
}
