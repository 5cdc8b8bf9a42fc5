package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.market.Dataset;
import io.quantmini.stage.QlibInspection;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QlibContractsTest {
    private static final String CLOSE = "underlying_close";
    private static final String VOLATILITY = "implied_volatility";

    @TempDir
    private Path lake;

    private Gold gold;
    private SilverRows rows;

    @BeforeEach
    void rows_of_three_roots() {
        rows = new SilverRows(Dataset.OPTIONS_DAILY)
                .option("O:A240201C00010000", "2024-01-02", Map.of("close", 2.5, CLOSE, 10.0, VOLATILITY, 0.2))
                .option("O:A240201C00010000", "2024-01-05", Map.of("close", 3.5, CLOSE, 10.0, VOLATILITY, 0.4))
                .option("O:A240201P00010000", "2024-01-02", Map.of("close", 1.5))
                .option("O:A1240201C00010000", "2024-01-03", Map.of("close", 4.0))
                .option("O:TpA240201C00010000", "2024-01-04", Map.of("close", 5.0));
        gold = new Gold(lake.resolve("qlib"), "options", Dataset.OPTIONS_DAILY)
                .fields(List.of("call_volume", "atm_iv_30d"))
                .contracts(contracts("A", "TpA"));
    }

    @Test
    void contracts_asked_for_are_instruments_beside_their_underlyings() {
        QlibResult result = gold.update(rows);
        assertThat(gold.text("instruments/all.txt").lines().map(line -> line.split("\t")[0]))
                .containsExactly(
                        "A", "A1", "O_2A240201C00010000", "O_2A240201P00010000", "O_2T_PA240201C00010000", "T_PA");
        assertThat(gold.text("aliases.csv"))
                .isEqualTo("ticker,instrument,from,to\n"
                        + "O:A240201C00010000,O_2A240201C00010000,,\n"
                        + "O:A240201P00010000,O_2A240201P00010000,,\n"
                        + "O:TpA240201C00010000,O_2T_PA240201C00010000,,\n"
                        + "TpA,T_PA,,\n");
        assertThat(gold.values("o_2a240201c00010000", "close")).containsExactly(2.5f, Float.NaN, Float.NaN, 3.5f);
        assertThat(gold.values("o_2a240201c00010000", VOLATILITY)).containsExactly(0.2f, Float.NaN, Float.NaN, 0.4f);
        assertThat(gold.values("o_2t_pa240201c00010000", "close")).containsExactly(5f);
        // 30 days from 2 January is the day the contract expires
        assertThat(gold.values("a", "atm_iv_30d")).containsExactly(0.2f, Float.NaN, Float.NaN, Float.NaN);
        assertThat(result.files()).isEqualTo(3 * 2 + 3 * 2 + 3);
    }

    @Test
    void the_validator_knows_contracts_and_finds_a_wrong_value_of_theirs_and_of_the_volatility() throws IOException {
        gold.update(rows);
        QlibInspection sound = gold.inspect(rows, ValidationLevel.CONTENT);
        assertThat(sound.findings()).isEmpty();
        assertThat(sound.instruments()).isEqualTo(6);

        for (String file : List.of("features/o_2a240201c00010000/close.day.bin", "features/a/atm_iv_30d.day.bin")) {
            byte[] content = Files.readAllBytes(gold.path(file));
            byte[] damaged = content.clone();
            damaged[4] ^= 1;
            Files.write(gold.path(file), damaged);
            gold.seal();
            assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults())
                    .as(file)
                    .extracting(fault -> fault.check() + " " + fault.path())
                    .containsExactly(QlibCheck.ROWS + " " + file);
            Files.write(gold.path(file), content);
            gold.seal();
        }
        Files.delete(gold.path("features/o_2t_pa240201c00010000/close.day.bin"));
        assertThat(gold.inspect(rows, ValidationLevel.STRUCTURE).isClean()).isFalse();
    }

    @Test
    void contracts_that_are_no_longer_asked_for_go_and_it_is_said() {
        gold.update(rows);
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).isClean()).isTrue();
        gold.contracts(contracts("A1"));
        assertThat(gold.inspect(rows, ValidationLevel.STRUCTURE).faults())
                .extracting(fault -> fault.check() + " " + fault.found())
                .containsExactly(QlibCheck.INPUT + " the fields [atm_iv_30d, call_volume], contracts of [A, TpA]");
        QlibResult result = gold.update(rows);
        assertThat(result.findings())
                .containsExactly("[options] had the fields [atm_iv_30d, call_volume], contracts of [A, TpA]"
                        + " and has the fields [atm_iv_30d, call_volume], contracts of [A1] now");
        assertThat(gold.path("features/o_2a240201c00010000")).doesNotExist();
        assertThat(gold.path("features/o_2a1240201c00010000")).isDirectory();
    }

    @Test
    void two_bars_of_a_contract_on_a_day_and_fields_without_a_column_are_refused() {
        rows.option("O:A240201C00010000", "2024-01-05", Map.of("close", 9.0));
        assertThatThrownBy(() -> gold.update(rows))
                .isInstanceOf(QlibUpdateException.class)
                .hasMessageContaining("cannot place O:A240201C00010000 of 2024-01-05");
        gold.contracts(new QlibRequest.Contracts(new TreeSet<>(List.of("A")), List.of("delta")));
        assertThatThrownBy(() -> gold.update(rows))
                .isInstanceOf(QlibUpdateException.class)
                .hasMessageContaining("expected \"delta\" to be one of the columns");
        assertThat(gold.everything()).isEmpty();
    }

    @Test
    void stocks_have_no_contracts() {
        Gold stocks = new Gold(lake.resolve("qlib"), "stocks_daily", Dataset.STOCKS_DAILY).contracts(contracts("A"));
        assertThatThrownBy(() -> stocks.update(new SilverRows(Dataset.STOCKS_DAILY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected contracts of options only, got [A]");
    }

    private static QlibRequest.Contracts contracts(String... underlyings) {
        return new QlibRequest.Contracts(new TreeSet<>(List.of(underlyings)), List.of("close", VOLATILITY));
    }
}
