package io.quantmini.lake;

import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.TradingCalendar;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatermarksTest {
    @TempDir
    Path directory;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = Lake.at(directory, TradingCalendar.nyse(), Clock.systemUTC(), new FaultyDisk());
    }

    @Test
    void a_watermark_stops_before_the_first_hole() {
        // 2025-01-09 was a day of mourning, 2025-01-04 and 05 a weekend.
        publish("2025-01-02", "2025-01-03", "2025-01-06", "2025-01-08", "2025-01-10");

        assertThat(watermark(Layer.BRONZE))
                .isEqualTo(new Watermark(
                        "stocks_daily",
                        Layer.BRONZE,
                        date("2025-01-02"),
                        date("2025-01-06"),
                        date("2025-01-10"),
                        List.of(date("2025-01-07")),
                        List.of()));
    }

    @Test
    void a_late_session_closes_its_hole() {
        publish("2025-01-03", "2025-01-07");
        publish("2025-01-06");

        assertThat(watermark(Layer.BRONZE).through()).isEqualTo(date("2025-01-07"));
        assertThat(watermark(Layer.BRONZE).holes()).isEmpty();
    }

    @Test
    void a_file_without_rows_or_without_a_session_moves_nothing() {
        publish("2025-01-03");
        try (LakeWriter writer = lake.openForWriting()) {
            FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "empty", "2025-01-06").publish(writer);
            FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "saturday", "2025-01-04")
                    .settled("", "rows of a saturday")
                    .publish(writer);
        }

        assertThat(watermark(Layer.BRONZE).last()).isEqualTo(date("2025-01-03"));
        assertThat(watermark(Layer.BRONZE).pending()).containsExactly(date("2025-01-06"));
    }

    @Test
    void silver_waits_for_what_bronze_has() {
        publish("2025-01-02", "2025-01-03");
        try (LakeWriter writer = lake.openForWriting()) {
            FakeUnit.of(STOCKS_DAILY, Layer.SILVER, "s", "2025-01-02")
                    .settled("", "features")
                    .publish(writer);
        }

        assertThat(watermark(Layer.SILVER).through()).isEqualTo(date("2025-01-02"));
        assertThat(watermark(Layer.SILVER).pending()).containsExactly(date("2025-01-03"));
    }

    @Test
    void the_files_follow_every_commit() {
        publish("2025-01-02", "2025-01-06");
        try (LakeWriter writer = lake.openForWriting()) {
            SessionEntry refused = new SessionEntry(date("2025-01-03"), "k", 1, "e", 0, 0, 0, 0, 0, 0);
            try (Commit commit = writer.begin(
                    FakeUnit.of(OPTIONS_DAILY, Layer.BRONZE, "r", "2025-01-03").spec())) {
                commit.reject(List.of(refused), "no header");
            }
        }
        lake.openForWriting().close();

        assertThat(directory.resolve("metadata/stocks/watermarks.json")).hasContent("""
                        {
                          "stocks_daily": {
                            "bronze": {
                              "start": "2025-01-02",
                              "through": "2025-01-02",
                              "last": "2025-01-06",
                              "holes": ["2025-01-03"],
                              "pending": []
                            },
                            "silver": {
                              "start": null,
                              "through": null,
                              "last": null,
                              "holes": [],
                              "pending": ["2025-01-02", "2025-01-06"]
                            }
                          }
                        }
                        """);
        assertThat(directory.resolve("metadata/options/watermarks.json"))
                .content()
                .contains("\"pending\": [\"2025-01-03\"]");
    }

    private void publish(String... sessions) {
        try (LakeWriter writer = lake.openForWriting()) {
            for (String session : sessions) {
                FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, session, session)
                        .settled("", "rows of " + session)
                        .publish(writer);
            }
        }
    }

    private Watermark watermark(Layer layer) {
        return Watermarks.of(lake.catalog(), TradingCalendar.nyse()).stream()
                .filter(watermark -> watermark.layer() == layer)
                .findFirst()
                .orElseThrow();
    }

    private static LocalDate date(String date) {
        return LocalDate.parse(date);
    }
}
