package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.integrity.QlibFinding;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.market.Dataset;
import io.quantmini.stage.QlibInspection;
import io.quantmini.stage.QlibInspectionRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test does one damage behind the manifest's back, as a writer with a defect would, except where it says so. */
class QlibValidatorTest {
    private static final String ALL = "instruments/all.txt";
    private static final String CLOSE = "features/aaa/close.day.bin";

    @TempDir
    private Path lake;

    private Gold gold;
    private SilverRows rows;

    @BeforeEach
    void writeDirectory() {
        gold = new Gold(lake.resolve("qlib"), "stocks_daily", Dataset.STOCKS_DAILY);
        rows = new SilverRows(Dataset.STOCKS_DAILY)
                .day("AAA", "2024-01-02", 8)
                .day("AAA", "2024-01-03", 9)
                .day("AAA", "2024-01-04", 10)
                .day("AAA", "2024-01-05", 11)
                .day("BBB", "2024-01-03", 20, Map.of("factor", 2.0))
                .day("BBB", "2024-01-04", 22, Map.of("factor", 2.0))
                .day("NA", "2024-01-03", 30)
                .day("NA", "2024-01-05", 31);
        gold.update(rows);
    }

    @Test
    void a_sound_directory_has_no_faults_and_everything_was_looked_at() {
        for (ValidationLevel level : ValidationLevel.values()) {
            QlibInspection inspection = gold.inspect(rows, level);
            assertThat(inspection.faults()).isEmpty();
            assertThat(inspection.isClean()).isTrue();
            assertThat(inspection.instruments()).isEqualTo(3);
            assertThat(inspection.files()).isEqualTo(3 * 7 + 3);
            assertThat(inspection.rows()).isEqualTo(level == ValidationLevel.CONTENT ? 8 : 0);
        }
    }

    @Test
    void no_directory_is_one_finding() throws IOException {
        Gold none = new Gold(lake, "none", Dataset.STOCKS_DAILY);
        assertThat(none.inspect(rows, ValidationLevel.CONTENT).findings())
                .containsExactly(new QlibFinding(QlibCheck.PRESENCE, "", null, "a directory", "none"));
    }

    @Test
    void a_directory_of_other_rows_is_told_and_not_compared() {
        assertThat(gold.digest("2").inspect(rows, ValidationLevel.CONTENT).findings())
                .extracting(QlibFinding::check)
                .containsExactly(QlibCheck.INPUT);
    }

    @Test
    void a_changed_byte_is_found_by_its_checksum_and_a_manifest_by_its_own() throws IOException {
        flip(CLOSE, 9, 1);
        assertThat(faults(ValidationLevel.STRUCTURE)).containsExactly("CHECKSUM " + CLOSE);
        flip(".quantmini.tsv", 40, 1);
        assertThat(faults(ValidationLevel.STRUCTURE)).containsExactly("MANIFEST .quantmini.tsv");
        assertThat(faults(ValidationLevel.CONTENT)).contains("MANIFEST .quantmini.tsv", "ROWS " + CLOSE + " @ 8");
    }

    @Test
    void a_cut_file_is_found_whether_or_not_it_ends_within_a_number() throws IOException {
        byte[] content = Files.readAllBytes(gold.path(CLOSE));
        Files.write(gold.path(CLOSE), cut(content, 18));
        assertThat(faults(ValidationLevel.STRUCTURE))
                .containsExactly("SIZE " + CLOSE + " @ 16", "SIZE " + CLOSE + " @ 18");
        gold.seal();
        assertThat(faults(ValidationLevel.STRUCTURE)).containsExactly("SIZE " + CLOSE + " @ 16");
        Files.write(gold.path(CLOSE), cut(content, 16));
        gold.seal();
        assertThat(faults(ValidationLevel.STRUCTURE)).containsExactly("SPAN " + CLOSE + " @ 0");
        Files.write(gold.path(CLOSE), cut(content, 4));
        gold.seal();
        assertThat(faults(ValidationLevel.STRUCTURE)).containsExactly("SIZE " + CLOSE + " @ 4");
        Files.write(gold.path(CLOSE), new byte[24]);
        gold.seal();
        assertThat(faults(ValidationLevel.STRUCTURE)).containsExactly("SIZE " + CLOSE + " @ 20");
    }

    @Test
    void a_header_is_a_whole_number_within_the_calendar() throws IOException {
        for (String header : List.of("0000003f", "000080bf", "0000803f", "0000c07f", "0000807f", "00000080")) {
            patch(CLOSE, 0, header);
            assertThat(faults(ValidationLevel.STRUCTURE)).as(header).containsExactly("HEADER " + CLOSE + " @ 0");
        }
    }

    @Test
    void a_moved_header_is_found_by_the_other_fields() throws IOException {
        patch("features/bbb/close.day.bin", 0, "00000040");
        assertThat(faults(ValidationLevel.STRUCTURE)).containsExactly("SPAN features/bbb/close.day.bin @ 0");
    }

