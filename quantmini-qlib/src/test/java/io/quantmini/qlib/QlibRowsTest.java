package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QlibRowsTest {
    private static final SessionRange ALWAYS = new SessionRange(LocalDate.MIN, LocalDate.MAX);

    @TempDir
    private Path lake;

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void all_memory_came_back() {
        assertThat(allocator.getAllocatedMemory()).isZero();
        allocator.close();
    }

    @Test
    void rows_are_those_that_were_written_and_nan_is_null() {
        Gold gold =
                new Gold(lake.resolve("qlib"), "stocks_daily", Dataset.STOCKS_DAILY).fields(List.of("open", "alpha"));
        gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .features("alpha")
                .day("AAA", "2024-01-02", 1)
                .day("AAA", "2024-01-05", 4, Map.of("alpha", 0.5))
                .day("NA", "2024-01-03", 3));
        QlibBinaryReader reader = QlibBinaryReader.open(gold.path(""));
        assertThat(rows(reader, reader.instruments(), List.of("alpha", "open"), ALWAYS))
                .containsExactly(
                        "AAA 2024-01-02T00:00 null 1.0",
                        "AAA 2024-01-05T00:00 0.5 4.0",
                        "NA_0 2024-01-03T00:00 null 3.0");
        // An entry whose values are all missing is no row, whatever other fields have there
        assertThat(rows(reader, List.of("NA_0", "AAA"), List.of("alpha"), ALWAYS))
                .containsExactly("AAA 2024-01-05T00:00 0.5");
        assertThat(rows(
                        reader,
                        List.of("AAA"),
                        List.of("open", "nothing"),
                        SessionRange.of("2024-01-03", "2024-01-31")))
                .containsExactly("AAA 2024-01-05T00:00 4.0 null");
        assertThat(rows(reader, List.of(), List.of("open"), ALWAYS)).isEmpty();
    }

    @Test
    void minutes_are_new_yorks_and_fill_several_batches() {
        LocalDate first = LocalDate.parse("2024-01-02");
        SilverRows bars = new SilverRows(Dataset.STOCKS_MINUTE);
        List<String> wanted = new ArrayList<>();
        for (String symbol : List.of("AAA", "BBB", "CCC")) {
            for (LocalDate day = first; !day.isAfter(LocalDate.parse("2024-01-05")); day = day.plusDays(1)) {
                for (int minute = 0; minute < 390; minute++) {
                    LocalTime time = LocalTime.of(9, 30).plusMinutes(minute);
                    bars.minute(symbol, day, time, minute + 1);
                    wanted.add(symbol + " " + day.atTime(time) + " " + (float) (minute + 1));
                }
            }
        }
        Gold gold = new Gold(lake.resolve("qlib"), "stocks_minute", Dataset.STOCKS_MINUTE);
        gold.fields(List.of("close")).update(bars.batches(1000));
        QlibBinaryReader reader = QlibBinaryReader.open(gold.path(""));
        assertThat(rows(reader, reader.instruments(), List.of("close"), ALWAYS)).isEqualTo(wanted);
    }

    @Test
    void a_broken_file_is_an_error_and_the_memory_comes_back() throws Exception {
        Gold gold = new Gold(lake.resolve("qlib"), "stocks_daily", Dataset.STOCKS_DAILY).fields(List.of("open"));
        gold.update(
                new SilverRows(Dataset.STOCKS_DAILY).day("AAA", "2024-01-02", 1).day("BBB", "2024-01-02", 1));
        Files.write(gold.path("features/bbb/open.day.bin"), new byte[7]);
        QlibBinaryReader reader = QlibBinaryReader.open(gold.path(""));
        try (BatchStream rows = reader.rows(reader.instruments(), List.of("open"), ALWAYS, allocator)) {
            assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(rows::advance)
                    .isInstanceOf(QlibFormatException.class)
                    .hasMessageContaining("bbb");
        }
        try (BatchStream rows = reader.rows(List.of("NONE"), List.of("open"), ALWAYS, allocator)) {
            assertThatThrownBy(rows::advance).isInstanceOf(QlibFormatException.class);
        }
    }

    private List<String> rows(
            QlibBinaryReader reader, List<String> instruments, List<String> fields, SessionRange dates) {
        List<String> rows = new ArrayList<>();
        try (BatchStream stream = reader.rows(instruments, fields, dates, allocator)) {
            while (stream.advance()) {
                VectorSchemaRoot batch = stream.batch();
                assertThat(batch.getSchema()).isEqualTo(stream.schema());
                for (int row = 0; row < batch.getRowCount(); row++) {
                    rows.add(text(batch, row, fields));
                }
            }
        }
        return rows;
    }

    private static String text(VectorSchemaRoot batch, int row, List<String> fields) {
        String name = new String(((VarCharVector) batch.getVector("instrument")).get(row), StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(name)
                .append(' ')
                .append(((TimeStampMicroVector) batch.getVector("datetime")).getObject(row));
        fields.forEach(field -> text.append(' ').append(((Float4Vector) batch.getVector(field)).getObject(row)));
        return text.toString();
    }
}
