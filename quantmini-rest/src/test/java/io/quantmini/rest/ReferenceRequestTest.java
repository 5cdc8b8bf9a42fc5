package io.quantmini.rest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceRequestTest {
    @Test
    void asking_for_nothing_or_for_what_is_no_ticker_is_refused() {
        assertThatThrownBy(() -> ReferenceRequest.builder().build()).hasMessageContaining("got nothing");
        for (String ticker : List.of("", "..", "A B", "A?b=c", "Ä", "A".repeat(65), "A\n")) {
            assertThatThrownBy(() ->
                            ReferenceRequest.builder().events(List.of(ticker)).build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ReferenceRequest.builder()
                        .splits()
                        .from(LocalDate.MAX)
                        .to(LocalDate.MIN)
                        .build())
                .hasMessageContaining("expected from <= to");
    }
}
