package io.quantmini.pipeline;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.stage.RemoteObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransferProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<WantedFile> files = List.of(file(1, 1_000), file(2, 3_000));
    private long now = 17;
    private final TransferProgress progress = new TransferProgress(files, () -> now);
    private final TransferProgress.Counter first = progress.begin(files.get(0)).again();
    private final TransferProgress.Counter second = progress.begin(files.get(1)).again();

    @Test
    void before_the_first_byte_nothing_is_known_of_the_end() {
        now += SECOND;
        first.accept(0);
        assertThat(progress.now()).isEqualTo(new ProgressListener.Transferring(0, 2, 0, 4_000, 0, Optional.empty()));
    }

    @Test
    void the_rest_takes_as_long_as_at_the_rate_so_far() {
        first.accept(0);
        first.accept(800);
        now += 4 * SECOND;
        assertThat(progress.now())
                .isEqualTo(
                        new ProgressListener.Transferring(0, 2, 800, 4_000, 200, Optional.of(Duration.ofSeconds(16))));
    }

    @Test
    void what_was_there_before_is_there_but_did_not_come_now() {
        second.accept(2_000);
        second.accept(2_500);
        now += SECOND;
        assertThat(progress.now())
                .isEqualTo(
                        new ProgressListener.Transferring(0, 2, 2_500, 4_000, 500, Optional.of(Duration.ofSeconds(3))));
    }

    @Test
    void a_transfer_that_begins_again_takes_back_what_it_told() {
        second.accept(0);
        second.accept(2_000);
        second.accept(0);
        second.accept(500);
        now += SECOND;
        assertThat(progress.now().bytes()).isEqualTo(500);
        assertThat(progress.now().bytesPerSecond()).isEqualTo(2_500);
    }

    @Test
    void a_file_that_is_not_to_be_had_is_left_out_and_one_that_changed_counts_as_it_is() {
        now += SECOND;
        first.accept(0);
        first.accept(400);
        first.failed();
        second.accept(0);
        second.again().accept(0);
        second.accept(3_100);
        second.landed(3_100);
        assertThat(progress.now())
                .isEqualTo(new ProgressListener.Transferring(2, 2, 3_100, 3_100, 3_500, Optional.of(Duration.ZERO)));
    }

    @Test
    void an_object_that_grew_leaves_no_time_to_wait_that_is_less_than_none() {
        now += SECOND;
        first.accept(0);
        first.accept(5_000);
        assertThat(progress.now().left()).hasValue(Duration.ZERO);
    }

    private static WantedFile file(int day, long bytes) {
        LocalDate session = LocalDate.of(2025, 11, day);
        RemoteObject object = new RemoteObject(STOCKS_DAILY.key(session), bytes, "e", Instant.EPOCH);
        return new WantedFile(STOCKS_DAILY, session, object);
    }
}
