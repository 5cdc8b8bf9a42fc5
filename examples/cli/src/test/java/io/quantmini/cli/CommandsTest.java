package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantmini.lake.LakeComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    @Test
    void the_demo_runs_the_main_job_and_a_second_time_does_nothing(@TempDir Path lake, @TempDir Path other)
            throws IOException {
        CommandRun first = CommandRun.of("demo", "--lake", lake, "--sessions", 4, "--symbols", 12);
        assertThat(first.err() + first.out()).contains("stocks_minute", "Try next");
        assertThat(first.code()).isZero();
        CommandRun second = CommandRun.of("demo", "--lake", lake, "--sessions", 4, "--symbols", 12);
        assertThat(second.out()).contains("Nothing to do");
        JsonNode third = new ObjectMapper()
                .readTree(CommandRun.of("demo", "--lake", lake, "--sessions", 4, "--symbols", 12, "--json")
                        .out());
        assertThat(third.get("did_work").asBoolean()).isFalse();

        assertThat(CommandRun.of("demo", "--lake", other, "--sessions", 4, "--symbols", 12)
                        .code())
                .isZero();
        assertThat(LakeComparison.differences(lake, other)).isEmpty();

        CommandRun query = CommandRun.of(
                "query", "--lake", lake, "SELECT count(*) AS n FROM bronze.stocks_daily WHERE symbol = 'NA'", "--json");
        assertThat(new ObjectMapper()
                        .readTree(query.out())
                        .get("rows")
                        .get(0)
                        .get("n")
                        .asInt())
                .isEqualTo(4);
        assertThat(CommandRun.of("files", "--lake", lake, "--dataset", "stocks_daily", "--layer", "silver")
                        .out()
                        .lines())
                .isNotEmpty()
                .allMatch(line -> Files.exists(Path.of(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "test-s3",
                "download",
                "ingest",
                "reference",
                "features",
                "qlib",
                "query",
                "bars",
                "files",
                "profile",
                "validate",
                "settle",
                "compact",
                "compare"
            })
    void every_command_explains_itself_with_an_example(String command) {
        CommandRun help = CommandRun.of(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Example", "./quantmini " + command, "--lake", "--json");
    }

    @Test
    void wrong_usage_exits_with_2_and_says_what_was_expected() {
        assertThat(CommandRun.of("ingest", "--dataset", "stocks_daily").code()).isEqualTo(2);
        CommandRun unknown = CommandRun.of("files", "--dataset", "stocks_hourly");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("stocks_hourly", "stocks_daily");
    }

    @Test
    void a_missing_source_fails_with_one_line_and_writes_nothing(@TempDir Path lake) {
        CommandRun run = CommandRun.of(
                "ingest", "--lake", lake.resolve("l"), "--dataset", "stocks_daily", "--source", lake.resolve("none"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("cannot read flat files").doesNotContain("\tat ");
        assertThat(lake.resolve("l").resolve("bronze")).doesNotExist();
    }

    @Test
    void a_link_that_leads_out_of_the_lake_is_refused(@TempDir Path lake, @TempDir Path outside) throws IOException {
        Files.createSymbolicLink(lake.resolve("bronze"), outside);
        CommandRun run = CommandRun.of("files", "--lake", lake, "--dataset", "stocks_daily");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("bronze").doesNotContain("\tat ");
    }

    @Test
    void profile_shows_the_machine_and_the_budget(@TempDir Path lake) throws IOException {
        JsonNode profile = new ObjectMapper()
                .readTree(CommandRun.of("profile", "--lake", lake, "--json").out());
        assertThat(profile.get("mode").asText()).isIn("streaming", "batch", "parallel");
        assertThat(profile.get("off_heap_bytes").asLong()).isPositive();
    }
}
