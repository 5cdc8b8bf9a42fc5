package io.quantmini.lake;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LakeTest {
    @TempDir
    Path directory;

    @Test
    void looking_at_a_lake_that_is_not_there_makes_nothing() {
        Lake lake = Lake.at(directory.resolve("none"));

        assertThat(lake.catalog().units()).isEmpty();
        assertThat(lake.history()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bronze",
                "landing",
                "metadata",
                "metadata/ledger.jsonl",
                "bronze/stocks_daily",
                "bronze/_sessions/stocks_daily",
                "landing/polygon-s3/stocks_daily",
                "gold/qlib/stocks_daily",
                "metadata/stocks/watermarks.json"
            })
    void a_link_that_leads_out_is_an_error_that_names_it(String path) throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path link = directory.resolve("lake").resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, outside);

        assertThatThrownBy(() -> Lake.at(directory.resolve("lake")))
                .isInstanceOfSatisfying(
                        LakeException.class, e -> assertThat(e.path()).isEqualTo(link.toString()))
                .hasMessageContaining("leads out of the lake");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void a_link_made_after_the_lake_was_found_is_noticed_before_writing() throws IOException {
        Lake lake = Lake.at(directory.resolve("lake"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createDirectory(lake.root());
        Files.createSymbolicLink(lake.paths().metadata(), outside);

        assertThatThrownBy(lake::openForWriting).isInstanceOf(LakeException.class);
        assertThatThrownBy(() -> lake.landing().openForWriting()).isInstanceOf(LakeException.class);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void links_within_and_a_link_to_the_lake_itself_are_fine() throws IOException {
        Path root = directory.resolve("lake");
        Files.createDirectories(root.resolve("data/bronze"));
        Files.createSymbolicLink(root.resolve("bronze"), root.resolve("data/bronze"));
        Path alias = Files.createSymbolicLink(directory.resolve("alias"), root);
        try (LakeWriter writer = Lake.at(alias).openForWriting()) {
            unit().publish(writer);
        }

        assertThat(Lake.at(root).catalog().missing()).isEmpty();
        assertThat(Lake.at(root).catalog().units()).hasSize(1);
    }

    @Test
    void a_file_in_its_place_or_above_it_cannot_be_a_lake() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "text");

        assertThatThrownBy(() -> Lake.at(file))
                .isInstanceOf(LakeException.class)
                .hasMessageContaining("expected a directory");
        assertThatThrownBy(() -> Lake.at(file.resolve("below/lake")))
                .isInstanceOf(LakeException.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void a_lake_that_cannot_be_written_is_an_error_that_says_so() throws IOException {
        Lake lake = Lake.at(directory.resolve("lake"));
        Files.createDirectory(lake.root());
        Files.writeString(lake.paths().temp(), "a file where a directory should be");

        assertThatThrownBy(lake::openForWriting)
                .isInstanceOf(LakeException.class)
                .hasMessageContaining("expected a directory");
        Files.delete(lake.paths().temp());
        lake.openForWriting().close();
    }

    @Test
    void an_incomplete_last_line_does_not_count_and_is_cut_off() throws IOException {
        Lake lake = Lake.at(directory.resolve("lake"));
        try (LakeWriter writer = lake.openForWriting()) {
            unit().publish(writer);
        }
        byte[] whole = Files.readAllBytes(lake.paths().ledger());
        Files.writeString(lake.paths().ledger(), "{\"v\":1,\"unit\":\"", StandardOpenOption.APPEND);

        assertThat(Lake.at(lake.root()).catalog().units()).hasSize(1);
        lake.openForWriting().close();
        assertThat(lake.paths().ledger()).hasBinaryContent(whole);
    }

    @Test
    void a_damaged_line_stops_readers_and_writers_and_is_named() throws IOException {
        Lake lake = Lake.at(directory.resolve("lake"));
        try (LakeWriter writer = lake.openForWriting()) {
            unit().publish(writer);
            FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "b", "2025-01-03")
                    .settled("", "more")
                    .publish(writer);
        }
        String text = Files.readString(lake.paths().ledger());
        Files.writeString(lake.paths().ledger(), text.replaceFirst("\"rows\":4", "\"rows\":5"));

        Lake again = Lake.at(lake.root());
        assertThatThrownBy(again::catalog)
                .isInstanceOfSatisfying(
                        LakeException.class, e -> assertThat(e.line()).isEqualTo(1));
        assertThatThrownBy(again::openForWriting).isInstanceOf(LakeException.class);
        // The failed attempt gave the lock back.
        Files.writeString(lake.paths().ledger(), text);
        again.openForWriting().close();
    }

    @Test
    void a_damaged_intent_is_left_to_people() throws IOException {
        Lake lake = Lake.at(directory.resolve("lake"));
        lake.openForWriting().close();
        Path intent = lake.paths().temp().resolve("0123456789abcdef01234567/intent");
        Files.createDirectories(intent.getParent());
        Files.writeString(intent, "quantmini-intent-1\t0123456789abcdef01234567\t0\nremove\t../../etc\nend\n");

        assertThatThrownBy(lake::openForWriting)
                .isInstanceOf(LakeException.class)
                .hasMessageContaining("../../etc");
    }

    @Test
    void what_others_keep_in_temp_is_left_alone() throws IOException {
        Lake lake = Lake.at(directory.resolve("lake"));
        Path chunks = Files.createDirectories(lake.paths().temp().resolve("chunks"));
        lake.openForWriting().close();

        assertThat(chunks).isDirectory();
    }

    @Test
    void a_file_is_compared_with_its_manifest_before_it_is_handed_out() throws IOException {
        Lake lake = Lake.at(directory.resolve("lake"));
        try (LakeWriter writer = lake.openForWriting()) {
            unit().publish(writer);
        }
        LakeFile file = lake.catalog().files(STOCKS_DAILY, Layer.BRONZE).get(0);
        Path path = lake.verified(file);
        assertThat(path).hasContent("rows");

        Files.writeString(path, "rowz");
        assertThatThrownBy(() -> Lake.at(lake.root()).verified(file))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("crc32c");
        Files.writeString(path, "longer");
        assertThatThrownBy(() -> lake.verified(file))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("4 bytes");
        Files.delete(path);
        assertThatThrownBy(() -> lake.verified(file)).isInstanceOf(ConcurrentCommitException.class);
    }

    @Test
    void what_is_no_directory_is_not_compared() {
        assertThatThrownBy(() -> LakeComparison.differences(directory.resolve("none"), directory.resolve("neither")))
                .isInstanceOf(LakeException.class)
                .hasMessageContaining("none")
                .hasMessageContaining("expected a lake");
    }

    @Test
    void lakes_of_the_same_units_are_equal_whatever_the_time_and_others_are_not() throws IOException {
        Lake one = Lake.at(directory.resolve("one"));
        Lake other = Lake.at(directory.resolve("other"));
        for (Lake lake : List.of(one, other)) {
            try (LakeWriter writer = lake.openForWriting()) {
                unit().publish(writer);
            }
        }
        assertThat(LakeComparison.differences(one.root(), other.root())).isEmpty();

        Files.createDirectories(one.paths().gold());
        Files.writeString(one.paths().gold().resolve("x.bin"), "x");
        Path file = other.paths()
                .resolve(
                        other.catalog().files(STOCKS_DAILY, Layer.BRONZE).get(0).path());
        Files.writeString(file, "rowz");
        try (LakeWriter writer = other.openForWriting()) {
            FakeUnit.of(STOCKS_DAILY, Layer.SILVER, "s", "2025-01-02").publish(writer);
        }

        assertThat(LakeComparison.differences(one.root(), other.root()))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("differs from byte 3"),
                        line -> assertThat(line).startsWith("gold/x.bin: only in"),
                        line -> assertThat(line).startsWith("metadata/manifests/"),
                        line -> assertThat(line).startsWith("unit ").contains("no line |"));
    }

    private static FakeUnit unit() {
        return FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "a", "2025-01-02").settled("", "rows");
    }
}
