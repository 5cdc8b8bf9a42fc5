package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of malformed files, each through the whole command. */
class FaultCorpusTest {
    private static final Path CORPUS = Path.of("../../quantmini-ingest/src/test/resources/faults");

    static Stream<List<String>> expected() throws IOException {
        return Files.readAllLines(CORPUS.resolve("expected.tsv")).stream()
                .skip(1)
                .map(line -> List.of(line.split("\t", -1)));
    }

    @ParameterizedTest
    @MethodSource("expected")
    void each_file_is_accepted_or_rejected_with_the_expected_counts(List<String> expected, @TempDir Path lake)
            throws IOException {
        CommandRun run = CommandRun.of(
                "ingest",
                "--lake",
                lake,
                "--dataset",
                "stocks_minute",
                "--file",
                CORPUS.resolve(expected.get(0)),
                "--session",
                "2023-11-14",
                "--json");

        JsonNode file = new ObjectMapper().readTree(run.out()).get("files").get(0);
        assertThat(file.get("outcome").asText()).isEqualTo(expected.get(1));
        if (expected.get(1).equals("ACCEPT")) {
            assertThat(run.code()).isZero();
            assertThat(file.get("published").asText()).isEqualTo(expected.get(2));
            assertThat(file.get("quarantined").asText()).isEqualTo(expected.get(3));
            assertThat(file.get("duplicates").asText()).isEqualTo(expected.get(4));
            assertThat(file.get("read").asLong())
                    .isEqualTo(file.get("published").asLong()
                            + file.get("quarantined").asLong()
                            + file.get("duplicates").asLong()
                            + file.get("blank").asLong());
        } else {
            assertThat(run.code()).isEqualTo(1);
            assertThat(file.get("message").asText()).isNotEmpty();
            assertThat(lake.resolve("bronze"))
                    .satisfiesAnyOf(
                            p -> assertThat(p).doesNotExist(),
                            p -> assertThat(p).isEmptyDirectory());
        }
    }
}
