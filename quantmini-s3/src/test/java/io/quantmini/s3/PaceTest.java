package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How slow a transfer may be, and how fast. */
class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private final RecordedPause pause = new RecordedPause();
    private long now;

    @Test
    void a_connection_under_the_least_rate_for_a_window_is_stalled() throws TransferException {
        StallWatch watch = new StallWatch(Duration.ofSeconds(60), 1_024);
        for (int i = 0; i < 59; i++) {
            watch.came(1, SECOND);
        }
        assertThatThrownBy(() -> watch.came(1, SECOND))
                .isInstanceOf(TransferException.class)
                .hasMessage("stalled: 60 bytes in 60.0 s");
    }

    @Test
    void a_slow_connection_at_the_least_rate_is_not() throws TransferException {
        StallWatch watch = new StallWatch(Duration.ofSeconds(60), 1_024);
        for (int i = 0; i < 600; i++) {
            watch.came(1_024, SECOND);
        }
    }

    @Test
    void a_burst_does_not_excuse_the_next_window() throws TransferException {
        StallWatch watch = new StallWatch(Duration.ofSeconds(10), 1_024);
        watch.came(1 << 20, 10 * SECOND);
        assertThatThrownBy(() -> watch.came(1, 10 * SECOND)).isInstanceOf(TransferException.class);
    }

    @Test
    void bytes_wait_for_as_long_as_they_take_at_the_given_rate() throws InterruptedException {
        BandwidthLimit limit = new BandwidthLimit(1_000, () -> now, pause);
        limit.came(500);
        limit.came(500);
        now += 2 * SECOND;
        limit.came(100);
        assertThat(pause.waits())
                .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(100));
    }

    @Test
    void without_a_limit_nothing_waits() throws InterruptedException {
        new BandwidthLimit(Long.MAX_VALUE, () -> now, pause).came(Integer.MAX_VALUE);
        assertThat(pause.waits()).isEmpty();
    }
}
