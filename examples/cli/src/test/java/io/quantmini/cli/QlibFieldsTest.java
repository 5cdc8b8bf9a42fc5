package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.GoldSelection;
import io.quantmini.stage.QlibInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QlibFieldsTest {
    @TempDir
    private static Path lake;

    @BeforeAll
    static void run_the_demo() {
        assertThat(CommandRun.of("demo", "--lake", lake, "--sessions", 4, "--symbols", 12)
                        .code())
                .isZero();
    }

    @BeforeEach
    void write_the_default_fields() {
        assertThat(qlib().code()).isZero();
    }

    @Test
    void fields_asked_for_are_the_only_ones_and_are_looked_for_by_validate() throws IOException {
        CommandRun run = qlib("--fields", "close,volume,rsi_14");
        assertThat(run.code()).isZero();
        assertThat(fields()).containsExactly("close.day.bin", "rsi_14.day.bin", "volume.day.bin");
        assertThat(run.out())
                .contains(
                        "! [stocks_daily] had the fields [alpha_daily,", "has the fields [close, rsi_14, volume] now");
        assertThat(qlib("--fields", "close,volume,rsi_14").out()).contains("Nothing to do");
        assertThat(qlib("--fields", "close,volume,rsi_14", "--validate").code()).isZero();

        CommandRun others = qlib("--validate");
        assertThat(others.code()).isEqualTo(1);
        assertThat(others.out()).contains("[close, rsi_14, volume]");
    }

    @Test
    void without_fields_the_default_ones_come_back_and_it_is_said() throws IOException {
        List<String> before = fields();
        byte[] close = Files.readAllBytes(directory().resolve("features/spy/close.day.bin"));
        qlib("--fields", "close");
        CommandRun run = qlib();
        assertThat(run.out()).contains("had the fields [close] and has the fields [alpha_daily,");
        assertThat(fields()).isEqualTo(before);
        assertThat(directory().resolve("features/spy/close.day.bin")).hasBinaryContent(close);
    }

    @Test
    void a_field_that_is_none_is_an_error_that_lists_those_there_are() throws IOException {
        List<String> before = fields();
        CommandRun run = qlib("--fields", "close,nothing");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("expected \"nothing\" to be one of the columns [open, high, low, close, volume,")
                .contains("rsi_14", "computed [change]");
        assertThat(qlib("--fields", "symbol").err()).contains("expected \"symbol\" to be one of the columns [open,");
        assertThat(qlib("--fields", "close,close").err()).contains("expected distinct Qlib fields");
        assertThat(fields()).isEqualTo(before);
        assertThat(CommandRun.of("qlib", "--lake", lake, "--dataset", "options_daily", "--fields", "close")
                        .err())
                .contains("expected some of [call_volume,");
    }

    @Test
    void rebuild_writes_what_did_not_change() throws IOException {
        Path all = directory().resolve("instruments/all.txt");
        Files.setLastModifiedTime(all, FileTime.fromMillis(0));
        assertThat(qlib().out()).contains("Nothing to do");
        assertThat(Files.getLastModifiedTime(all)).isEqualTo(FileTime.fromMillis(0));
        assertThat(qlib("--rebuild").code()).isZero();
        assertThat(Files.getLastModifiedTime(all)).isGreaterThan(FileTime.fromMillis(0));
        assertThat(qlib("--rebuild", "--validate").code()).isEqualTo(2);
    }

    @Test
    void contracts_of_an_underlying_are_announced_written_validated_and_gone_again() throws IOException {
        Object[] options = {"qlib", "--lake", lake, "--dataset", "options_daily", "--contracts", "AAPL,NONE"};
        CommandRun run = CommandRun.of(options);
        assertThat(run.code()).isZero();
        long contracts = contracts();
        assertThat(contracts).isPositive();
        assertThat(run.err())
                .contains(contracts + " contracts of AAPL, NONE at most, 10 fields each: ")
                .contains(String.format(Locale.ROOT, ": %,d files", 10 * contracts));
        assertThat(run.out()).contains("! [NONE] cannot write contracts: expected some in options_daily, got none");
        assertThat(CommandRun.of(
                                "qlib",
                                "--lake",
                                lake,
                                "--dataset",
                                "options_daily",
                                "--contracts",
                                "AAPL,NONE",
                                "--validate")
                        .code())
                .isZero();
        assertThat(CommandRun.of(options).out()).contains("Nothing to do");

        CommandRun without = CommandRun.of("qlib", "--lake", lake, "--dataset", "options_daily");
        assertThat(without.out()).contains("contracts of [AAPL] and has the fields");
        assertThat(contracts()).isZero();
        assertThat(qlib("--contracts", "AAPL").code()).isEqualTo(2);
    }

    @Test
    void a_program_selects_fields_and_contracts_and_its_memory_comes_back() {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            GoldSelection selection = GoldSelection.defaults()
                    .withFields(Dataset.STOCKS_DAILY, "close", "factor")
                    .withContracts("AAPL");
            quantmini.pipeline().gold(selection).run();
            List<QlibInspection> all = quantmini.validateGold(ValidationRequest.of(ValidationLevel.CONTENT), selection);
            assertThat(all).hasSize(3).allMatch(QlibInspection::isClean);
            quantmini.pipeline().gold().run();
            assertThat(quantmini.context().allocator().getAllocatedMemory()).isZero();
        }
    }

    private static long contracts() throws IOException {
        try (var files = Files.list(lake.resolve("gold/qlib/options/features"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("o_2aapl"))
                    .count();
        }
    }

    private static CommandRun qlib(Object... more) {
        Object[] arguments = new Object[5 + more.length];
        System.arraycopy(new Object[] {"qlib", "--lake", lake, "--dataset", "stocks_daily"}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return CommandRun.of(arguments);
    }

    private static Path directory() {
        return lake.resolve("gold/qlib/stocks_daily");
    }

    private static List<String> fields() throws IOException {
        try (var files = Files.list(directory().resolve("features/spy"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
