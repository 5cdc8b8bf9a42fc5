package io.quantmini.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.market.Dividend;
import io.quantmini.market.ReferenceData;
import io.quantmini.market.Split;
import io.quantmini.market.TickerEvent;
import io.quantmini.market.TickerHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceFilesTest {
    private static final String SPLIT =
            "{\"ticker\": \"AAPL\", \"execution_date\": \"2014-06-09\", \"split_from\": 1, \"split_to\": 7}";
    private static final Split AAPL = new Split("AAPL", LocalDate.parse("2014-06-09"), 1, 7);

    @TempDir
    Path directory;

    @Test
    void the_vendors_answers_become_splits_dividends_and_ticker_histories() throws IOException {
        write("splits.json", "{\"status\": \"OK\", \"results\": [" + SPLIT + "], \"next_url\": \"https://x\"}");
        write("dividends.json", """
                {"status": "OK", "results": [
                  {"ticker": "AAPL", "ex_dividend_date": "2012-08-09", "cash_amount": 2.6499, "currency": "USD",
                   "dividend_type": "CD", "frequency": 4},
                  {"ticker": "NA", "ex_dividend_date": "2012-11-07", "cash_amount": 1}
                ]}
                """);
        write("events/META.json", """
                {"status": "OK", "results": {"name": "Meta Platforms, Inc.", "composite_figi": "BBG000MM2P62", "events": [
                  {"type": "ticker_change", "date": "2022-06-09", "ticker_change": {"ticker": "META"}},
                  {"type": "something_new", "date": 17},
                  {"type": "ticker_change", "date": "2012-05-18", "ticker_change": {"ticker": "FB"}}
                ]}}
                """);
        write("events/AAA.json", "{\"results\": {\"events\": []}}");

        ReferenceData data = ReferenceFiles.read(directory);

        assertThat(data.splits()).containsExactly(AAPL);
        assertThat(data.dividends())
                .containsExactly(
                        new Dividend("AAPL", LocalDate.parse("2012-08-09"), 2.6499),
                        new Dividend("NA", LocalDate.parse("2012-11-07"), 1));
        assertThat(data.histories())
                .containsExactly(
                        new TickerHistory(null, null, List.of()),
                        new TickerHistory(
                                "Meta Platforms, Inc.",
                                "BBG000MM2P62",
                                List.of(
                                        new TickerEvent(LocalDate.parse("2022-06-09"), "META"),
                                        new TickerEvent(LocalDate.parse("2012-05-18"), "FB"))));
        assertThat(data.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bare array            | [%s, %s]",
                "pages in a row        | {'results': [%s]} {'results': [%s]}",
                "pages in an array     | [{'results': [%s]}, {'results': [%s]}]",
                "results after a child | {'a': {'results': [1]}, 'results': [%s, %s]}",
                "a count that is none  | {'count': [{'results': [1]}], 'results': [%s, %s]}"
            })
    void pages_and_bare_arrays_are_read(String shape, String text) throws IOException {
        write("splits.json", text.replace('\'', '"').replace("%s", SPLIT));
        assertThat(ReferenceFiles.read(directory).splits()).as(shape).containsExactly(AAPL, AAPL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'split_to': '7'                | /results/1/split_to",
                "'split_to': null               | /results/1/split_to",
                "'split_from': {}               | /results/1/split_from",
                "'ticker': 5                    | /results/1/ticker",
                "'ticker': ''                   | /results/1/ticker",
                "'execution_date': '09.06.2014' | /results/1/execution_date",
                "'execution_date': 20140609     | /results/1/execution_date"
            })
    void a_value_of_the_wrong_type_is_named_with_file_line_and_pointer(String value, String pointer)
            throws IOException {
        String field = value.substring(0, value.indexOf(':')).strip();
        String wrong = SPLIT.replaceFirst(
                field.replace('\'', '"') + ": [^,}]*", value.strip().replace('\'', '"'));
        assertThat(wrong).isNotEqualTo(SPLIT);
        write("splits.json", "{\"results\": [\n" + SPLIT + ",\n" + wrong + "]}");

        assertThatThrownBy(() -> ReferenceFiles.read(directory))
                .isInstanceOfSatisfying(ReferenceException.class, error -> {
                    assertThat(error.pointer()).isEqualTo(pointer);
                    assertThat(error.line()).isEqualTo(3);
                    assertThat(error.file()).endsWith("splits.json");
                })
                .hasMessageContaining("splits.json:3 " + pointer + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "{'results': [",
                "{'results': [1]}",
                "{'status': 'NOT_AUTHORIZED'}",
                "5",
                "<html>",
                "{'results': [], 'results': []}",
                "{'results': []} x"
            })
    void what_is_no_answer_is_refused(String text) throws IOException {
        write("splits.json", text.replace('\'', '"'));
        assertThatThrownBy(() -> ReferenceFiles.read(directory))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("splits.json")
                .hasMessageContaining("cannot read reference data");
    }

    @Test
    void an_event_without_its_ticker_is_refused() throws IOException {
        write(
                "events/META.json",
                "{\"results\": {\"events\": [{\"type\": \"ticker_change\", \"date\": \"2022-06-09\"}]}}");
        assertThatThrownBy(() -> ReferenceFiles.read(directory))
                .isInstanceOfSatisfying(
                        ReferenceException.class,
                        error -> assertThat(error.pointer()).isEqualTo("/results/events/0/ticker_change"));
    }

    @Test
    void a_dividend_in_another_currency_is_left_out_and_reported() throws IOException {
        write(
                "dividends.json",
                "[{\"ticker\": \"X\", \"ex_dividend_date\": \"2020-01-02\", \"cash_amount\": 1, \"currency\": \"CAD\"}]");
        ReferenceData data = ReferenceFiles.read(directory);
        assertThat(data.dividends()).isEmpty();
        assertThat(data.findings()).singleElement().asString().contains("dividends.json:1 /0", "is in CAD");
    }

    @Test
    void an_empty_list_is_an_answer() throws IOException {
        write("splits.json", "{\"results\": []}");
        assertThat(ReferenceFiles.read(directory).splits()).isEmpty();
    }

    @Test
    void a_directory_without_reference_files_is_refused() {
        assertThatThrownBy(() -> ReferenceFiles.read(directory))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("got none of them");
        assertThatThrownBy(() -> ReferenceFiles.read(directory.resolve("not there")))
                .isInstanceOf(ReferenceException.class);
    }

    private void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
