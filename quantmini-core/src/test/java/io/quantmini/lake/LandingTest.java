package io.quantmini.lake;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LandingTest {
    private static final LandedObject FIRST = new LandedObject("a/b.csv.gz", 10, "e1", Instant.EPOCH);
    private static final LandedObject SECOND = new LandedObject("a/b.csv.gz", 12, "e2", Instant.EPOCH.plusMillis(5));

    @TempDir
    Path directory;

    @Test
    void the_last_version_of_an_object_counts() {
        Landing landing = Lake.at(directory).landing();
        try (LandingWriter writer = landing.openForWriting()) {
            writer.record(FIRST);
            assertThat(landing.find(FIRST.key())).hasValue(FIRST);
            writer.record(SECOND);
        }

        assertThat(landing.find(FIRST.key())).hasValue(SECOND);
        assertThat(Lake.at(directory).landing().find(FIRST.key())).hasValue(SECOND);
        assertThat(landing.find("other")).isEmpty();
    }

    @Test
    void nothing_is_known_and_nothing_made_where_there_is_no_lake() {
        Landing landing = Lake.at(directory.resolve("none")).landing();

        assertThat(landing.find("key")).isEmpty();
        assertThat(landing.file(STOCKS_DAILY, LocalDate.of(2025, 1, 2)))
                .isEqualTo(directory.resolve("none/landing/polygon-s3/stocks_daily/2025/01/2025-01-02.csv.gz"));
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void a_record_cut_short_is_cut_off() throws IOException {
        Landing landing = Lake.at(directory).landing();
        try (LandingWriter writer = landing.openForWriting()) {
            writer.record(FIRST);
        }
        Files.writeString(directory.resolve("landing/ledger.jsonl"), "{\"key\":\"half", StandardOpenOption.APPEND);

        assertThat(landing.find(FIRST.key())).hasValue(FIRST);
        try (LandingWriter writer = landing.openForWriting()) {
            writer.record(SECOND);
        }
        assertThat(Lake.at(directory).landing().find(FIRST.key())).hasValue(SECOND);
    }

    @Test
    void fetching_and_ingesting_do_not_lock_each_other_out() {
        Lake lake = Lake.at(directory);
        try (LandingWriter fetching = lake.landing().openForWriting();
                LakeWriter ingesting = lake.openForWriting()) {
            fetching.record(FIRST);
            assertThat(ingesting.catalog().units()).isEmpty();
            assertThatThrownBy(() -> lake.landing().openForWriting()).isInstanceOf(LakeLockedException.class);
        }
    }
}
