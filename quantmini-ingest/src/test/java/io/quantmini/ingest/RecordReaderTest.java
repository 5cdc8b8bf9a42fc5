package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.admission.FileFault;
import io.quantmini.admission.IngestException;
import io.quantmini.stage.RowFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private static final int MAX = 100;

    @Test
    void records_end_at_lf_or_crlf_and_a_lone_cr_is_text() {
        assertThat(records("a,b\nc,d\r\ne\rf,g\n")).containsExactly("1@0 [a][b]", "2@4 [c][d]", "3@9 [e\rf][g]");
    }

    @Test
    void the_last_line_needs_no_end() {
        assertThat(records("a\nb")).containsExactly("1@0 [a]", "2@2 [b]");
        assertThat(records("a,")).containsExactly("1@0 [a][]");
        assertThat(records("\"a\"")).containsExactly("1@0 [a]");
        assertThat(records("a\r")).containsExactly("1@0 [a\r]");
        assertThat(records("")).isEmpty();
    }

    @Test
    void a_byte_order_mark_is_passed_over_at_the_start_only() {
        assertThat(records("\ufeffa\n\ufeffb\n")).containsExactly("1@3 [a]", "2@5 [\ufeffb]");
        assertThat(records("\ufeff")).isEmpty();
    }

    @Test
    void quotes_hold_commas_line_breaks_and_pairs_of_quotes() {
        assertThat(records("\"a,\nb\",\"c\"\"d\"\r\n\"\"\ne\n"))
                .containsExactly("1@0 [a,\nb][c\"\"d]", "3@15 []", "4@18 [e]");
    }

    @Test
    void a_misplaced_quote_is_a_wrong_column_count() {
        assertThat(records("a\"b,c\n\"a\"b,c\n\"a\" ,c\n\"a\"\"\"\nok\n"))
                .containsExactly(
                        "1@0 WRONG_COLUMN_COUNT",
                        "2@6 WRONG_COLUMN_COUNT",
                        "3@13 WRONG_COLUMN_COUNT",
                        "4@20 [a\"\"]",
                        "5@26 [ok]");
    }

    @Test
    void nul_and_invalid_utf8_are_found_anywhere_in_the_record() {
        assertThat(records("a,\u0000\n\"\u0000\"\né\n")).containsExactly("1@0 NUL_BYTE", "2@4 NUL_BYTE", "3@8 [é]");
        byte[] bytes = {'a', ',', '"', (byte) 0xc3, '"', '\n', 'b'};
        assertThat(records(bytes, bytes.length)).containsExactly("1@0 INVALID_UTF8", "2@6 [b]");
    }

    @Test
    void a_line_may_be_as_long_as_the_limit_and_no_longer() {
        String most = "x".repeat(MAX);
        assertThat(records(most + "\r\n" + most + "y\n\"" + most + "\n\"\nz\n"))
                .containsExactly("1@0 [" + most + "]", "2@102 LINE_TOO_LONG", "3@204 LINE_TOO_LONG", "5@308 [z]");
    }

    @Test
    void a_line_that_outgrows_the_buffer_is_passed_over_with_its_quotes() {
        String huge = "\"" + "0123456789,\n".repeat(200_000) + "\",1\nz\n";
        List<String> records = records(huge);
        assertThat(records).containsExactly("1@0 LINE_TOO_LONG", "200002@" + (huge.length() - 2) + " [z]");
        RecordReader reader = reader(huge.getBytes(StandardCharsets.UTF_8), 1 << 20);
        reader.next();
        assertThat(reader.raw().text()).hasSize(64 << 10).startsWith('"', '0', '1', '2');
    }

    @Test
    void a_quote_that_never_closes_is_a_fault_of_the_file() {
        for (String text : List.of("a\n\"b\nc\n", "a\n\"" + "b".repeat(1_000_000), "a\n\"b\"\"")) {
            assertThatThrownBy(() -> records(text)).isInstanceOfSatisfying(IngestException.class, e -> {
                assertThat(e.fault()).isEqualTo(FileFault.UNCLOSED_QUOTE);
                assertThat(e.position().line()).isEqualTo(2);
                assertThat(e.position().offset()).isEqualTo(2);
            });
        }
    }

    @Test
    void any_split_of_the_input_gives_the_same_records() {
        byte[] text = "\ufeffa,\"b\r\n\"\"\",c\r\n\r\n\"x\"y,\u0000,\r\nlast".getBytes(StandardCharsets.UTF_8);
        List<String> whole = records(text, text.length);
        for (int piece = 3; piece < text.length; piece++) {
            assertThat(records(text, piece)).isEqualTo(whole);
        }
    }

    @Test
    void records_that_cross_the_buffer_come_out_whole() {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int line = 1; line <= 30_000; line++) {
            String cell = "c".repeat(line % 50) + line;
            expected.add(line + "@" + text.length() + " [" + cell + "][q" + line + "]");
            text.append(cell).append(",\"q").append(line).append(line % 2 == 0 ? "\"\n" : "\"\r\n");
        }
        assertThat(records(text.toString())).isEqualTo(expected);
    }

    private static List<String> records(String text) {
        return records(text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    private static List<String> records(byte[] text, int piece) {
        RecordReader reader = reader(text, piece);
        List<String> records = new ArrayList<>();
        while (reader.next()) {
            StringBuilder record = new StringBuilder(reader.line() + "@" + reader.offset() + " ");
            RowFault fault = reader.fault();
            if (fault != null) {
                record.append(fault);
            }
            for (int i = 0; i < reader.fields() && fault == null; i++) {
                String field = new String(
                        reader.buffer(), reader.from(i), reader.to(i) - reader.from(i), StandardCharsets.UTF_8);
                record.append('[').append(field).append(']');
            }
            records.add(record.toString());
        }
        return records;
    }

    private static RecordReader reader(byte[] text, int piece) {
        TextWindow window = new TextWindow(new TextInPieces(text, piece), "test.csv");
        window.begin();
        return new RecordReader(window, MAX);
    }
}
