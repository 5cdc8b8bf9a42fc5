package io.quantmini.rest;

import static io.quantmini.rest.VendorLake.answer;
import static io.quantmini.rest.VendorLake.split;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTablesTest {
    @TempDir
    Path directory;

    @Test
    void tickers_are_those_listed_and_those_that_were() throws Exception {
        String apple = "{\"ticker\": \"AAPL\", \"name\": \"Apple Inc.\", \"market\": \"stocks\", \"locale\": \"us\","
                + " \"primary_exchange\": \"XNAS\", \"type\": \"CS\", \"active\": true, \"currency_name\": \"usd\","
                + " \"cik\": \"0000320193\", \"composite_figi\": \"BBG000B9XRY4\","
                + " \"last_updated_utc\": \"2025-01-30T07:05:00.123456789Z\"}";
        String gone = "{\"ticker\": \"%s\", \"active\": false, \"delisted_utc\": \"%s\", \"name\": %s}";
        try (VendorServer server = new VendorServer(asked -> asked.json(
                asked.isFor("active=true")
                        ? answer(apple, "{\"ticker\": \"NA\", \"active\": true}", "{\"active\": true}", "17")
                        : answer(
                                gone.formatted("AAC", "2009-05-01T04:00:00Z", "\"Australia Acquisition\""),
                                gone.formatted("AAC", "2009-05-01T00:00:00-04:00", "\"Australia Acquisition\""),
                                gone.formatted("AAC", "1999-01-02", "null"),
                                gone.formatted("AAD", "long ago", "null"))))) {
            VendorLake lake = lake(server);
            ReferenceReport report =
                    lake.ask("2025-01-31", ReferenceRequest.builder().tickers());
            assertThat(lake.rows("stocks/tickers", "ticker, active, delisted_utc, name, cik, last_updated_utc"))
                    .containsExactly(
                            "AAC|false|1999-01-02T00:00Z|null|null|null",
                            "AAC|false|2009-05-01T04:00Z|Australia Acquisition|null|null",
                            "AAPL|true|null|Apple Inc.|0000320193|2025-01-30T07:05:00.123456Z",
                            "NA|true|null|null|null|null");
            assertThat(report.rows()).containsEntry("stocks/tickers", 4L);
            assertThat(report.findings())
                    .hasSize(3)
                    .anyMatch(finding -> finding.contains("/results/2/ticker"))
                    .anyMatch(finding -> finding.contains("expected an object, got 17"))
                    .anyMatch(finding -> finding.contains("expected a moment") && finding.contains("long ago"));
            assertThat(lake.ask("2025-01-31", ReferenceRequest.builder().tickers())
                            .requests())
                    .isZero();
            assertThat(lake.ask("2025-02-01", ReferenceRequest.builder().tickers())
                            .requests())
                    .isEqualTo(2);
        }
    }

    @Test
    void ticker_events_land_under_names_that_no_ticker_can_leave_and_make_securities() throws Exception {
        String meta = "{\"results\": {\"name\": \"Meta\", \"composite_figi\": \"BBG000MM2P62\", \"events\": ["
                + event("2022-06-09", "META") + ", " + event("2012-05-18", "FB") + "]}, \"status\": \"OK\"}";
        List<String> tickers = List.of("META", "../x", "NA", "A/B", "CON", "BCpC", "..a");
        try (VendorServer server = new VendorServer(asked -> {
            if (asked.isFor("/META/")) {
                asked.json(meta);
            } else if (asked.isFor("/NA/")) {
                asked.send(404, "{\"status\": \"NOT_FOUND\", \"message\": \"Ticker not found.\"}");
            } else {
                asked.json("{\"results\": {\"events\": []}, \"status\": \"OK\"}");
            }
        })) {
            VendorLake lake = lake(server);
            ReferenceReport report =
                    lake.ask("2025-01-31", ReferenceRequest.builder().events(tickers));
            assertThat(server.targets())
                    .containsExactlyInAnyOrder(
                            "/vX/reference/tickers/META/events?types=ticker_change",
                            "/vX/reference/tickers/..%2Fx/events?types=ticker_change",
                            "/vX/reference/tickers/NA/events?types=ticker_change",
                            "/vX/reference/tickers/A%2FB/events?types=ticker_change",
                            "/vX/reference/tickers/CON/events?types=ticker_change",
                            "/vX/reference/tickers/BCpC/events?types=ticker_change",
                            "/vX/reference/tickers/..a/events?types=ticker_change");
            assertThat(report.findings()).containsExactly("[events/NA] the vendor knows no ticker events of it");
            assertThat(lake.rows("stocks/securities", "security_id, ticker, \"from\", \"to\", evidence"))
                    .contains(
                            "BBG000MM2P62|FB|2012-05-18|2022-06-08|ticker_event",
                            "BBG000MM2P62|META|2022-06-09|null|ticker_event");
            try (var landed = Files.list(lake.landed("events"))) {
                assertThat(landed.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("META", "%2E.%2F%78", "A%2FB", "%43ON", "BC%70C", "%2E.%61");
            }
        }
    }

    @Test
    void a_corrected_history_replaces_the_one_it_corrects_even_when_its_figi_changed() throws Exception {
        AtomicReference<String> now = new AtomicReference<>("\"composite_figi\": \"WRONG\", ");
        try (VendorServer server = new VendorServer(asked -> asked.json("{\"results\": {" + now.get() + "\"events\": ["
                + event("2022-06-09", "META") + "]}, \"status\": \"OK\"}"))) {
            VendorLake lake = lake(server);
            lake.ask("2025-01-31", ReferenceRequest.builder().events(List.of("META")));
            now.set("\"composite_figi\": \"BBG000MM2P62\", ");
            lake.ask("2025-02-01", ReferenceRequest.builder().events(List.of("META")));
            assertThat(lake.rows("stocks/ticker_events", "composite_figi, ticker"))
                    .containsExactly("BBG000MM2P62|META");
        }
    }

    @Test
    void contracts_are_the_open_ones_of_the_day_and_the_expired_ones_by_expiration() throws Exception {
        try (VendorServer server = new VendorServer(asked -> {
            String underlying = asked.isFor("=SPY") ? "SPY" : "BRK.B";
            asked.json(
                    asked.isFor("expired=false")
                            ? answer(
                                    contract(underlying, "2025-03-21", "call", 100),
                                    contract(underlying, "2025-01-30", "put", 1))
                            : answer(
                                    contract(underlying, "2025-01-30", "put", 10),
                                    contract(underlying, "2024-12-20", "call", 100)));
        })) {
            VendorLake lake = lake(server);
            lake.ask("2025-01-31", ReferenceRequest.builder().contracts(List.of("SPY")));
            lake.ask(
                    "2025-02-03",
                    ReferenceRequest.builder().contracts(List.of("BRK.B")).overlapDays(0));
            assertThat(server.targets())
                    .containsExactly(
                            "/v3/reference/options/contracts?underlying_ticker=SPY&expired=false&sort=ticker&order=asc&limit=1000",
                            "/v3/reference/options/contracts?underlying_ticker=SPY&expired=true"
                                    + "&expiration_date.gte=1970-01-01&expiration_date.lte=2025-01-30"
                                    + "&sort=expiration_date&order=asc&limit=1000",
                            "/v3/reference/options/contracts?underlying_ticker=BRK.B&expired=false&sort=ticker&order=asc&limit=1000",
                            "/v3/reference/options/contracts?underlying_ticker=BRK.B&expired=true"
                                    + "&expiration_date.gte=1970-01-01&expiration_date.lte=2025-02-02"
                                    + "&sort=expiration_date&order=asc&limit=1000");
            assertThat(lake.rows(
                            "options/listed_contracts",
                            "underlying_ticker, expiration_date, contract_type, strike_price, shares_per_contract"))
                    .containsExactly(
                            "BRK.B|2024-12-20|call|100.0|100.0",
                            "BRK.B|2025-01-30|put|10.0|100.0",
                            "BRK.B|2025-03-21|call|100.0|100.0",
                            "SPY|2024-12-20|call|100.0|100.0",
                            "SPY|2025-01-30|put|10.0|100.0",
                            "SPY|2025-03-21|call|100.0|100.0");
            assertThat(lake.rows("options/listed_contracts", "additional_underlyings"))
                    .contains("[{\"underlying\":\"USD\",\"amount\":1.5}]");
        }
    }

    @Test
    void the_markets_and_their_holidays_are_tables_and_what_the_calendar_does_not_know_is_told() throws Exception {
        String nyse = "{\"date\": \"%s\", \"exchange\": \"NYSE\", \"name\": \"Day\", \"status\": \"%s\"%s}";
        String close = ", \"open\": \"%1$sT14:30:00.000Z\", \"close\": \"%1$sT18:00:00.000Z\"";
        try (VendorServer server = new VendorServer(asked -> asked.json(
                asked.isFor("/now")
                        ? "{\"market\": \"extended-hours\", \"earlyHours\": false, \"afterHours\": true,"
                                + " \"serverTime\": \"2025-01-31T16:30:00-05:00\","
                                + " \"exchanges\": {\"nyse\": \"open\", \"nasdaq\": \"closed\"}}"
                        : "["
                                + String.join(
                                        ",",
                                        nyse.formatted("2025-02-17", "closed", ""),
                                        nyse.formatted("2025-03-12", "closed", ""),
                                        nyse.formatted("2025-05-26", "closed", ""),
                                        nyse.formatted("2025-06-20", "early-close", close.formatted("2025-06-20")),
                                        nyse.formatted("2025-07-04", "closed", ""),
                                        nyse.formatted("2025-11-28", "early-close", close.formatted("2025-11-28")))
                                + ", {\"date\": \"2025-06-20\", \"exchange\": \"OTC\", \"status\": \"closed\"}]"))) {
            VendorLake lake = lake(server);
            ReferenceReport report =
                    lake.ask("2025-01-31", ReferenceRequest.builder().status());
            assertThat(lake.rows("stocks/market_status", "*"))
                    .containsExactly("2025-01-31T21:30Z|extended-hours|false|true|open|closed|null");
            assertThat(lake.rows("stocks/holidays", "date, exchange, status, close"))
                    .hasSize(7)
                    .contains("2025-11-28|NYSE|early-close|2025-11-28T18:00Z", "2025-06-20|OTC|closed|null");
            assertThat(report.findings())
                    .containsExactly(
                            "[calendar] 2025-03-12 is closed by the vendor's list, the calendar has a session; if the"
                                    + " vendor is right, name it under closures in config/calendar.yaml",
                            "[calendar] 2025-06-20 closes at 14:00 by the vendor's list, the calendar has a close at"
                                    + " 16:00; if the vendor is right, name it under early_closes in"
                                    + " config/calendar.yaml",
                            "[calendar] 2025-04-18 is no holiday by the vendor's list, the calendar has no session; if"
                                    + " the vendor is right, name it under sessions in config/calendar.yaml",
                            "[calendar] 2025-06-19 is no holiday by the vendor's list, the calendar has no session; if"
                                    + " the vendor is right, name it under sessions in config/calendar.yaml",
                            "[calendar] 2025-09-01 is no holiday by the vendor's list, the calendar has no session; if"
                                    + " the vendor is right, name it under sessions in config/calendar.yaml",
                            "[calendar] 2025-11-27 is no holiday by the vendor's list, the calendar has no session; if"
                                    + " the vendor is right, name it under sessions in config/calendar.yaml");
        }
    }

    @Test
    void grouped_bars_are_a_table_a_session_and_asked_for_again_when_it_was_not_over() throws Exception {
        AtomicReference<String> bars = new AtomicReference<>("{\"status\": \"OK\", \"resultsCount\": 0}");
        try (VendorServer server = new VendorServer(asked -> asked.json(String.valueOf(bars.get())))) {
            VendorLake lake = lake(server);
            LocalDate session = LocalDate.parse("2025-01-31");
            ReferenceRequest.Builder request = ReferenceRequest.builder().grouped(List.of(session));
            assertThat(lake.ask("2025-01-31", request).rows()).containsEntry("stocks/grouped_daily/2025-01-31", 0L);
            assertThat(lake.ask("2025-01-31", request).requests()).isZero();
            bars.set(answer(
                    "{\"T\": \"TpA\", \"v\": 1.5e3, \"vw\": 2.5, \"o\": 1, \"c\": 2, \"h\": 3, \"l\": 0.5,"
                            + " \"t\": 1738357200000, \"n\": 7}",
                    "{\"T\": \"NA\", \"v\": 0.25, \"o\": 1, \"c\": 2, \"h\": 3, \"l\": 0.5, \"t\": 1738357200000}"));
            lake.ask("2025-02-03", request);
            assertThat(lake.rows("stocks/grouped_daily/2025-01-31", "*"))
                    .containsExactly(
                            "NA|2025-01-31|2025-01-31T21:00Z|1.0|3.0|0.5|2.0|0.25|null|null",
                            "TpA|2025-01-31|2025-01-31T21:00Z|1.0|3.0|0.5|2.0|1500.0|2.5|7");
            assertThat(lake.ask("2025-02-04", request).requests()).isZero();
            assertThat(server.targets().get(0))
                    .isEqualTo("/v2/aggs/grouped/locale/us/market/stocks/2025-01-31?adjusted=false&include_otc=false");
        }
    }

    @Test
    void splits_that_disagree_are_told_and_rows_that_make_no_sense_are_left_out() throws Exception {
        try (VendorServer server = new VendorServer(asked -> asked.json(
                asked.isFor("/splits")
                        ? answer(
                                split("AAPL", "2014-06-09", 1, 7),
                                split("AAPL", "2014-06-09", 1, 7),
                                split("XX", "2014-06-09", 1, 7),
                                split("XX", "2014-06-09", 1, 8),
                                "{\"ticker\": \"YY\", \"execution_date\": \"2014-06-09\", \"split_from\": \"1\"}",
                                split("ZZ", "+12014-06-09", 1, 8))
                        : answer(
                                "{\"ticker\": \"AAPL\", \"ex_dividend_date\": \"2014-08-07\", \"cash_amount\": 0.47,"
                                        + " \"currency\": \"USD\"}",
                                "{\"ticker\": \"NOK\", \"ex_dividend_date\": \"2014-08-07\", \"cash_amount\": 0.47,"
                                        + " \"currency\": \"EUR\"}")))) {
            VendorLake lake = lake(server);
            ReferenceReport report =
                    lake.ask("2025-01-31", ReferenceRequest.builder().splits().dividends());
            assertThat(lake.rows("stocks/splits", "ticker, split_to")).containsExactly("AAPL|7.0", "XX|7.0", "XX|8.0");
            assertThat(lake.rows("stocks/dividends", "ticker")).containsExactly("AAPL");
            assertThat(report.findings())
                    .hasSize(4)
                    .anyMatch(finding -> finding.contains("/results/4/split_from"))
                    .anyMatch(finding -> finding.contains("+12014-06-09"))
                    .anyMatch(finding -> finding.contains("is in EUR"))
                    .anyMatch(finding -> finding.contains("SPLIT_CONFLICT") && finding.contains("XX"));
        }
    }

    @Test
    void of_many_rows_that_cannot_be_used_a_few_are_shown() throws Exception {
        try (VendorServer server = new VendorServer(
                asked -> asked.json("{\"results\": [" + "1,".repeat(49) + "1], \"status\": \"OK\"}"))) {
            ReferenceReport report =
                    lake(server).ask("2025-01-31", ReferenceRequest.builder().splits());
            assertThat(report.findings())
                    .hasSize(21)
                    .last()
                    .isEqualTo("left out: 30 more rows of polygon-api/splits/00001_1970-01-01_2025-01-31");
        }
    }

    private VendorLake lake(VendorServer server) throws IOException {
        return new VendorLake(directory.resolve("lake"), server);
    }

    private static String event(String date, String ticker) {
        return "{\"type\": \"ticker_change\", \"date\": \"" + date + "\", \"ticker_change\": {\"ticker\": \"" + ticker
                + "\"}}";
    }

    private static String contract(String underlying, String expiration, String type, int strike) {
        // One ticker an expiration: a contract that is listed twice is one contract.
        String more =
                type.equals("put") ? ", \"additional_underlyings\": [{\"underlying\": \"USD\", \"amount\": 1.5}]" : "";
        return "{\"ticker\": \"O:" + underlying.replace(".", "")
                + expiration.substring(2).replace("-", "")
                + "C00100000\", \"underlying_ticker\": \"" + underlying + "\", \"expiration_date\": \"" + expiration
                + "\", \"contract_type\": \"" + type + "\", \"strike_price\": " + strike
                + ", \"exercise_style\": \"american\", \"shares_per_contract\": 100, \"cfi\": \"OCASPS\"" + more + "}";
    }
}
