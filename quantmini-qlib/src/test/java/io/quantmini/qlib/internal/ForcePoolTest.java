package io.quantmini.qlib.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForcePoolTest {
    @TempDir
    private Path directory;

    @Test
    void many_files_are_forced_and_one_that_is_gone_is_an_error() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            files.add(Files.writeString(directory.resolve("file" + i), "x"));
        }
        ForcePool.force(new FileSystemDisk(), files);
        Path gone = files.get(35);
        Files.delete(gone);
        assertThatThrownBy(() -> ForcePool.force(new FileSystemDisk(), files))
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(NoSuchFileException.class);
        assertThat(gone).doesNotExist();
    }
}
