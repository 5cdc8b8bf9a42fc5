package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QlibReaderByDatesTest {
    @TempDir
    private Path lake;

    @ParameterizedTest
    @CsvSource({
        "2023-01-01, 2025-01-01, 1, 10 NaN 12",
        "2024-01-03, 2024-01-04, 1, 10 NaN",
        "2024-01-05, 2024-01-05, 3, 12",
        "2024-01-02, 2024-01-02, 1, ''",
        "2024-01-06, 2024-01-07, 4, ''",
    })
    void values_of_dates_begin_and_end_where_both_range_and_file_do(
            LocalDate from, LocalDate to, int start, String values) {
        QlibSeries series = daily().read("CON", "close", new SessionRange(from, to));
        assertThat(text(series)).isEqualTo(values);
        assertThat(series.start()).isEqualTo(start);
    }

    @Test
    void a_directory_tells_its_instruments_fields_and_times() {
        QlibBinaryReader reader = daily();
        assertThat(reader.instruments()).containsExactly("AAA", "CON");
        assertThat(reader.fields("CON")).containsExactly("change", "close", "factor", "high", "low", "open", "volume");
        assertThat(reader.entries()).isEqualTo(4);
        assertThat(reader.time(3)).isEqualTo(LocalDateTime.of(2024, 1, 5, 0, 0));
        assertThat(text(reader.read("AAA", "close"))).isEqualTo("1");
        assertThatThrownBy(() -> reader.read("AAA", "vwap"))
                .isInstanceOf(QlibFormatException.class)
                .hasMessageContaining("vwap.day.bin");
        assertThatThrownBy(() -> reader.fields("BBB")).isInstanceOf(QlibFormatException.class);
    }

    @Test
    void minutes_are_read_by_the_date_of_the_wall_clock() {
        LocalDate full = LocalDate.of(2025, 11, 26);
        LocalDate half = LocalDate.of(2025, 11, 28);
        Gold gold = new Gold(lake, "stocks_minute", Dataset.STOCKS_MINUTE)
                .sessions(new SessionRange(full, half))
                .fields(List.of("close"));
        gold.update(new SilverRows(Dataset.STOCKS_MINUTE)
                .minute("SPY", full, LocalTime.of(15, 59), 1)
                .minute("SPY", half, LocalTime.of(9, 30), 2)
                .minute("SPY", half, LocalTime.of(9, 32), 3));
        QlibBinaryReader reader = QlibBinaryReader.open(gold.path(""));
        QlibSeries series = reader.read("SPY", "close", SessionRange.of(half));
        assertThat(text(series)).isEqualTo("2 NaN 3");
        assertThat(reader.time(series.start())).isEqualTo(half.atTime(9, 30));
    }

    @Test
    void a_long_file_is_mapped_and_gives_the_same_values() throws IOException {
        int entries = 700_000;
        StringBuilder calendar = new StringBuilder();
        LocalDateTime first = LocalDateTime.of(2020, 1, 1, 0, 0);
        for (int entry = 0; entry < entries; entry++) {
            calendar.append(first.plusMinutes(entry).toString().replace('T', ' '))
                    .append(":00\n");
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * (entries - 4)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(5);
        for (int entry = 5; entry < entries; entry++) {
            bytes.putFloat(entry);
        }
        foreign("1min", calendar.toString(), bytes.array());
        QlibBinaryReader reader = QlibBinaryReader.open(lake);
        for (LocalDate to : List.of(LocalDate.of(2020, 1, 3), LocalDate.of(2030, 1, 1))) {
            QlibSeries series = reader.read("SPY", "close", new SessionRange(LocalDate.of(2020, 1, 2), to));
            assertThat(series.start()).isEqualTo(24 * 60);
            assertThat(series.get(0)).isEqualTo(24 * 60f);
            assertThat(series.get(series.size() - 1)).isEqualTo(24f * 60 + series.size() - 1);
        }
    }

    @Test
    void files_with_a_count_begin_with_the_calendar() throws IOException {
        foreign(
                "day",
                "2024-01-02\n2024-01-03\n2024-01-04\n",
                HexFormat.of().parseHex("0300000000002041" + "0000c07f00004041"));
        QlibBinaryReader reader = QlibBinaryReader.open(lake, QlibHeader.COUNT);
        assertThat(text(reader.read("SPY", "close"))).isEqualTo("10 NaN 12");
        assertThat(text(reader.read("SPY", "close", SessionRange.of("2024-01-04", "2024-01-09"))))
                .isEqualTo("12");
        assertThatThrownBy(() -> QlibBinaryReader.open(lake).read("SPY", "close"))
                .isInstanceOf(QlibFormatException.class)
                .hasMessageContaining("expected a calendar entry as its first number, got 4.2E-45");
    }

    @Test
    void headers_that_do_not_fit_file_or_calendar_are_refused_with_their_place() throws IOException {
        foreign("day", "2024-01-02\n2024-01-03\n", HexFormat.of().parseHex("000000400000204100004041"));
        for (QlibHeader header : QlibHeader.values()) {
            assertThatThrownBy(() -> QlibBinaryReader.open(lake, header).read("SPY", "close"))
                    .isInstanceOfSatisfying(
                            QlibFormatException.class,
                            e -> assertThat(e.byteOffset()).isZero())
                    .hasMessageContaining(
                            header == QlibHeader.START ? "values within 2 entries" : "a count of 2 values");
        }
    }

    @Test
    void values_after_the_calendars_end_are_unseen() throws IOException {
        for (String ragged : List.of("", "00", "0000c0")) {
            foreign("day", "2024-01-02\n2024-01-03\n", HexFormat.of().parseHex("0000803f0000204100004041" + ragged));
            assertThat(text(QlibBinaryReader.open(lake).read("SPY", "close"))).isEqualTo("10");
        }
        foreign("day", "2024-01-02\n2024-01-03\n", HexFormat.of().parseHex("000000000000204100"));
        assertThatThrownBy(() -> QlibBinaryReader.open(lake).read("SPY", "close"))
                .isInstanceOf(QlibFormatException.class)
                .hasMessageContaining("values of 4 bytes each, got 9 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-02|2024-1-03, 11",
        "2024-01-02|2024-01-02, 11",
        "2024-01-03|2024-01-04|2024-01-02, 22",
    })
    void a_broken_calendar_is_refused_with_its_place(String lines, long offset) throws IOException {
        foreign("day", lines.replace('|', '\n') + "\n", new byte[8]);
        assertThatThrownBy(() -> QlibBinaryReader.open(lake))
                .isInstanceOfSatisfying(
                        QlibFormatException.class,
                        e -> assertThat(e.byteOffset()).isEqualTo(offset));
    }

    @Test
    void no_calendar_and_two_calendars_are_refused() throws IOException {
        assertThatThrownBy(() -> QlibBinaryReader.open(lake)).hasMessageContaining("got neither");
        foreign("day", "2024-01-02\n", new byte[8]);
        Files.writeString(lake.resolve("calendars/1min.txt"), "");
        assertThatThrownBy(() -> QlibBinaryReader.open(lake)).hasMessageContaining("got both");
    }

    private QlibBinaryReader daily() {
        Gold gold = new Gold(lake, "stocks_daily", Dataset.STOCKS_DAILY);
        gold.update(new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-02", 1)
                .day("CON", "2024-01-03", 10)
                .day("CON", "2024-01-05", 12));
        return QlibBinaryReader.open(gold.path(""));
    }

    /** A directory that another program made, of one instrument and one field. */
    private void foreign(String frequency, String calendar, byte[] close) throws IOException {
        Files.createDirectories(lake.resolve("calendars"));
        Files.createDirectories(lake.resolve("instruments"));
        Files.createDirectories(lake.resolve("features/spy"));
        Files.writeString(lake.resolve("calendars/" + frequency + ".txt"), calendar);
        Files.writeString(lake.resolve("instruments/all.txt"), "SPY\t2000-01-01\t2099-01-01\n");
        Files.write(lake.resolve("features/spy/close." + frequency + ".bin"), close);
    }

    private static String text(QlibSeries series) {
        StringBuilder text = new StringBuilder();
        for (float value : series.values()) {
            text.append(text.isEmpty() ? "" : " ").append(value == (int) value ? String.valueOf((int) value) : value);
        }
        return text.toString();
    }
}
