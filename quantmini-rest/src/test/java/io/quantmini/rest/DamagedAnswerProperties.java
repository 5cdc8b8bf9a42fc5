package io.quantmini.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a vendor sends: a page is taken, refused, or read in part with the rest told; nothing else. */
class DamagedAnswerProperties {
    private static final List<String> WORDS = List.of(
            "null",
            "[",
            "]",
            "{",
            "}",
            "\"\"",
            "17",
            "1e999",
            "-0.0",
            "99999999999999999999",
            "true",
            ",",
            ":",
            "[[[[",
            "\\u0000",
            "\"results\"",
            "\"next_url\":7",
            "\"2025-02-30\"",
            "\"+999999999-12-31\"",
            "\"9999-12-31T23:59:59.999999999-18:00\"");
    private static final String PAGE = "{\"status\": \"OK\", \"count\": 2, \"results\": ["
            + "{\"ticker\": \"AAPL\", \"active\": true, \"delisted_utc\": \"2009-05-01T04:00:00Z\", \"name\": \"Apple\","
            + " \"execution_date\": \"2014-06-09\", \"split_from\": 1, \"split_to\": 7, \"expiration_date\": \"2025-01-17\","
            + " \"underlying_ticker\": \"AAPL\", \"contract_type\": \"call\", \"strike_price\": 100.5, \"shares_per_contract\":"
            + " 100, \"additional_underlyings\": [{\"amount\": 1}], \"date\": \"2025-01-20\", \"exchange\": \"NYSE\","
            + " \"T\": \"AAPL\", \"t\": 1738357200000, \"o\": 1, \"h\": 2, \"l\": 1, \"c\": 1.5, \"v\": 10, \"n\": 3},"
            + " {\"name\": \"Meta\", \"composite_figi\": \"B\", \"events\": [{\"type\": \"ticker_change\", \"date\":"
            + " \"2022-06-09\", \"ticker_change\": {\"ticker\": \"META\"}}]}], \"next_url\": \"/v3/x?cursor=1\"}";

    private static Path file = Path.of("");

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("answer", ".json");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 1_000)
    void a_damaged_page_is_taken_or_refused_and_its_rows_are_read_or_told(
            @ForAll @Size(max = 3) List<@IntRange(max = 999) Integer> places,
            @ForAll @IntRange(max = 19) int word,
            @ForAll @IntRange(max = 3) int how)
            throws IOException {
        byte[] body = PAGE.getBytes(StandardCharsets.UTF_8);
        for (int place : places) {
            body = damaged(body, place % (body.length + 1), WORDS.get(word), how);
        }
        try {
            Page page = Page.of(body);
            assertThat(page.rows()).isGreaterThanOrEqualTo(0);
        } catch (IOException e) {
            assertThat(places).isNotEmpty();
        }
        Files.write(file, body);
        List<Object> rows = new ArrayList<>();
        for (Function<ReferenceRow, Object> reader : List.<Function<ReferenceRow, Object>>of(
                ReferenceFiles::split,
                ReferenceFiles::history,
                VendorTable.TICKERS::row,
                VendorTable.CONTRACTS::row,
                VendorTable.HOLIDAYS::row,
                VendorTable.grouped(LocalDate.EPOCH)::row)) {
            Findings findings = new Findings();
            int before = rows.size();
            boolean whole = true;
            try {
                ReferencePages.read(file, findings.tolerant("rows", row -> rows.add(reader.apply(row))));
            } catch (ReferenceException e) {
                whole = false;
            }
            // Both rows of a page that is as it was are either read or told.
            assertThat(!places.isEmpty()
                            || (whole && rows.size() - before + findings.all().size() == 2))
                    .isTrue();
        }
    }

    private static byte[] damaged(byte[] body, int place, String word, int how) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String changed = switch (how) {
            case 0 -> text.substring(0, place);
            case 1 -> text.substring(0, place) + word + text.substring(place);
            case 2 -> text.substring(0, place) + word + text.substring(Math.min(text.length(), place + word.length()));
            default -> replaceValue(text, place, word);
        };
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The value behind the next colon becomes another. */
    private static String replaceValue(String text, int place, String word) {
        int colon = text.indexOf(": ", place);
        if (colon < 0) {
            return text;
        }
        int[] ends = {text.indexOf(',', colon), text.indexOf('}', colon), text.indexOf(']', colon), text.length()};
        int end = Arrays.stream(ends).filter(at -> at >= 0).min().orElse(text.length());
        return text.substring(0, colon + 2) + word + text.substring(end);
    }
}
