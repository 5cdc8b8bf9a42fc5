package io.quantmini.rest;

import static io.quantmini.rest.VendorLake.answer;
import static io.quantmini.rest.VendorLake.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ConfigurationException;
import io.quantmini.Quantmini;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.lake.LakeLockedException;
import io.quantmini.lake.LandingWriter;
import io.quantmini.market.Dividend;
import io.quantmini.market.ReferenceData;
import io.quantmini.market.Split;
import io.quantmini.market.TickerEvent;
import io.quantmini.market.TickerHistory;
import io.quantmini.pipeline.ProgressListener;
import io.quantmini.stage.DownloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceDownloadTest {
    private static final String FIRST = "splits/00001_1970-01-01_2025-01-31/";
    private static final String AAPL = split("AAPL", "2014-06-09", 1, 7);
    private static final String NVDA = split("NVDA", "2024-06-10", 1, 10);
    private static final String ODD = split("NA", "2025-01-15", 1, 2);

    @TempDir
    Path directory;

    @Test
    void splits_land_as_they_came_and_become_a_table() throws Exception {
        try (VendorServer server = new VendorServer(ReferenceDownloadTest::threePages)) {
            VendorLake lake = lake(server);
            List<String> heard = new ArrayList<>();
            ReferenceReport report = lake.ask("2025-01-31", splits(), new ProgressListener() {
                @Override
                public void onProgress(Progress progress) {}

                @Override
                public void onPage(Page page) {
                    heard.add(page.answer() + " " + page.page() + " " + page.last() + " " + page.rows());
                }
            });

            assertThat(server.targets())
                    .containsExactly(
                            "/v3/reference/splits?execution_date.gte=1970-01-01&execution_date.lte=2025-01-31"
                                    + "&sort=execution_date&order=asc&limit=1000",
                            "/v3/reference/splits?cursor=2",
                            "/v3/reference/splits?cursor=3");
            assertThat(lake.text(FIRST + "page-00001.json")).isEqualTo(page(server.endpoint() + "", AAPL, 2));
            assertThat(lake.text(FIRST + "page-00003.json")).isEqualTo(answer(ODD));
            assertThat(lake.rows("stocks/splits", "*"))
                    .containsExactly("AAPL|2014-06-09|1.0|7.0", "NA|2025-01-15|1.0|2.0", "NVDA|2024-06-10|1.0|10.0");
            assertThat(lake.rows("stocks/securities", "ticker, evidence"))
                    .containsExactly("AAPL|split", "NA|split", "NVDA|split");
            assertThat(report.requests()).isEqualTo(3);
            assertThat(report.rows()).isEqualTo(Map.of("stocks/splits", 3L));
            assertThat(report.findings()).isEmpty();
            String answer = FIRST.substring(0, FIRST.length() - 1);
            assertThat(heard).containsExactly(answer + " 1 false 1", answer + " 2 false 1", answer + " 3 true 1");
        }
    }

    @Test
    void on_the_same_day_nothing_is_asked_again_and_nothing_changes() throws Exception {
        try (VendorServer server = new VendorServer(ReferenceDownloadTest::threePages)) {
            VendorLake lake = lake(server);
            lake.ask("2025-01-31", splits());
            Map<String, String> files = lake.files();
            ReferenceReport again = lake.ask("2025-01-31", splits());
            assertThat(again.requests()).isZero();
            assertThat(again.rows()).isEqualTo(Map.of("stocks/splits", 3L));
            assertThat(lake.files()).isEqualTo(files);
            assertThat(lake.ask("2025-01-31", splits().refresh(true)).requests())
                    .isEqualTo(3);
        }
    }

    @Test
    void later_only_the_days_since_then_and_an_overlap_are_asked_for_and_corrections_replace_what_they_correct()
            throws Exception {
        String corrected = split("NA", "2025-01-15", 1, 3);
        try (VendorServer server = new VendorServer(asked -> {
            if (asked.isFor("gte=1970-01-01")) {
                asked.json(answer(AAPL, ODD, split("GONE", "2025-01-20", 1, 2)));
            } else {
                asked.json(answer(corrected, split("NEW", "2025-02-03", 2, 1), split("OLD", "1999-01-01", 1, 2)));
            }
        })) {
            VendorLake lake = lake(server);
            lake.ask("2025-01-31", splits());
            ReferenceReport later = lake.ask("2025-02-04", splits());
            assertThat(server.targets().get(1)).contains("execution_date.gte=2025-01-02&execution_date.lte=2025-02-04");
            assertThat(lake.rows("stocks/splits", "ticker, split_to")).containsExactly("AAPL|7.0", "NA|3.0", "NEW|1.0");
            assertThat(later.findings())
                    .containsExactly("left out: 1 rows of polygon-api/splits/00002_2025-01-02_2025-02-04,"
                            + " expected dates from 2025-01-02 to 2025-02-04");
        }
    }

    @Test
    void a_run_that_broke_off_goes_on_behind_the_last_page_and_nothing_is_used_before() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (VendorServer server = new VendorServer(asked -> {
            if (!broken.get() || !asked.isFor("cursor=3")) {
                threePages(asked);
            }
        })) {
            VendorLake lake = lake(server);
            assertThatThrownBy(() -> lake.ask("2025-01-30", splits()))
                    .isInstanceOfSatisfying(
                            DownloadException.class,
                            e -> assertThat(e.key())
                                    .isEqualTo("polygon-api/splits/00001_1970-01-01_2025-01-30/page-00003.json"));
            assertThat(lake.files().keySet()).noneMatch(file -> file.startsWith("metadata"));
            assertThat(lake.files().keySet()).noneMatch(file -> file.endsWith("complete.json"));
            int before = server.targets().size();

            broken.set(false);
            lake.ask("2025-01-30", splits());
            assertThat(server.targets().subList(before, server.targets().size()))
                    .containsExactly("/v3/reference/splits?cursor=3");
            assertThat(lake.rows("stocks/splits", "ticker")).containsExactly("AAPL", "NA", "NVDA");
        }
    }

    @Test
    void what_was_begun_on_another_day_is_finished_first_and_then_the_days_since() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (VendorServer server = new VendorServer(asked -> {
            if (!broken.get() || !asked.isFor("cursor=2")) {
                threePages(asked);
            }
        })) {
            VendorLake lake = lake(server);
            assertThatThrownBy(() -> lake.ask("2025-01-30", splits())).isInstanceOf(DownloadException.class);
            broken.set(false);
            lake.ask("2025-02-10", splits());
            assertThat(lake.landed("splits"))
                    .isDirectoryContaining(path -> path.endsWith("00001_1970-01-01_2025-01-30"))
                    .isDirectoryContaining(path -> path.endsWith("00002_2025-01-01_2025-02-10"));
        }
    }

    @Test
    void a_run_that_ended_before_the_answer_was_marked_asks_nothing_to_mark_it() throws Exception {
        try (VendorServer server = new VendorServer(ReferenceDownloadTest::threePages)) {
            VendorLake lake = lake(server);
            lake.ask("2025-01-31", splits());
            Map<String, String> files = lake.files();
            Files.delete(lake.landed(FIRST + "complete.json"));
            Files.writeString(lake.landed(FIRST + "page-00004.json.part"), "{\"half");
            Files.delete(directory.resolve("lake/metadata/stocks/splits.parquet"));
            assertThat(lake.ask("2025-01-31", splits()).requests()).isZero();
            Files.delete(lake.landed(FIRST + "page-00004.json.part"));
            assertThat(lake.files()).isEqualTo(files);
        }
    }

    @Test
    void when_the_vendor_forgot_where_it_was_the_answer_is_begun_anew() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicBoolean forgot = new AtomicBoolean();
        try (VendorServer server = new VendorServer(asked -> {
            if (!asked.isFor("cursor=3")) {
                threePages(asked);
            } else if (!broken.get()) {
                if (forgot.getAndSet(true)) {
                    threePages(asked);
                } else {
                    asked.send(400, "{\"status\": \"ERROR\", \"error\": \"invalid cursor\"}");
                }
            }
        })) {
            VendorLake lake = lake(server);
            assertThatThrownBy(() -> lake.ask("2025-01-31", splits())).isInstanceOf(DownloadException.class);
            broken.set(false);
            int before = server.targets().size();
            lake.ask("2025-01-31", splits());
            assertThat(lake.rows("stocks/splits", "ticker")).containsExactly("AAPL", "NA", "NVDA");
            assertThat(server.targets().get(before + 1)).contains("gte=1970-01-01");
        }
    }

    @Test
    void an_answer_that_leads_elsewhere_or_in_a_circle_ends_the_run() throws Exception {
        try (VendorServer server = new VendorServer(asked ->
                asked.json("{\"results\": [], \"next_url\": \"https://evil.example/v3/reference/splits?cursor=2\"}"))) {
            VendorLake lake = lake(server);
            assertThatThrownBy(() -> lake.ask("2025-01-31", splits()))
                    .hasMessageContaining("got one at https://evil.example");
            assertThat(lake.files().keySet()).noneMatch(file -> file.endsWith(".json"));
        }
        try (VendorServer server = new VendorServer(
                asked -> asked.json("{\"results\": [], \"next_url\": \"/v3/reference/splits?cursor=2\"}"))) {
            assertThatThrownBy(() -> lake(server).ask("2025-01-31", splits()))
                    .hasMessageContaining("does not get on past page 2");
            assertThat(lake(server).landed("splits")).isEmptyDirectory();
        }
    }

    @Test
    void rows_of_days_that_were_never_asked_for_stay() throws Exception {
        TickerHistory meta = new TickerHistory(
                "Meta", "BBG000MM2P62", List.of(new TickerEvent(LocalDate.parse("2022-06-09"), "META")));
        try (VendorServer server = new VendorServer(asked -> asked.json(answer(ODD)))) {
            VendorLake lake = lake(server);
            lake.load(new ReferenceData(
                    List.of(meta),
                    List.of(
                            new Split("AAPL", LocalDate.parse("2014-06-09"), 1, 7),
                            new Split("WRONG", LocalDate.parse("2025-01-20"), 1, 7)),
                    List.of(new Dividend("AAPL", LocalDate.parse("2014-08-07"), 0.47)),
                    List.of()));
            lake.ask("2025-01-31", splits().from(LocalDate.parse("2025-01-01")));
            assertThat(lake.rows("stocks/splits", "ticker")).containsExactly("AAPL", "NA");
            assertThat(lake.rows("stocks/dividends", "ticker")).containsExactly("AAPL");
            assertThat(lake.rows("stocks/securities", "ticker, evidence")).contains("META|ticker_event");
            assertThat(lake.rows("stocks/ticker_events", "*")).containsExactly("0|Meta|BBG000MM2P62|2022-06-09|META");
        }
    }

    @Test
    void a_page_that_changed_since_it_landed_is_found() throws Exception {
        try (VendorServer server = new VendorServer(ReferenceDownloadTest::threePages)) {
            VendorLake lake = lake(server);
            lake.ask("2025-01-31", splits());
            Path page = lake.landed(FIRST + "page-00002.json");
            Files.writeString(page, Files.readString(page).replace("10", "20"));
            assertThatThrownBy(() -> lake.ask("2025-01-31", splits()))
                    .isInstanceOf(ReferenceException.class)
                    .hasMessageContaining("page-00002.json")
                    .hasMessageContaining("delete " + page.getParent());
        }
    }

    @Test
    void without_a_key_or_beside_another_download_nothing_is_asked() throws Exception {
        try (VendorServer server = new VendorServer(ReferenceDownloadTest::threePages)) {
            VendorLake lake = lake(server);
            try (Quantmini keyless = Quantmini.open(QuantminiConfig.builder()
                            .dataRoot(directory.resolve("lake"))
                            .build());
                    Quantmini other = lake.open()) {
                assertThatThrownBy(() -> ReferenceDownload.run(keyless, splits().build(), ProgressListener.NONE))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("POLYGON_API_KEY");
                try (LandingWriter lock = other.lake().landing().openForWriting()) {
                    assertThat(lock).isNotNull();
                    assertThatThrownBy(() -> lake.ask("2025-01-31", splits())).isInstanceOf(LakeLockedException.class);
                }
            }
            assertThat(server.targets()).isEmpty();
        }
    }

    private VendorLake lake(VendorServer server) {
        return new VendorLake(directory.resolve("lake"), server);
    }

    private static ReferenceRequest.Builder splits() {
        return ReferenceRequest.builder().splits();
    }

    private static void threePages(VendorServer.Asked asked) throws IOException {
        String here = "http://127.0.0.1:" + asked.exchange().getLocalAddress().getPort();
        if (asked.isFor("cursor=2")) {
            asked.json(page(here, NVDA, 3));
        } else {
            asked.json(asked.isFor("cursor=3") ? answer(ODD) : page(here, AAPL, 2));
        }
    }

    private static String page(String here, String split, int next) {
        return "{\"status\": \"OK\", \"results\": [" + split + "],\n \"next_url\": \"" + here
                + "/v3/reference/splits?cursor=" + next + "\"}\n";
    }
}
