package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QlibBinaryReaderTest {
    @TempDir
    private Path directory;

    @Test
    void a_file_of_qlib_is_a_start_and_values() throws IOException {
        QlibSeries series = QlibBinaryReader.read(file("0000803f000020410000c07f00004041"));
        assertThat(series.start()).isEqualTo(1);
        assertThat(series.size()).isEqualTo(3);
        assertThat(series.get(2)).isEqualTo(12f);
        assertThat(series.values()).containsExactly(10f, Float.NaN, 12f);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "0000803f, 4",
        "0000803f00002041ff, 9",
        "000080bf00002041, 0",
        "0000c03f00002041, 0",
        "0000c07f00002041, 0",
        "0000807f00002041, 0",
    })
    void a_broken_file_is_refused_with_its_place(String hex, long offset) throws IOException {
        Path file = file(hex);
        assertThatThrownBy(() -> QlibBinaryReader.read(file))
                .isInstanceOfSatisfying(QlibFormatException.class, error -> {
                    assertThat(error.path()).isEqualTo(file);
                    assertThat(error.byteOffset()).isEqualTo(offset);
                })
                .hasMessageContaining("cannot read the Qlib file");
    }

    @Test
    void a_missing_file_is_an_error_that_names_it() {
        Path file = directory.resolve("none.day.bin");
        assertThatThrownBy(() -> QlibBinaryReader.read(file))
                .isInstanceOf(QlibFormatException.class)
                .hasMessageContaining("none.day.bin");
    }

    private Path file(String hex) throws IOException {
        return Files.write(directory.resolve("open.day.bin"), HexFormat.of().parseHex(hex));
    }
}
