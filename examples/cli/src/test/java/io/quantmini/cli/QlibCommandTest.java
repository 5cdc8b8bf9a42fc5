package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantmini.Quantmini;
import io.quantmini.integrity.QlibCheck;
import io.quantmini.integrity.QlibFinding;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.market.Dataset;
import io.quantmini.stage.QlibInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QlibCommandTest {
    private static final List<String> DATASETS = List.of("stocks_daily", "stocks_minute", "options_daily");

    @TempDir
    private static Path lake;

    @BeforeAll
    static void run_the_demo() {
        assertThat(CommandRun.of("demo", "--lake", lake, "--sessions", 4, "--symbols", 12)
                        .code())
                .isZero();
    }

    @Test
    void directories_of_the_demo_have_no_faults() throws IOException {
        for (String dataset : DATASETS) {
            CommandRun run = CommandRun.of("qlib", "--lake", lake, "--dataset", dataset, "--validate");
            assertThat(run.out()).contains("nothing is wrong.");
            assertThat(run.code()).isZero();
            JsonNode directory = validate(dataset, 2).get("directories").get(0);
            assertThat(directory.get("clean").asBoolean()).isTrue();
            assertThat(directory.get("rows").asInt()).isPositive();
            assertThat(validate(dataset, 1)
                            .get("directories")
                            .get(0)
                            .get("rows")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void a_damaged_file_is_told_and_comes_back_as_the_report_says() throws IOException {
        String path = "features/na_0/close.day.bin";
        Path file = lake.resolve("gold/qlib/stocks_daily").resolve(path);
        byte[] sound = Files.readAllBytes(file);
        byte[] damaged = sound.clone();
        damaged[6] ^= 1;
        Files.write(file, damaged);

        CommandRun run = CommandRun.of("qlib", "--lake", lake, "--dataset", "stocks_daily", "--validate");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("2 faults.", path + " @ 4", "checksum: delete the file and run the qlib command");
        JsonNode faults = validate("stocks_daily", 2).get("directories").get(0).get("faults");
        assertThat(faults.findValuesAsText("check")).containsExactly("checksum", "rows");
        assertThat(faults.get(1).get("path").asText()).isEqualTo(path);
        assertThat(faults.get(1).get("byte_offset").asInt()).isEqualTo(4);

        Files.delete(file);
        assertThat(CommandRun.of("qlib", "--lake", lake, "--dataset", "stocks_daily")
                        .code())
                .isZero();
        assertThat(file).hasBinaryContent(sound);
        assertThat(validate("stocks_daily", 2).get("clean").asBoolean()).isTrue();
    }

    @Test
    void a_users_list_of_members_becomes_a_list_of_instruments_and_a_wrong_line_is_named() throws IOException {
        Path list = lake.resolve("landing/external/indexes/few.csv");
        Files.createDirectories(list.getParent());
        Files.writeString(list, "ticker,from,to\nNA,,\n\nNOBODY,2020-01-01,\n");
        CommandRun run = CommandRun.of("qlib", "--lake", lake, "--dataset", "stocks_daily");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("[few] cannot list 1 of 2 members", "NOBODY");
        Path written = lake.resolve("gold/qlib/stocks_daily/instruments");
        assertThat(Files.readString(written.resolve("all.txt"))).contains(Files.readString(written.resolve("few.txt")));
        assertThat(Files.readString(written.resolve("few.txt"))).startsWith("NA_0\t");
        assertThat(validate("stocks_daily", 2).get("clean").asBoolean()).isTrue();

        for (String wrong : List.of("ticker,from,to\nNA,2024-1-2,\n", "ticker,from,to\nNA,2024-01-03,2024-01-02\n")) {
            Files.writeString(list, wrong);
            CommandRun refused = CommandRun.of("qlib", "--lake", lake, "--dataset", "stocks_daily");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("few.csv:2", "correct the line");
        }
        Files.delete(list);
        assertThat(CommandRun.of("qlib", "--lake", lake, "--dataset", "stocks_daily")
                        .code())
                .isZero();
        assertThat(written.resolve("few.txt")).doesNotExist();
    }

    @Test
    void a_program_looks_at_all_directories_that_there_are_and_gets_its_memory_back() {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            List<QlibInspection> all = quantmini.validateGold(ValidationRequest.of(ValidationLevel.CONTENT));
            assertThat(all).hasSize(3).allMatch(QlibInspection::isClean);
            assertThat(quantmini.context().allocator().getAllocatedMemory()).isZero();
        }
    }

    @Test
    void a_lake_without_silver_has_nothing_to_hold_gold_against(@TempDir Path empty) {
        try (Quantmini quantmini = Quantmini.open(empty)) {
            assertThat(quantmini.validateGold(ValidationRequest.of(ValidationLevel.CONTENT)))
                    .isEmpty();
            List<QlibInspection> asked = quantmini.validateGold(
                    ValidationRequest.of(ValidationLevel.CONTENT).datasets(Dataset.STOCKS_DAILY));
            assertThat(asked.get(0).faults())
                    .containsExactly(new QlibFinding(QlibCheck.INPUT, "", null, "silver of stocks_daily", "none"));
        }
    }

    @Test
    void minutes_of_options_have_no_directory() {
        CommandRun run = CommandRun.of("qlib", "--lake", lake, "--dataset", "options_minute", "--validate");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("expected a dataset that has a Qlib directory");
    }

    private static JsonNode validate(String dataset, int level) throws IOException {
        return new ObjectMapper()
                .readTree(CommandRun.of(
                                "qlib", "--lake", lake, "--dataset", dataset, "--validate", "--level", level, "--json")
                        .out());
    }
}
