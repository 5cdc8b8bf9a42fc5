package io.quantmini.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.stage.DownloadException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final VirtualTime time = VirtualTime.at("2025-01-02T12:00:00Z");

    @Test
    void waits_double_from_a_second_to_a_minute() throws InterruptedException {
        Retries retries = new Retries(10, time.waiting());
        for (int attempt = 1; attempt < 10; attempt++) {
            retries.failed(failure(true), attempt, null);
        }
        assertThat(time.waits().stream().map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void the_server_may_ask_for_longer_in_seconds_or_by_a_date() throws InterruptedException {
        new Retries(3, time.waiting()).failed(failure(true), 1, "30");
        VirtualTime dated = VirtualTime.at("2025-01-02T12:00:00Z");
        new Retries(3, dated.waiting()).failed(failure(true), 1, "Thu, 02 Jan 2025 12:00:30 GMT");
        new Retries(3, dated.waiting()).failed(failure(true), 1, "soon");
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(30));
        assertThat(dated.waits()).isEqualTo(List.of(Duration.ofSeconds(30), Duration.ofSeconds(1)));
    }

    @Test
    void what_cannot_help_and_what_takes_an_hour_is_not_waited_for() {
        Retries retries = new Retries(3, time.waiting());
        DownloadException refused = failure(false);
        assertThatThrownBy(() -> retries.failed(refused, 1, null)).isSameAs(refused);
        DownloadException busy = failure(true);
        assertThatThrownBy(() -> retries.failed(busy, 1, "3600")).isSameAs(busy);
        assertThatThrownBy(() -> retries.failed(busy, 3, null)).isSameAs(busy);
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void all_requests_share_a_budget_that_grows_by_those_that_succeed() throws InterruptedException {
        Retries retries = new Retries(2, time.waiting());
        for (int i = 0; i < Retries.BUDGET; i++) {
            retries.failed(failure(true), 1, null);
        }
        DownloadException last = failure(true);
        assertThatThrownBy(() -> retries.failed(last, 1, null)).isSameAs(last);
        retries.succeeded();
        retries.failed(failure(true), 1, null);
        assertThatThrownBy(() -> retries.failed(last, 1, null)).isSameAs(last);
    }

    private static DownloadException failure(boolean retryable) {
        return new DownloadException("page", 503, retryable, "failed", null);
    }
}
