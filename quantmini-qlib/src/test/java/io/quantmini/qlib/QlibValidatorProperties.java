package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class QlibValidatorProperties {
    private static Path parent = Path.of("");
    private static Gold gold = new Gold(parent, "none", Dataset.STOCKS_DAILY);
    private static SilverRows rows = new SilverRows(Dataset.STOCKS_DAILY);
    private static List<String> files = List.of();

    @BeforeContainer
    static void writeDirectory() throws IOException {
        parent = Files.createTempDirectory("gold");
        gold = new Gold(parent, "stocks_daily", Dataset.STOCKS_DAILY);
        rows = new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-02", 8)
                .day("AAA", "2024-01-03", 9)
                .day("AAA", "2024-01-05", 11)
                .day("BBB", "2024-01-03", 0)
                .day("BBB", "2024-01-04", 22, Map.of("factor", 2.0))
                .day("NA", "2024-01-05", 31);
        gold.update(rows);
        files = gold.everything().keySet().stream()
                .filter(file -> file.endsWith(".bin") || file.endsWith(".txt"))
                .toList();
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        try (var paths = Files.walk(parent)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Without the checksums' help, which find it always. */
    @Property(tries = 1000)
    void a_byte_that_changed_is_found_by_what_the_files_say(
            @ForAll @IntRange(max = 1000) int file,
            @ForAll @IntRange(max = 10_000) int at,
            @ForAll @IntRange(min = 1, max = 255) int change)
            throws IOException {
        Path path = parent.resolve(files.get(file % files.size()));
        byte[] sound = Files.readAllBytes(path);
        byte[] damaged = sound.clone();
        damaged[at % sound.length] ^= (byte) change;
        try {
            Files.write(path, damaged);
            assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults())
                    .anyMatch(finding -> finding.check() != QlibCheck.CHECKSUM)
                    .anyMatch(finding -> finding.check() == QlibCheck.CHECKSUM);
        } finally {
            Files.write(path, sound);
        }
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults()).isEmpty();
    }
}
