package io.quantmini.ingest;

import io.quantmini.ingest.inflate.GzipFuzzer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code .ci/fuzz} starts from passes its targets; so they run in every build, without a fuzzer. */
class FuzzerTest {
    static Stream<Path> corpus() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(resource()))) {
            return files.filter(file -> file.toString().endsWith(".gz")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void a_file_of_the_corpus_and_its_parts_pass_the_gzip_target(Path file) throws Exception {
        byte[] gzip = Files.readAllBytes(file);
        GzipFuzzer.fuzzerTestOneInput(gzip);
        GzipFuzzer.fuzzerTestOneInput(Arrays.copyOfRange(gzip, Math.min(10, gzip.length), gzip.length));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void a_file_of_the_corpus_passes_the_csv_target_as_text(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        CsvFuzzer.fuzzerTestOneInput(bytes);
        CsvFuzzer.fuzzerTestOneInput(SeedFile.random(new Random(bytes.length)).text());
    }

    private static URI resource() throws URISyntaxException {
        return FuzzerTest.class.getResource("/faults").toURI();
    }
}
