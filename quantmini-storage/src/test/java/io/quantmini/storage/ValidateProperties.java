package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.integrity.Finding;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Any single bit of what was committed, flipped. */
class ValidateProperties {
    private static @Nullable BarLake lake;
    private static List<LakeFile> files = List.of();

    @BeforeContainer
    static void write_a_lake() throws IOException {
        BarLake made = new BarLake(Files.createTempDirectory("quantmini"));
        List<List<Object>> rows = new ArrayList<>(Bars.stock("A", 25));
        rows.addAll(Bars.stock("B", 3));
        List<LakeFile> all = new ArrayList<>(made.commit(Dataset.STOCKS_MINUTE, Placement.SETTLED, rows));
        all.addAll(made.commit(Dataset.OPTIONS_MINUTE, Placement.SESSION, List.of(Bars.option("SPY", Bars.DAY, 1))));
        lake = made;
        files = all;
    }

    @AfterContainer
    static void delete_it() throws IOException {
        try (Stream<Path> below = Files.walk(lake().root())) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 150)
    void a_flipped_bit_of_a_bronze_file_is_found_and_the_file_named(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long random) {
        LakeFile file = files.get((int) (random % files.size()));
        long bit = random / files.size() % (file.bytes() * 8);

        assertThat(findings(file.path(), bit))
                .isNotEmpty()
                .allMatch(finding -> finding.path().equals(file.path()));
    }

    @Property(tries = 60)
    void a_flipped_bit_of_a_manifest_is_found_and_the_manifest_named(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long random) throws IOException {
        List<LedgerEntry> units = Lake.at(lake().root()).history();
        String path = Objects.requireNonNull(
                        units.get((int) (random % units.size())).files())
                .manifest();
        long bit = random / units.size() % (Files.size(lake().root().resolve(path)) * 8);

        assertThat(findings(path, bit))
                .hasSize(1)
                .allMatch(finding -> finding.path().equals(path));
    }

    @Property(tries = 60)
    void a_flipped_bit_of_the_ledger_is_found_and_the_ledger_named(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long random) throws IOException {
        String path = "metadata/ledger.jsonl";
        long bit = random % (Files.size(lake().root().resolve(path)) * 8);

        assertThat(findings(path, bit))
                .isNotEmpty()
                .first()
                .satisfies(finding -> assertThat(finding.path()).isEqualTo(path));
    }

    @Property(tries = 100)
    void a_flipped_bit_of_a_footer_never_stops_a_look_at_the_structure(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long random) {
        LakeFile file = files.get(0);
        long bit = file.bytes() * 8 - 1 - random % (file.bytes() * 4);
        Path path = lake().root().resolve(file.path());
        BarLake.flip(path, bit);
        try {
            assertThat(lake().validate(ValidationLevel.STRUCTURE).files()).isEqualTo(files.size());
        } finally {
            BarLake.flip(path, bit);
        }
    }

    private static List<Finding> findings(String path, long bit) {
        Path file = lake().root().resolve(path);
        BarLake.flip(file, bit);
        try {
            return lake().validate(ValidationLevel.CONTENT).findings();
        } finally {
            BarLake.flip(file, bit);
        }
    }

    private static BarLake lake() {
        return Objects.requireNonNull(lake);
    }
}
