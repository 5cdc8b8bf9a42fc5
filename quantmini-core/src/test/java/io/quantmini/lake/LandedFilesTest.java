package io.quantmini.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.lake.FaultyDisk.Fault;
import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LandedFilesTest {
    private static final String PAGE = "polygon-api/splits/00001/page-00001.json";

    @TempDir
    Path directory;

    @Test
    void a_file_is_the_old_one_or_the_new_one_wherever_its_writing_fails_or_ends() throws IOException {
        for (Fault fault : new Fault[] {Fault.FAIL, Fault.STOP, Fault.FULL}) {
            boolean struck = true;
            for (int n = 1; struck; n++) {
                Path root = directory.resolve(fault + "-" + n);
                write(new FaultyDisk(), root, "old");
                FaultyDisk disk = new FaultyDisk(fault, n);
                try {
                    write(disk, root, "new, and longer");
                } catch (LakeException | FaultyDisk.Stopped e) {
                    assertThat(disk.struck()).as("struck, so %s", e).isTrue();
                }
                struck = disk.struck();
                assertThat(Files.readString(root.resolve("landing").resolve(PAGE)))
                        .isIn("old", "new, and longer");
                write(new FaultyDisk(), root, "newest");
                assertThat(root.resolve("landing").resolve(PAGE)).hasContent("newest");
            }
        }
    }

    @Test
    void a_directory_is_deleted_with_its_files_from_the_last_on() throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n++) {
            Path root = directory.resolve("delete-" + n);
            Lake lake = Lake.at(root);
            try (LandingWriter writer = lake.landing().openForWriting()) {
                for (int page = 1; page <= 3; page++) {
                    writer.write("a/page-" + page, new byte[] {1});
                }
            }
            FaultyDisk disk = new FaultyDisk(Fault.STOP, n);
            try (LandingWriter writer =
                    disk.lake(root, TradingCalendar.nyse()).landing().openForWriting()) {
                writer.delete("a");
            } catch (FaultyDisk.Stopped e) {
                assertThat(disk.struck()).isTrue();
            }
            struck = disk.struck();
            Path pages = root.resolve("landing/a");
            for (int page = 2; page <= 3; page++) {
                assertThat(!Files.exists(pages.resolve("page-" + page))
                                || Files.exists(pages.resolve("page-" + (page - 1))))
                        .isTrue();
            }
            try (LandingWriter writer = lake.landing().openForWriting()) {
                writer.delete("a");
                writer.delete("a");
            }
            assertThat(pages).doesNotExist();
        }
    }

    @Test
    void nothing_is_written_outside_of_landing() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Path root = directory.resolve("lake");
        try (LandingWriter writer = Lake.at(root).landing().openForWriting()) {
            for (String path : new String[] {"../x", "/x", "a/../../x", "a//b", "", "a\\b", "a/./b", "a b"}) {
                assertThatThrownBy(() -> writer.write(path, new byte[0])).isInstanceOf(IllegalArgumentException.class);
            }
            Files.createSymbolicLink(root.resolve("landing/link"), outside);
            assertThatThrownBy(() -> writer.write("link/x", new byte[0]))
                    .isInstanceOf(LakeException.class)
                    .hasMessageContaining("leads out of the lake");
            assertThatThrownBy(() -> writer.delete("link")).isInstanceOf(LakeException.class);
        }
        assertThat(outside).isEmptyDirectory();
    }

    private static void write(FaultyDisk disk, Path root, String text) {
        try (LandingWriter writer =
                disk.lake(root, TradingCalendar.nyse()).landing().openForWriting()) {
            writer.write(PAGE, text.getBytes(UTF_8));
        }
    }
}
