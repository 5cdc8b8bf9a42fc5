package io.quantmini.lake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalFileOperationsTest {
    private final LocalFileOperations operations = new LocalFileOperations();

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_force_that_fails_says_of_what() {
        // The device can be opened and written, but not forced.
        Path device = Path.of("/dev/null");
        assertThatThrownBy(() -> operations.force(device))
                .isInstanceOf(IOException.class)
                .hasMessage("/dev/null: sync failed");
    }

    @Test
    void a_file_to_force_that_is_not_there_is_named_once(@TempDir Path directory) {
        Path file = directory.resolve("gone");
        assertThatThrownBy(() -> operations.force(file))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(file.toString());
    }
}
