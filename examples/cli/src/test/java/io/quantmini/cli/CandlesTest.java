package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.cli.Candles.Candle;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandlesTest {
    private static final List<Candle> CANDLES = List.of(
            new Candle("2025-11-03", 10, 14, 10, 12, 800),
            new Candle("2025-11-04", 12, 13, 11, 11, 400),
            new Candle("2025-11-05", 11, 11, 11, 11, 0));

    @Test
    void rising_bars_are_hollow_falling_ones_full_and_wicks_thin() {
        assertThat(new Candles(CANDLES, 5, false).draw()).isEqualTo("""
                14.00 ┤│
                      │││
                      │▒█
                      │▒█▒
                10.00 ┤▒
                   vol│█▅▁
                       2025-11-03 … 2025-11-05
                """);
    }

    @Test
    void colours_only_surround_what_is_drawn() {
        String coloured = new Candles(CANDLES, 5, true).draw();

        assertThat(coloured).contains("\u001b[32m▒\u001b[0m\u001b[31m█\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(new Candles(CANDLES, 5, false).draw());
    }

    @Test
    void bars_that_never_moved_are_one_line() {
        assertThat(new Candles(List.of(new Candle("2025-11-03", 5, 5, 5, 5, 1)), 5, false).draw())
                .contains("5.00 ┤▒\n")
                .endsWith("2025-11-03\n");
    }
}
