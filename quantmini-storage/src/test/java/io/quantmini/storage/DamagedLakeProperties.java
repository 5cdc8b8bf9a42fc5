package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeException;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.MemoryDisk;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** Any single bit of what was committed, flipped: who reads it gets the right rows or an error. */
@AddLifecycleHook(LakeTries.class)
class DamagedLakeProperties {
    private static final Dataset[] DATASETS = {Dataset.STOCKS_MINUTE, Dataset.OPTIONS_MINUTE};

    private static @Nullable BarLake lake;
    private static List<FileScan> scans = List.of();

    @BeforeContainer
    static void write_a_lake() throws IOException {
        BarLake made = new BarLake(MemoryDisk.create());
        List<List<Object>> stocks = new ArrayList<>(Bars.stock("A", 25));
        stocks.addAll(Bars.stock("B", 3));
        List<List<Object>> options = List.of(
                Bars.option("A", Bars.DAY, 1),
                Bars.option("A", Bars.DAY, 2),
                Bars.option("SPY", Bars.DAY, 1),
                Bars.option("SPY", Bars.DAY, 3));
        List<LakeFile> files = new ArrayList<>(made.commit(Dataset.STOCKS_MINUTE, Placement.SETTLED, stocks));
        files.addAll(made.commit(Dataset.OPTIONS_MINUTE, Placement.SESSION, options));
        List<FileScan> all = new ArrayList<>();
        for (LakeFile file : files) {
            Set<String> keys = Set.of("A", "O:A250321C00050000");
            all.add(FileScan.all(made.root(), file));
            all.add(new FileScan(made.root(), file, List.of(), keys, Long.MIN_VALUE, Long.MAX_VALUE));
            all.add(new FileScan(
                    made.root(), file, List.of("close"), Set.of(), Bars.time(Bars.DAY, 2), Bars.time(Bars.DAY, 9)));
        }
        lake = made;
        scans = all;
    }

    @AfterContainer
    static void delete_it() throws IOException {
        Directories.delete(lake().root());
    }

    @Property(tries = 300, seed = "20250102", edgeCases = EdgeCasesMode.NONE)
    void a_reader_refuses_a_file_with_a_flipped_bit(@ForAll("numbers") int number, @ForAll("shares") double share) {
        FileScan scan = scans.get(number % scans.size());
        Path file = scan.lakeRoot().resolve(scan.file().path());
        long bit = (long) (share * scan.file().bytes() * 8);
        BarLake.flip(file, bit);
        try (BufferAllocator allocator = new RootAllocator()) {
            assertThatThrownBy(() -> rows(new ParquetPartitionReader(), scan, allocator))
                    .isInstanceOf(PartitionException.class);
        } finally {
            BarLake.flip(file, bit);
        }
    }

    @Property(tries = 1000, seed = "20250102", edgeCases = EdgeCasesMode.NONE)
    void a_bit_that_flips_unseen_after_the_file_was_read_never_makes_a_wrong_row(
            @ForAll("numbers") int number, @ForAll("shares") double share) throws IOException {
        FileScan scan = scans.get(number % scans.size());
        Path file = scan.lakeRoot().resolve(scan.file().path());
        long bit = (long) (share * scan.file().bytes() * 8);
        ParquetPartitionReader reader = new ParquetPartitionReader();
        try (BufferAllocator allocator = new RootAllocator()) {
            List<List<@Nullable Object>> right = rows(reader, scan, allocator);
            flipUnseen(file, bit);
            try {
                assertThat(rows(reader, scan, allocator)).isEqualTo(right);
            } catch (PartitionException e) {
                assertThat(e).hasMessageContaining(scan.file().path());
            } finally {
                BarLake.flip(file, bit);
            }
            assertThat(allocator.getAllocatedMemory()).isZero();
        }
    }

    @Property(tries = 200, seed = "20250102", edgeCases = EdgeCasesMode.NONE)
    void a_flipped_bit_of_a_manifest_is_refused(@ForAll("numbers") int number, @ForAll("shares") double share)
            throws IOException {
        List<LedgerEntry> units = Lake.at(lake().root()).history();
        LedgerEntry unit = units.get(number % units.size());
        assertIsRefused(Objects.requireNonNull(unit.files()).manifest(), share);
    }

    @Property(tries = 200, seed = "20250102", edgeCases = EdgeCasesMode.NONE)
    void a_flipped_bit_of_the_ledger_is_refused_by_readers_and_writers(@ForAll("shares") double share)
            throws IOException {
        assertIsRefused("metadata/ledger.jsonl", share);
    }

    @Provide
    Arbitrary<Integer> numbers() {
        return Arbitraries.integers().between(0, 1 << 20).withDistribution(RandomDistribution.uniform());
    }

    @Provide
    Arbitrary<Double> shares() {
        return Arbitraries.doubles().between(0, true, 1, false).withDistribution(RandomDistribution.uniform());
    }

    private static void assertIsRefused(String path, double share) throws IOException {
        Path file = lake().root().resolve(path);
        long bit = (long) (share * Files.size(file) * 8);
        BarLake.flip(file, bit);
        try {
            assertThatThrownBy(DamagedLakeProperties::files).isInstanceOf(LakeException.class);
            if (path.equals("metadata/ledger.jsonl")) {
                assertThatThrownBy(() -> Lake.at(lake().root()).openForWriting())
                        .isInstanceOf(LakeException.class);
            }
        } finally {
            BarLake.flip(file, bit);
        }
    }

    /** What a program that starts now would read. */
    private static List<LakeFile> files() {
        List<LakeFile> files = new ArrayList<>();
        for (Dataset dataset : DATASETS) {
            files.addAll(Lake.at(lake().root()).catalog().files(dataset, Layer.BRONZE));
        }
        return files;
    }

    /** As a disk does that loses a bit: the time of the last change stays. */
    private static void flipUnseen(Path file, long bit) throws IOException {
        FileTime changed = Files.getLastModifiedTime(file);
        BarLake.flip(file, bit);
        Files.setLastModifiedTime(file, changed);
    }

    private static List<List<@Nullable Object>> rows(
            ParquetPartitionReader reader, FileScan scan, BufferAllocator allocator) {
        try (BatchStream stream = reader.open(scan, allocator)) {
            return RowStream.drain(stream);
        }
    }

    private static BarLake lake() {
        return Objects.requireNonNull(lake);
    }
}
