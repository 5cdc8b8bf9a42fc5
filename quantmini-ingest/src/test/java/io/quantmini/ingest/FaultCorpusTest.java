package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.FileFault;
import io.quantmini.admission.FileFinding;
import io.quantmini.admission.FilePosition;
import io.quantmini.admission.IngestException;
import io.quantmini.market.Dataset;
import io.quantmini.stage.RowFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files broken in one way each, and what must become of them. */
class FaultCorpusTest {
    private static final LocalDate SESSION = LocalDate.of(2023, 11, 14);

    @TempDir
    Path directory;

    /** One line of the expectations. */
    record Expected(String file, String outcome, String published, String quarantined, String duplicates) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Expected> corpus() {
        try {
            return Files.readAllLines(resource("expected.tsv")).stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Expected(cells[0], cells[1], cells[2], cells[3], cells[4]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_corpus_is_complete() {
        assertThat(corpus()).hasSize(47);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void each_file_has_its_expected_outcome_in_any_batch_size(Expected expected) {
        for (int batchRows : new int[] {100, 1 << 16}) {
            Admitted file = admit(expected.file(), batchRows);
            assertThat(file.isAccepted() ? "ACCEPT" : "REJECT")
                    .as(String.valueOf(file.error()))
                    .isEqualTo(expected.outcome());
            if (file.isAccepted()) {
                assertThat(file.tally().published()).hasToString(expected.published());
                assertThat(file.tally().quarantined()).hasToString(expected.quarantined());
                assertThat(file.tally().duplicates()).hasToString(expected.duplicates());
                assertThat(file.rows()).hasSize((int) file.tally().published());
                assertThat(file.quarantine()).hasSize((int) file.tally().quarantined());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "crc_bad, CRC_MISMATCH, 0, 123",
        "trailing_garbage, TRAILING_BYTES, 0, 131",
        "trunc_gz_trailer, TRUNCATED, 0, 127",
        "trunc_gz_mid, TRUNCATED, 0, 932",
        "zero_bytes, TRUNCATED, 0, 0",
        "not_gzip_but_gz, NOT_GZIP, 0, 0",
        "gz_empty, NO_HEADER, 1, 0",
        "no_header, NO_HEADER, 1, 0",
        "html_error, NO_HEADER, 1, 0",
        "semicolon, NO_HEADER, 1, 0",
        "cr_only, MISSING_COLUMN, 1, 0",
        "missing_col, MISSING_COLUMN, 1, 0",
        "header_case_space, MISSING_COLUMN, 1, 0",
        "unclosed_quote, UNCLOSED_QUOTE, 2, 60",
    })
    void a_rejected_file_says_why_and_where(String name, FileFault fault, long line, long offset) {
        Admitted file = admit(name + ".csv.gz", 1 << 16);
        assertThat(file.fault()).isEqualTo(fault);
        assertThat(file.error())
                .extracting(IngestException::position)
                .extracting(FilePosition::line, FilePosition::offset)
                .containsExactly(line, offset);
    }

    @ParameterizedTest
    @CsvSource({
        "empty_fields, BAD_NUMBER, 2, 60",
        "header_repeated, BAD_NUMBER, 3, 110",
        "huge_field_4MB, LINE_TOO_LONG, 2, 60",
        "invalid_utf8, INVALID_UTF8, 2, 60",
        "late_text_100k, BAD_NUMBER, 100002, 5000060",
        "nan_inf, BAD_NUMBER, 2, 60",
        "neg_price, NEGATIVE_PRICE, 2, 60",
        "nul_byte, NUL_BYTE, 2, 60",
        "quoted_comma, BAD_TICKER, 2, 60",
        "short_row, WRONG_COLUMN_COUNT, 3, 110",
        "spaces, BAD_NUMBER, 2, 60",
        "text_in_num, BAD_NUMBER, 2, 60",
        "ts_20dig, BAD_NUMBER, 2, 60",
        "ts_ms, TIME_OUTSIDE_SESSION, 2, 60",
    })
    void a_quarantined_row_says_why_and_where(String name, RowFault fault, long line, long offset) {
        Admitted file = admit(name + ".csv.gz", 1 << 16);
        assertThat(file.tally().reasons()).isEqualTo(Map.of(fault, 1L));
        assertThat(file.quarantine())
                .singleElement()
                .asString()
                .startsWith("{\"file\":\"us_stocks_sip/minute_aggs_v1/2023/11/2023-11-14.csv.gz\",\"line\":" + line
                        + ",\"offset\":" + offset + ",\"reason\":\"" + fault.reason() + "\",\"text\":\"");
    }

    @Test
    void the_raw_text_of_a_row_is_kept_and_a_long_one_is_cut_at_64_kib() {
        assertThat(text(admit("short_row.csv.gz", 1).quarantine().get(0)))
                .asString()
                .isEqualTo("MSFT,200,20.0");
        assertThat(text(admit("huge_field_4MB.csv.gz", 1).quarantine().get(0))).hasSize(64 << 10);
    }

    @Test
    void rows_come_out_in_bronze_columns() {
        assertThat(admit("reordered.csv.gz", 1 << 16).rows())
                .containsExactly("AAPL\t19675\t1700000040000000\t10.0\t11.0\t9.5\t10.5\t100.0\t5");
    }

    @Test
    void findings_name_what_somebody_should_look_at() {
        assertThat(admit("header_only.csv.gz", 1).tally().findings()).isEqualTo(List.of(FileFinding.NO_ROWS));
        assertThat(admit("unsorted.csv.gz", 1).tally().findings()).isEqualTo(List.of(FileFinding.UNSORTED));
        Admitted extra = admit("extra_col.csv.gz", 1);
        assertThat(extra.tally().findings()).isEqualTo(List.of(FileFinding.EXTRA_COLUMNS));
        assertThat(extra.tally().extraColumns()).containsExactly("vwap");
    }

    @Test
    void a_blank_line_is_read_and_counted() {
        Admitted file = admit("blank_line.csv.gz", 1);
        assertThat(file.tally().read()).isEqualTo(3);
        assertThat(file.tally().blank()).isEqualTo(1);
    }

    @Test
    void sizes_and_checksum_of_the_file_are_reported() throws IOException {
        Admitted file = admit("ok.csv.gz", 1);
        assertThat(file.tally().bytesIn()).isEqualTo(Files.size(resource("ok.csv.gz")));
        assertThat(file.tally().bytesOut()).isEqualTo(161);
        byte[] gzip = Files.readAllBytes(resource("ok.csv.gz"));
        assertThat((byte) file.tally().crc32()).isEqualTo(gzip[gzip.length - 8]);
    }

    /** By the plain ingestor; every other one must do the same. */
    private Admitted admit(String name, int batchRows) {
        Path quarantine = directory.resolve(name + "-" + batchRows + ".ndjson.gz");
        AdmissionRequest request = AdmissionRequest.of(resource(name), Dataset.STOCKS_MINUTE, SESSION, quarantine);
        Admitted plain = Admitted.run(new PlainIngestor(batchRows), request);
        for (FastIngestor fast : FastIngestor.values()) {
            plain.assertSame(fast.name(), Admitted.run(fast.create(batchRows), request));
        }
        return plain;
    }

    private static byte[] text(String json) {
        String text = json.substring(json.indexOf("\"text\":\"") + 8, json.length() - 2);
        return Base64.getDecoder().decode(text);
    }

    private static Path resource(String name) {
        try {
            return Path.of(FaultCorpusTest.class.getResource("/faults/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
