package io.quantmini.pipeline;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.Dataset;
import io.quantmini.stage.RemoteObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class WantedFileTest {
    private static final LocalDate MONDAY = LocalDate.of(2025, 11, 3);

    @Test
    void the_newest_session_comes_first_and_in_it_the_smallest_file() {
        WantedFile old = file(STOCKS_DAILY, 0, 1);
        WantedFile large = file(STOCKS_DAILY, 1, 20);
        WantedFile small = file(STOCKS_MINUTE, 1, 10);
        WantedFile newest = file(STOCKS_MINUTE, 2, 30);
        assertThat(WantedFile.inOrder(List.of(old, large, newest, small))).containsExactly(newest, small, large, old);
    }

    @Test
    void files_of_one_size_come_in_the_order_of_their_keys() {
        WantedFile daily = file(STOCKS_DAILY, 0, 5);
        WantedFile minute = file(STOCKS_MINUTE, 0, 5);
        assertThat(WantedFile.inOrder(List.of(minute, daily))).containsExactly(daily, minute);
    }

    @Test
    void a_key_that_is_wanted_twice_is_fetched_once() {
        WantedFile once = file(STOCKS_DAILY, 0, 5);
        WantedFile longer = file(STOCKS_DAILY, 0, 6);
        assertThat(WantedFile.inOrder(List.of(longer, once, once))).containsExactly(once);
    }

    private static WantedFile file(Dataset dataset, int day, long bytes) {
        LocalDate session = MONDAY.plusDays(day);
        return new WantedFile(dataset, session, new RemoteObject(dataset.key(session), bytes, "e", Instant.EPOCH));
    }
}
