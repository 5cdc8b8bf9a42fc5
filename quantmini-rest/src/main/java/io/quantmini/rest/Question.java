package io.quantmini.rest;

import io.quantmini.lake.SymbolPath;
import io.quantmini.market.SessionRange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.function.Function;

/**
 * Something that is asked again as time goes by.
 *
 * @param series directory of its answers below {@code landing/polygon-api}
 * @param kind what an answer covers
 * @param target path and query of the first page, of the dates asked for; without the key
 */
record Question(String series, Kind kind, Function<SessionRange, String> target) {
    /** What an answer covers. */
    enum Kind {
        /** Rows with dates in a range; asked for the days that are not covered yet. */
        RANGE,
        /** All there is on the day of asking; asked once a day. */
        SNAPSHOT,
        /** The moment of asking; asked each time. */
        MOMENT,
        /** One session; asked again only when the session was not over. */
        SESSION
    }

    private static final int ROWS = 1_000;

    static Question status() {
        return new Question("status", Kind.MOMENT, range -> "/v1/marketstatus/now");
    }

    static Question holidays() {
        return new Question("holidays", Kind.SNAPSHOT, range -> "/v1/marketstatus/upcoming");
    }

    static Question splits() {
        return new Question("splits", Kind.RANGE, range -> "/v3/reference/splits?" + between("execution_date", range));
    }

    static Question dividends() {
        return new Question(
                "dividends", Kind.RANGE, range -> "/v3/reference/dividends?" + between("ex_dividend_date", range));
    }

    static Question tickers(boolean active) {
        return new Question(
                active ? "tickers/active" : "tickers/delisted",
                Kind.SNAPSHOT,
                range -> "/v3/reference/tickers?market=stocks&active=" + active + "&sort=ticker&order=asc&limit="
                        + ROWS);
    }

    static Question events(String ticker) {
        return new Question(
                "events/" + SymbolPath.encode(ticker),
                Kind.SNAPSHOT,
                range -> "/vX/reference/tickers/" + encoded(ticker) + "/events?types=ticker_change");
    }

    static Question openContracts(String underlying) {
        return new Question(
                "contracts/" + SymbolPath.encode(underlying) + "/open",
                Kind.SNAPSHOT,
                range -> contracts(underlying, false) + "&sort=ticker&order=asc&limit=" + ROWS);
    }

    static Question expiredContracts(String underlying) {
        return new Question(
                "contracts/" + SymbolPath.encode(underlying) + "/expired",
                Kind.RANGE,
                range -> contracts(underlying, true) + "&" + between("expiration_date", range));
    }

    static Question grouped(LocalDate session) {
        return new Question(
                "grouped/" + session,
                Kind.SESSION,
                range -> "/v2/aggs/grouped/locale/us/market/stocks/" + session + "?adjusted=false&include_otc=false");
    }

    /** Whether the vendor may never have heard of what is asked for. */
    boolean mayBeUnknown() {
        return series.startsWith("events/");
    }

    /** The session of a question about one. */
    LocalDate session() {
        return LocalDate.parse(series.substring(series.lastIndexOf('/') + 1));
    }

    /** Whether the answer has results, and is not itself the result. */
    boolean hasResults() {
        return kind != Kind.MOMENT;
    }

    private static String contracts(String underlying, boolean expired) {
        return "/v3/reference/options/contracts?underlying_ticker=" + encoded(underlying) + "&expired=" + expired;
    }

    private static String between(String field, SessionRange range) {
        return field + ".gte=" + range.from() + "&" + field + ".lte=" + range.to() + "&sort=" + field
                + "&order=asc&limit=" + ROWS;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
