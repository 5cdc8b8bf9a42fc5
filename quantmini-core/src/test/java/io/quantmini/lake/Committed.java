package io.quantmini.lake;

import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What tests of commits publish, and what they find in the lake after it. */
final class Committed {
    static final String DAY = "2025-01-02";
    static final String QUARANTINE = "quarantine/stocks_minute/2025-01-02.ndjson.gz";

    private Committed() {}

    static Lake emptyLake(Path directory) {
        return Lake.at(directory.resolve("lake"), TradingCalendar.nyse(), Clock.systemUTC(), new FaultyDisk());
    }

    static FakeUnit minute(String inputs) {
        return FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, inputs, DAY);
    }

    static LocalDate day() {
        return LocalDate.parse(DAY);
    }

    static FileTotals totals(LedgerEntry line) {
        return Objects.requireNonNull(line.files());
    }

    static LakeFile only(Lake lake) {
        List<LakeFile> files = lake.catalog().files(STOCKS_MINUTE, Layer.BRONZE);
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    /** All files below a path of the lake, relative to its root, sorted; none where there is no such directory. */
    static List<String> filesBelow(Lake lake, String path) {
        Path top = lake.root().resolve(path);
        if (!Files.exists(top)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> lake.root().relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