    @Test
    void all_fields_moved_are_found_by_the_list_of_instruments_and_by_the_rows() throws IOException {
        for (String field : List.of("open", "high", "low", "close", "volume", "factor", "change")) {
            patch("features/bbb/" + field + ".day.bin", 0, "00000040");
        }
        assertThat(faults(ValidationLevel.STRUCTURE)).containsExactly("SPAN " + ALL + " @ 26", "SPAN " + ALL + " @ 26");
        assertThat(faults(ValidationLevel.CONTENT)).contains("ROWS features/bbb/close.day.bin");
    }

    @Test
    void infinities_and_other_missing_values_are_found_with_their_place() throws IOException {
        patch(CLOSE, 8, "0000807f");
        patch(CLOSE, 12, "000080ff");
        patch("features/na_0/open.day.bin", 8, "0100c07f");
        List<String> faults = faults(ValidationLevel.STRUCTURE);
        assertThat(faults).containsExactly("VALUE " + CLOSE + " @ 8", "VALUE features/na_0/open.day.bin @ 8");
        assertThat(gold.inspect(rows, ValidationLevel.STRUCTURE).faults().get(0).found())
                .isEqualTo("Infinity, and 1 more");
    }

    @Test
    void a_value_that_is_not_its_rows_is_found_with_its_place() throws IOException {
        flip(CLOSE, 14, 1);
        flip(CLOSE, 18, 1);
        gold.seal();
        assertThat(faults(ValidationLevel.STRUCTURE)).isEmpty();
        assertThat(faults(ValidationLevel.CONTENT)).containsExactly("ROWS " + CLOSE + " @ 12");
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults().get(0).expected())
                .isEqualTo("10.0 on 2024-01-04");
    }

    @Test
    void a_value_without_a_row_is_found() throws IOException {
        patch("features/na_0/open.day.bin", 8, "0000803f");
        assertThat(faults(ValidationLevel.STRUCTURE)).isEmpty();
        assertThat(faults(ValidationLevel.CONTENT)).containsExactly("ROWS features/na_0/open.day.bin @ 8");
    }

    @Test
    void missing_and_foreign_files_and_directories_are_found() throws IOException {
        Files.delete(gold.path(CLOSE));
        Files.writeString(gold.path("calendars/1min.txt"), "");
        Files.writeString(gold.path("features/readme.txt"), "");
        Files.writeString(gold.path("features/bbb/vwap.day.bin"), "");
        Files.createDirectory(gold.path("features/zzz"));
        gold.seal();
        assertThat(faults(ValidationLevel.CONTENT))
                .containsExactly(
                        "STRAY calendars/1min.txt",
                        "PRESENCE " + CLOSE,
                        "STRAY features/bbb/vwap.day.bin",
                        "STRAY features/readme.txt",
                        "STRAY features/zzz");
    }

    @Test
    void text_files_that_are_gone_are_found() throws IOException {
        Files.delete(gold.path("calendars/day.txt"));
        Files.delete(gold.path("aliases.csv"));
        assertThat(faults(ValidationLevel.STRUCTURE))
                .containsExactly("PRESENCE aliases.csv", "PRESENCE calendars/day.txt");
        Files.delete(gold.path(ALL));
        assertThat(faults(ValidationLevel.STRUCTURE)).contains("PRESENCE " + ALL);
    }

    @Test
    void a_directory_without_its_line_and_a_line_without_its_directory_are_found() throws IOException {
        Files.move(gold.path("features/bbb"), gold.path("features/bbc"));
        gold.seal();
        assertThat(faults(ValidationLevel.STRUCTURE)).containsExactly("PRESENCE features/bbb", "STRAY features/bbc");
    }

    @Test
    void calendar_lines_are_whole_sorted_unique_and_all_there() throws IOException {
        assertThat(calendar(List.of("2024-01-02", "2024-01-04", "2024-01-03", "2024-01-05")))
                .isEqualTo("11: \"2024-01-04\"");
        assertThat(calendar(List.of("2024-01-02", "2024-01-03", "2024-01-03", "2024-01-05")))
                .isEqualTo("22: \"2024-01-03\" a second time");
        assertThat(calendar(List.of("2024-01-02", "2024-01-03", "2024-01-02", "2024-01-05")))
                .isEqualTo("22: \"2024-01-02\", which is before the line above");
        assertThat(calendar(List.of("2024-01-02", "2024-1-03", "2024-01-04", "2024-01-05")))
                .isEqualTo("11: \"2024-1-03\", which is no entry");
        assertThat(calendar(List.of("2024-01-02", "2024-01-03", "2024-01-04"))).isEqualTo("33: the end after 3 lines");
        assertThat(calendar(List.of("2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08")))
                .isEqualTo("44: \"2024-01-08\"");
    }

    @Test
    void lines_of_instruments_are_whole_sorted_and_within_the_calendar() throws IOException {
        String sound = gold.text(ALL);
        assertThat(instruments(sound.replace("AAA\t", "AAA "))).contains("INSTRUMENTS " + ALL + " @ 0");
        assertThat(instruments(sound.replace("BBB\t2024-01-03", "BBB\t2024-01-06")))
                .contains("INSTRUMENTS " + ALL + " @ 26");
        assertThat(instruments(sound.replace("BBB\t2024-01-03\t2024-01-04", "BBB\t2024-01-03\t2024-01-02")))
                .contains("INSTRUMENTS " + ALL + " @ 26");
        assertThat(instruments(sound.replace("BBB", "bbb"))).contains("NAME " + ALL + " @ 26");
        assertThat(instruments(sound.substring(0, sound.length() - 1))).containsExactly("INSTRUMENTS " + ALL + " @ 78");
        assertThat(instruments(sound + "NA_0\t2024-01-05\t2024-01-05\n"))
                .containsExactly("INSTRUMENTS " + ALL + " @ 79");
        assertThat(instruments(sound + "AAA\t2024-01-05\t2024-01-05\n")).contains("INSTRUMENTS " + ALL + " @ 79");
        assertThat(instruments(sound.replace("BBB\t2024-01-03", "BBB\t2024-01-04")))
                .containsExactly("SPAN " + ALL + " @ 26");
        assertThat(instruments(sound.replace("04\nNA_0", "05\nNA_0"))).containsExactly("SPAN " + ALL + " @ 26");
    }

    @Test
    void aliases_say_what_the_bars_of_an_instrument_are() throws IOException {
        String path = "aliases.csv";
        String header = "ticker,instrument,from,to\n";
        assertThat(text(path, header)).containsExactly("NAME aliases.csv");
        assertThat(text(path, header + "NA,NB_0,,\n")).contains("NAME aliases.csv", "NAME aliases.csv @ 26");
        assertThat(text(path, header + "NA,NA_0\n")).contains("NAME aliases.csv @ 26");
        assertThat(text(path, "ticker,name,from,to\nNA,NA_0,,\n")).containsExactly("NAME aliases.csv @ 0");
        assertThat(text(path, header + "NA,NA_0,,\nZZZ,BBB,,\n")).isEmpty();
        assertThat(faults(ValidationLevel.CONTENT)).containsExactly("NAME aliases.csv @ 36");
        assertThat(text(path, header + "AAA,BBB,,\nNA,NA_0,,\n")).isEmpty();
        assertThat(faults(ValidationLevel.CONTENT)).contains("NAME aliases.csv", "ROWS " + ALL);
    }

    @Test
    void rows_that_cannot_be_read_are_a_finding() {
        SilverRows unsorted =
                new SilverRows(Dataset.STOCKS_DAILY).day("B", "2024-01-02", 1).day("A", "2024-01-02", 1);
        var wanted = gold.request(gold.input(range -> unsorted.openUnsorted(), unsorted));
        var request = new QlibInspectionRequest(wanted, ValidationLevel.CONTENT, 1);
        assertThat(new QlibValidator().inspect(request).faults())
                .extracting(QlibFinding::check)
                .contains(QlibCheck.INPUT);
    }

    @Test
    void a_finding_says_what_to_do() {
        assertThat(new QlibFinding(QlibCheck.HEADER, "features/a/open.day.bin", 0L, "an entry", "0.5"))
                .hasToString(
                        "[features/a/open.day.bin @ 0] expected an entry, got 0.5; delete the file and run the qlib"
                                + " command again");
    }

    private String calendar(List<String> lines) throws IOException {
        Files.writeString(gold.path("calendars/day.txt"), String.join("\n", lines) + "\n");
        gold.seal();
        List<QlibFinding> faults = gold.inspect(rows, ValidationLevel.STRUCTURE).faults();
        assertThat(faults).extracting(QlibFinding::check).containsExactly(QlibCheck.CALENDAR);
        return faults.get(0).byteOffset() + ": " + faults.get(0).found();
    }

    private List<String> instruments(String content) throws IOException {
        return text(ALL, content);
    }

    private List<String> text(String path, String content) throws IOException {
        Files.writeString(gold.path(path), content, StandardCharsets.US_ASCII);
        gold.seal();
        return faults(ValidationLevel.STRUCTURE);
    }

    private void flip(String path, int at, int bit) throws IOException {
        byte[] content = Files.readAllBytes(gold.path(path));
        content[at] ^= (byte) bit;
        Files.write(gold.path(path), content);
    }

    private void patch(String path, int at, String hex) throws IOException {
        byte[] content = Files.readAllBytes(gold.path(path));
        byte[] bytes = HexFormat.of().parseHex(hex);
        System.arraycopy(bytes, 0, content, at, bytes.length);
        Files.write(gold.path(path), content);
        gold.seal();
    }

    private static byte[] cut(byte[] content, int length) {
        return Arrays.copyOf(content, length);
    }

    private List<String> faults(ValidationLevel level) {
        return gold.inspect(rows, level).faults().stream()
                .map(finding -> finding.check() + " " + finding.where())
                .toList();
    }
}
