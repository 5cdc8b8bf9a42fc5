package io.quantmini.rest;

import static io.quantmini.rest.VendorLake.answer;
import static io.quantmini.rest.VendorLake.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.stage.DownloadException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointChangeTest {
    @TempDir
    Path directory;

    @Test
    void what_was_begun_at_another_endpoint_is_begun_anew_and_nothing_is_asked_there() throws Exception {
        try (VendorServer old = new VendorServer(asked -> {
                    if (!asked.isFor("cursor")) {
                        asked.json("{\"results\": [], \"next_url\": \"http://127.0.0.1:"
                                + asked.exchange().getLocalAddress().getPort() + "/v3/reference/splits?cursor=2\"}");
                    }
                });
                VendorServer now = new VendorServer(asked -> asked.json(answer(split("AAPL", "2014-06-09", 1, 7))))) {
            ReferenceRequest.Builder splits = ReferenceRequest.builder().splits();
            assertThatThrownBy(() -> new VendorLake(directory, old).ask("2025-01-31", splits))
                    .isInstanceOf(DownloadException.class);
            int asked = old.targets().size();
            VendorLake lake = new VendorLake(directory, now);
            lake.ask("2025-01-31", splits);
            assertThat(lake.rows("stocks/splits", "ticker")).containsExactly("AAPL");
            assertThat(now.targets()).hasSize(1);
            assertThat(old.targets()).hasSize(asked);
        }
    }
}
