package io.quantmini.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.ReferenceData;
import io.quantmini.market.TickerEvent;
import io.quantmini.market.TickerHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table that the lake keeps ticker histories in. */
class TickerEventsTest {
    private static final TickerEvent FB = event("2012-05-18", "FB");
    private static final TickerEvent META = event("2022-06-09", "META");
    private static final TickerHistory FIRST = new TickerHistory("Meta", "BBG000MM2P62", List.of(META, FB));
    private static final TickerHistory SECOND = new TickerHistory(null, null, List.of(event("2014-04-03", "GOOG")));

    @TempDir
    Path directory;

    @Test
    void histories_in_any_order_make_the_same_file_and_loading_them_again_none() throws Exception {
        try (VendorServer server = new VendorServer(asked -> {})) {
            VendorLake lake = new VendorLake(directory.resolve("one"), server);
            lake.load(data(FIRST, SECOND));
            Map<String, String> files = lake.files();
            lake.load(data(
                    SECOND,
                    FIRST,
                    SECOND,
                    new TickerHistory("Meta", "BBG000MM2P62", List.of(FB, META, FB)),
                    new TickerHistory("Nobody", null, List.of())));
            assertThat(lake.files()).isEqualTo(files);
            assertThat(lake.rows("stocks/ticker_events", "*"))
                    .containsExactly(
                            "0|Meta|BBG000MM2P62|2012-05-18|FB",
                            "0|Meta|BBG000MM2P62|2022-06-09|META",
                            "1|null|null|2014-04-03|GOOG");
        }
    }

    @Test
    void a_lake_without_the_table_keeps_the_securities_that_it_has() throws Exception {
        try (VendorServer server = new VendorServer(asked -> asked.json(VendorLake.answer()))) {
            VendorLake lake = new VendorLake(directory.resolve("old"), server);
            lake.load(data(FIRST, SECOND));
            List<String> securities = lake.rows("stocks/securities", "*");
            Files.delete(directory.resolve("old/metadata/stocks/ticker_events.parquet"));
            lake.ask("2025-01-31", ReferenceRequest.builder().splits());
            assertThat(lake.rows("stocks/securities", "*")).isEqualTo(securities);
            assertThat(lake.rows("stocks/ticker_events", "composite_figi, date, ticker"))
                    .containsExactly(
                            "BBG000MM2P62|2012-05-18|FB", "BBG000MM2P62|2022-06-09|META", "null|2014-04-03|GOOG");
        }
    }

    private static ReferenceData data(TickerHistory... histories) {
        return new ReferenceData(List.of(histories), List.of(), List.of(), List.of());
    }

    private static TickerEvent event(String date, String ticker) {
        return new TickerEvent(LocalDate.parse(date), ticker);
    }
}
