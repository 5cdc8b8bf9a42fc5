package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QlibNameTest {
    @ParameterizedTest
    @CsvSource({
        "AAPL, AAPL, aapl",
        "BRK.B, BRK.B, brk.b",
        "BF-B, BF-B, bf-b",
        "TpA, T_PA, t_pa",
        "BCpC, BC_PC, bc_pc",
        "NA, NA_0, na_0",
        "NAN, NAN_0, nan_0",
        "NULL, NULL_0, null_0",
        "NONE, NONE_0, none_0",
        "N/A, N_1A_0, n_1a_0",
        "NaN, N_AN, n_an",
        "TRUE, TRUE, true",
        "INF, INF, inf",
        "CON, CON, _qlib_con",
        "COM1, COM1, _qlib_com1",
        "cON, _CON, _con",
        "A_B, A__B, a__b",
        "O:SPY, O_2SPY, o_2spy",
        "A., A._0, a._0",
        "., ._0, ._0",
        ".., .._0, .._0",
        "METAd20220608, META_D20220608_0, meta_d20220608_0",
        "A_D20220608, A__D20220608_0, a__d20220608_0",
        "qLIB_AUX, _QLIB__AUX_0, _qlib__aux_0",
        "qLIBaUX, _QLIB_AUX_0, _qlib_aux_0",
    })
    void a_ticker_has_one_name_and_one_directory(String ticker, String instrument, String directory) {
        QlibName name = QlibName.of(ticker);
        assertThat(name.instrument()).isEqualTo(instrument);
        assertThat(name.directory()).isEqualTo(directory);
        assertThat(QlibName.parse(instrument)).isEqualTo(name);
    }

    @Test
    void an_ended_security_bears_its_last_session() {
        QlibName name = QlibName.ended("META", LocalDate.of(2022, 6, 8));
        assertThat(name.instrument()).isEqualTo("META_D20220608");
        assertThat(name.directory()).isEqualTo("meta_d20220608");
        assertThat(QlibName.parse("META_D20220608")).isEqualTo(name);
        assertThat(QlibName.ended("NA", LocalDate.of(2022, 6, 8)).instrument()).isEqualTo("NA_0_D20220608");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aapl", "A B", "A_", "A_3", "NA", "A_0", "N_1A", "A_D20221399", "ÄB", "A__D20220608"})
    void a_text_that_names_nothing_is_refused(String text) {
        assertThatThrownBy(() -> QlibName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot read the Qlib instrument");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A B", "A\tB", "Ä", "A\\B"})
    void a_ticker_outside_the_alphabet_has_no_name(String ticker) {
        assertThatThrownBy(() -> QlibName.of(ticker))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot name a Qlib instrument");
    }
}
