package io.quantmini.lake;

import static io.quantmini.market.Dataset.OPTIONS_MINUTE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeCatalogTest {
    @TempDir
    Path directory;

    private Lake lake;
    private LakeWriter writer;

    @BeforeEach
    void open() {
        lake = Lake.at(directory, TradingCalendar.nyse(), Clock.systemUTC(), new FaultyDisk());
        writer = lake.openForWriting();
        FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "jan", "2025-01-30", "2025-01-31")
                .settled("AAPL", "aapl jan")
                .settled("TpA", "tpa jan")
                .publish(writer);
        FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "feb", "2025-02-03")
                .session("2025-02-03", "third")
                .publish(writer);
        FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "feb 4", "2025-02-04")
                .session("2025-02-04", "fourth")
                .publish(writer);
        FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "d1", "2025-01-02")
                .settled("", "second")
                .publish(writer);
        FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "d2", "2025-01-03")
                .settled("", "third of january")
                .publish(writer);
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void sessions_are_known_in_order_wherever_their_rows_are() {
        assertThat(lake.catalog().sessions(STOCKS_MINUTE, Layer.BRONZE))
                .containsExactly(date("2025-01-30"), date("2025-01-31"), date("2025-02-03"), date("2025-02-04"));
        assertThat(lake.catalog().sessions(STOCKS_MINUTE, Layer.SILVER)).isEmpty();
        assertThat(lake.catalog().session(STOCKS_MINUTE, Layer.BRONZE, date("2025-01-31")))
                .get()
                .satisfies(session -> assertThat(session.unit().sessions()).contains(session.entry()));
        assertThat(lake.catalog().session(STOCKS_MINUTE, Layer.BRONZE, date("2025-02-05")))
                .isEmpty();
    }

    @Test
    void files_of_both_tiers_come_by_path() {
        assertThat(paths(STOCKS_MINUTE, SessionRange.of("2025-01-01", "2025-12-31")))
                .hasSize(4)
                .isSorted()
                .satisfiesExactly(
                        path -> assertThat(path).contains("_sessions/stocks_minute/date=2025-02-03/"),
                        path -> assertThat(path).contains("_sessions/stocks_minute/date=2025-02-04/"),
                        path -> assertThat(path).contains("stocks_minute/symbol=AAPL/year=2025/month=01/"),
                        path -> assertThat(path).contains("stocks_minute/symbol=T%70A/year=2025/month=01/"));
        assertThat(lake.catalog().files(STOCKS_MINUTE, Layer.BRONZE)).hasSize(4);
    }

    @Test
    void one_symbol_needs_its_own_partition_and_the_session_files() {
        assertThat(paths(STOCKS_MINUTE, SessionRange.of("2025-01-01", "2025-12-31"), "AAPL"))
                .hasSize(3)
                .noneMatch(path -> path.contains("T%70A"));
        assertThat(paths(STOCKS_MINUTE, SessionRange.of("2025-01-31", "2025-01-31"), "TpA", "GONE"))
                .singleElement()
                .asString()
                .contains("symbol=T%70A");
        assertThat(paths(STOCKS_DAILY, SessionRange.of("2025-01-01", "2025-12-31"), "AAPL"))
                .hasSize(2);
    }

    @Test
    void dates_leave_out_what_lies_outside() {
        assertThat(paths(STOCKS_MINUTE, SessionRange.of("2025-02-04", "2025-02-28")))
                .hasSize(1);
        assertThat(paths(STOCKS_MINUTE, SessionRange.of("2025-01-01", "2025-01-29")))
                .isEmpty();
        assertThat(paths(STOCKS_DAILY, SessionRange.of("2025-01-03", "2025-01-03")))
                .hasSize(1);
    }

    @Test
    void partitions_by_date_are_left_out_by_date_within_one_unit() {
        FakeUnit.of(OPTIONS_MINUTE, Layer.BRONZE, "o", "2025-01-02", "2025-01-03")
                .file(PartitionKey.settled(OPTIONS_MINUTE, Layer.BRONZE, "SPY", date("2025-01-02")), "two")
                .file(PartitionKey.settled(OPTIONS_MINUTE, Layer.BRONZE, "SPY", date("2025-01-03")), "three")
                .publish(writer);

        assertThat(paths(OPTIONS_MINUTE, SessionRange.of("2025-01-03", "2025-01-03"), "SPY"))
                .singleElement()
                .asString()
                .contains("underlying=SPY/date=2025-01-03");
    }

    @Test
    void a_snapshot_does_not_change_and_a_new_one_does() {
        LakeCatalog before = lake.catalog();
        assertThat(lake.catalog()).isSameAs(before);
        FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "d3", "2025-01-06")
                .settled("", "sixth")
                .publish(writer);

        assertThat(before.sessions(STOCKS_DAILY, Layer.BRONZE)).hasSize(2);
        assertThat(lake.catalog().sessions(STOCKS_DAILY, Layer.BRONZE)).hasSize(3);
        assertThat(lake.catalog().state()).isNotEqualTo(before.state());
        assertThat(Lake.at(directory).catalog().state())
                .isEqualTo(lake.catalog().state());
    }

    @Test
    void a_snapshot_too_old_to_be_read_says_so() {
        LakeCatalog old = Lake.at(directory).catalog();
        String unit = old.session(STOCKS_DAILY, Layer.BRONZE, date("2025-01-02"))
                .orElseThrow()
                .unit()
                .unit();
        FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "corrected", "2025-01-02")
                .settled("", "second, corrected")
                .superseding(unit)
                .publish(writer);

        assertThatThrownBy(() -> old.files(STOCKS_DAILY, Layer.BRONZE)).isInstanceOf(ConcurrentCommitException.class);
        assertThat(lake.catalog().files(STOCKS_DAILY, Layer.BRONZE)).hasSize(2);
    }

    @Test
    void a_changed_manifest_is_not_believed() throws IOException {
        LedgerEntry unit = lake.catalog().units().iterator().next();
        Path manifest =
                lake.paths().resolve(Objects.requireNonNull(unit.files()).manifest());
        Files.writeString(manifest, Files.readString(manifest).replace("AAPL", "MSFT"));

        LakeCatalog fresh = Lake.at(directory).catalog();
        assertThatThrownBy(() -> fresh.files(STOCKS_MINUTE, Layer.BRONZE))
                .isInstanceOf(LakeException.class)
                .hasMessageContaining("crc32c");
        assertThat(fresh.missing())
                .containsExactly(new DamagedUnit(
                        unit, List.of(Objects.requireNonNull(unit.files()).manifest())));
    }

    @Test
    void missing_files_are_found_within_the_sessions_asked_for() throws IOException {
        String lost =
                paths(STOCKS_DAILY, SessionRange.of("2025-01-02", "2025-01-02")).get(0);
        Files.delete(lake.paths().resolve(lost));

        assertThat(lake.catalog().missing())
                .singleElement()
                .satisfies(unit -> assertThat(unit.paths()).containsExactly(lost));
        assertThat(lake.catalog().missing(STOCKS_DAILY, Layer.BRONZE, SessionRange.of("2025-01-02", "2025-01-02")))
                .hasSize(1);
        assertThat(lake.catalog().missing(STOCKS_DAILY, Layer.BRONZE, SessionRange.of("2025-01-03", "2025-01-03")))
                .isEmpty();
    }

    @Test
    void a_lake_made_anew_in_the_same_place_is_not_mistaken_for_the_old_one() throws IOException {
        lake.catalog();
        writer.close();
        Files.delete(lake.paths().ledger());
        assertThat(lake.catalog().units()).isEmpty();

        writer = Lake.at(directory).openForWriting();
        FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "d9", "2025-01-08")
                .settled("", "new")
                .publish(writer);
        assertThat(lake.catalog().units()).hasSize(1);
    }

    private List<String> paths(Dataset dataset, SessionRange range, String... symbols) {
        return lake.catalog().files(dataset, Layer.BRONZE, range, Set.of(symbols)).stream()
                .map(LakeFile::path)
                .toList();
    }

    private static LocalDate date(String date) {
        return LocalDate.parse(date);
    }
}
