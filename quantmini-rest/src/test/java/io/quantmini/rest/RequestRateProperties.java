package io.quantmini.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RequestRateProperties {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Property(tries = 300)
    void no_minute_has_more_requests_than_allowed_and_none_waits_that_need_not(
            @ForAll @IntRange(min = 1, max = 7) int allowed,
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 40) Integer> gapSeconds)
            throws InterruptedException {
        VirtualTime time = VirtualTime.at("2025-01-02T00:00:00Z");
        RequestRate rate = new RequestRate(allowed, time.waiting());
        List<Long> taken = new ArrayList<>();
        for (int gap : gapSeconds) {
            time.pass(Duration.ofSeconds(gap));
            long before = time.nanos();
            long inTheLastMinute =
                    taken.stream().filter(at -> at > before - MINUTE).count();
            rate.take();
            assertThat(time.nanos() > before).isEqualTo(inTheLastMinute >= allowed);
            taken.add(time.nanos());
        }
        for (long end : taken) {
            assertThat(taken.stream()
                            .filter(at -> at > end - MINUTE && at <= end)
                            .count())
                    .isLessThanOrEqualTo(allowed);
        }
        assertThat(rate.requests()).isEqualTo(gapSeconds.size());
    }
}
