package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantmini.Quantmini;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    @TempDir
    private static Path lake;

    @BeforeAll
    static void run_the_demo() {
        assertThat(demo().code()).isZero();
    }

    @Test
    void a_whole_lake_of_bronze_and_silver_has_no_findings() throws IOException {
        for (int level : List.of(1, 2)) {
            CommandRun run = CommandRun.of("validate", "--lake", lake, "--level", level);
            assertThat(run.out()).contains("nothing is wrong.").doesNotContain("gap:");
            assertThat(run.err()).contains("bronze   stocks_minute", "silver   stocks_daily");
            assertThat(run.code()).isZero();
        }
        JsonNode report = new ObjectMapper()
                .readTree(CommandRun.of("validate", "--lake", lake, "--level", "2", "--json")
                        .out());
        assertThat(report.get("clean").asBoolean()).isTrue();
        assertThat(report.get("level").asInt()).isEqualTo(2);
        assertThat(report.get("files").asInt()).isPositive();
    }

    @Test
    void a_damaged_file_is_told_and_comes_back_as_the_report_says() throws IOException {
        LakeFile file = bronze().get(0);
        Path path = lake.resolve(file.path());
        byte[] content = Files.readAllBytes(path);
        content[content.length / 3] ^= 4;
        Files.write(path, content);

        CommandRun run = CommandRun.of("validate", "--lake", lake, "--level", 2);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("checksum", file.path(), "delete the file and run the command");
        JsonNode finding = new ObjectMapper()
                .readTree(CommandRun.of("validate", "--lake", lake, "--level", 2, "--json")
                        .out())
                .get("findings")
                .get(0);
        assertThat(finding.get("path").asText()).isEqualTo(file.path());
        assertThat(finding.get("check").asText()).isEqualTo("checksum");
        assertThat(CommandRun.of("validate", "--lake", lake, "--level", 2, "--dataset", "options_daily")
                        .code())
                .isZero();

        Files.delete(path);
        assertThat(demo().code()).isZero();
        assertThat(CommandRun.of("validate", "--lake", lake, "--level", 2).code())
                .isZero();
    }

    @Test
    void a_level_that_is_none_is_wrong_usage() {
        CommandRun run = CommandRun.of("validate", "--lake", lake, "--level", 3);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("expected --level 1 or 2, got 3");
    }

    private static CommandRun demo() {
        return CommandRun.of("demo", "--lake", lake, "--sessions", 4, "--symbols", 12);
    }

    private static List<LakeFile> bronze() {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini.lake().catalog().files(Dataset.STOCKS_DAILY, Layer.BRONZE);
        }
    }
}
