package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.stage.DownloadException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

class RetryScheduleTest {
    private final RecordedPause pause = new RecordedPause();

    @Test
    void waits_grow_twofold_up_to_twenty_seconds() {
        RetrySchedule.Attempts attempts = pause.schedule(20).start();
        for (int i = 0; i < 10; i++) {
            attempts.failed(failure(true, 503), false);
        }
        assertThat(pause.waits())
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 20_000L, 20_000L);
    }

    @Test
    void any_wait_from_none_to_the_longest_may_be_drawn() {
        RetrySchedule.Attempts attempts = new RetrySchedule(9, bound -> 0, pause).start();
        attempts.failed(failure(true, 500), false);
        attempts.failed(failure(true, 500), false);
        assertThat(pause.waits()).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void as_many_attempts_in_a_row_as_allowed_may_bring_nothing() {
        RetrySchedule.Attempts attempts = pause.schedule(3).start();
        attempts.failed(failure(true, 500), false);
        attempts.failed(failure(true, 500), true);
        attempts.failed(failure(true, 500), false);
        DownloadException last = failure(true, 500);
        assertThatThrownBy(() -> attempts.failed(last, false)).isSameAs(last);
    }

    @Test
    void what_asking_again_cannot_mend_is_not_asked_again() {
        for (DownloadException last : List.of(failure(false, 403), failure(false, 404), failure(true, 412))) {
            RetrySchedule.Attempts attempts = pause.schedule(3).start();
            assertThatThrownBy(() -> attempts.failed(last, false)).isSameAs(last);
        }
        assertThat(pause.waits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7,7000", "0,100", "soon,100", "-1,100", "99999999999,100"})
    void the_store_may_ask_for_a_longer_wait_in_seconds(String asked, long millis) {
        pause.schedule(3).start().failed(failure("SlowDown", asked), false);
        assertThat(pause.waits()).extracting(Duration::toMillis).containsExactly(millis);
    }

    @Test
    void the_store_may_ask_for_a_longer_wait_by_a_date() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(100));
        pause.schedule(3).start().failed(failure("SlowDown", date), false);
        assertThat(pause.waits()).hasSize(1);
        assertThat(pause.waits().get(0)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(100));
    }

    @Test
    void a_store_that_asks_for_an_hour_is_left_to_the_next_run() {
        DownloadException failure = failure("SlowDown", "3600");
        assertThatThrownBy(() -> pause.schedule(3).start().failed(failure, false))
                .isSameAs(failure);
    }

    @Test
    void the_budget_of_retries_is_one_for_all_requests_and_grows_by_those_that_succeed() {
        RetrySchedule schedule = pause.schedule(2);
        for (int i = 0; i < RetrySchedule.BUDGET; i++) {
            schedule.start().failed(failure(true, 500), false);
        }
        DownloadException last = failure(true, 500);
        assertThatThrownBy(() -> schedule.start().failed(last, false)).isSameAs(last);

        schedule.start().succeeded();
        schedule.start().failed(failure(true, 500), false);
        assertThatThrownBy(() -> schedule.start().failed(last, false)).isSameAs(last);
    }

    @Test
    void a_skewed_clock_is_set_once_for_a_request() {
        RetrySchedule.Attempts attempts = pause.schedule(9).start();
        attempts.failed(failure("RequestTimeTooSkewed", "0"), false);
        DownloadException again = new DownloadException(
                "k", 403, false, "skewed", failure("RequestTimeTooSkewed", "0").getCause());
        assertThatThrownBy(() -> attempts.failed(again, false)).isSameAs(again);
        assertThat(pause.waits()).isEmpty();
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_set() {
        RetrySchedule schedule = new RetrySchedule(3, bound -> 0, duration -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> schedule.start().failed(failure(true, 500), false))
                .isInstanceOfSatisfying(
                        DownloadException.class,
                        error -> assertThat(error.retryable()).isFalse())
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static DownloadException failure(boolean retryable, int status) {
        return new DownloadException("k", status, retryable, "failed", null);
    }

    private static DownloadException failure(String code, String retryAfter) {
        AwsServiceException cause = AwsServiceException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .sdkHttpResponse(SdkHttpResponse.builder()
                                .statusCode(503)
                                .putHeader("Retry-After", retryAfter)
                                .build())
                        .build())
                .build();
        return new DownloadException("k", 503, true, "slow down", cause);
    }
}
