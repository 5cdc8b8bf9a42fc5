package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a program of its own, whose environment says where the vendor's interface is. */
class ReferenceCommandTest {
    private static final String KEY = "canary-4f1d9c7be2a84d5a";
    private static final String NONE = "{\"status\": \"OK\", \"results\": []}";

    private final List<String> targets = new CopyOnWriteArrayList<>();
    private volatile @Nullable Process victim;
    private HttpServer server;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everything_that_is_asked_for_lands_and_can_be_queried() throws Exception {
        Path lake = directory.resolve("lake");
        String text = run(
                start(
                        "reference",
                        "--lake",
                        lake.toString(),
                        "--splits",
                        "--dividends",
                        "--tickers",
                        "--status",
                        "--events",
                        "META,NA",
                        "--contracts",
                        "SPY",
                        "--grouped",
                        "2025-01-02"),
                0);
        assertThat(text)
                .contains(
                        "stocks/splits",
                        "2 rows",
                        "options/listed_contracts",
                        "stocks/grouped_daily/2025-01-02",
                        "! [events/NA] the vendor knows no ticker events of it",
                        "pages: 2")
                .doesNotContain(KEY);
        assertThat(one(lake, "SELECT count(*) AS n FROM reference.splits WHERE ticker IN ('AAPL', 'NVDA')"))
                .isEqualTo(2);
        assertThat(one(lake, "SELECT count(*) AS n FROM reference.tickers WHERE NOT active"))
                .isEqualTo(1);
        assertThat(one(lake, "SELECT count(*) AS n FROM reference.listed_contracts WHERE underlying_ticker = 'SPY'"))
                .isEqualTo(1);
        assertThat(one(lake, "SELECT count(*) AS n FROM reference.ticker_events WHERE ticker = 'FB'"))
                .isEqualTo(1);
        assertThat(one(lake, "SELECT count(*) AS n FROM reference.holidays")).isEqualTo(1);
        assertThat(one(lake, "SELECT count(*) AS n FROM reference.market_status WHERE market = 'open'"))
                .isEqualTo(1);
        assertThat(one(lake, "SELECT count(*) AS n FROM reference.securities WHERE evidence = 'ticker_event'"))
                .isEqualTo(2);

        int asked = targets.size();
        JsonNode again = new ObjectMapper()
                .readTree(run(start("reference", "--lake", lake.toString(), "--splits", "--tickers", "--json"), 0));
        assertThat(again.get("requests").asInt()).isZero();
        assertThat(again.get("rows").get("stocks/tickers").asInt()).isEqualTo(2);
        assertThat(targets).hasSize(asked);
    }

    @Test
    void a_command_that_is_killed_between_pages_goes_on_behind_the_last_one() throws Exception {
        Path lake = directory.resolve("killed");
        Path plain = directory.resolve("plain");
        Process process = start("reference", "--lake", lake.toString(), "--splits");
        victim = process;
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isNotZero();
        assertThat(lake.resolve("metadata/stocks/splits.parquet")).doesNotExist();
        assertThat(targets).hasSize(2);

        run(start("reference", "--lake", lake.toString(), "--splits"), 0);
        assertThat(targets).hasSize(3).last().isEqualTo("/v3/reference/splits?cursor=2");
        run(start("reference", "--lake", plain.toString(), "--splits"), 0);
        for (String table : List.of("splits", "securities", "ticker_events")) {
            String file = "metadata/stocks/" + table + ".parquet";
            assertThat(lake.resolve(file)).hasSameBinaryContentAs(plain.resolve(file));
        }
    }

    @Test
    void wrong_usage_and_a_refused_address_say_what_was_expected() {
        assertThat(CommandRun.of("reference").code()).isEqualTo(2);
        assertThat(CommandRun.of("reference", "--splits", "--source", directory).code())
                .isEqualTo(2);
        assertThat(CommandRun.of("reference", "--events", "A B").err()).contains("expected a ticker");
        CommandRun plain =
                CommandRun.of("reference", "--lake", directory, "--splits", "--base-url", "http://api.example.com");
        assertThat(plain.code()).isEqualTo(1);
        assertThat(plain.err()).contains("expected https").doesNotContain("\tat ");
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(directory.resolve("cwd")).toFile());
        builder.redirectErrorStream(!List.of(arguments).contains("--json"));
        builder.environment().keySet().removeIf(name -> name.startsWith("POLYGON_") || name.startsWith("MASSIVE_"));
        builder.environment().put("POLYGON_API_KEY", KEY);
        builder.environment()
                .put(
                        "QUANTMINI_REST_ENDPOINT",
                        "http://127.0.0.1:" + server.getAddress().getPort());
        builder.environment().put("QUANTMINI_REST_REQUESTS_PER_MINUTE", "1000");
        return builder.start();
    }

    private static String run(Process process, int code) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isEqualTo(code);
        return text;
    }

    private static int one(Path lake, String query) throws IOException {
        CommandRun run = CommandRun.of("query", "--lake", lake, query, "--json");
        return new ObjectMapper()
                .readTree(run.out())
                .get("rows")
                .get(0)
                .get("n")
                .asInt();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        targets.add(target);
        Process killed = victim;
        if (killed != null && target.contains("cursor=2")) {
            victim = null;
            killed.destroyForcibly().onExit().join();
            return;
        }
        String body = body(target);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean known = !exchange.getRequestHeaders().getFirst("Authorization").isEmpty() && !target.contains("/NA/");
        exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String body(String target) {
        if (target.startsWith("/v3/reference/splits?cursor=2")) {
            return results("{'ticker': 'NVDA', 'execution_date': '2024-06-10', 'split_from': 1, 'split_to': 10}");
        }
        String path = target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
        return switch (path) {
            case "/v3/reference/splits" ->
                results("{'ticker': 'AAPL', 'execution_date': '2014-06-09', 'split_from': 1, 'split_to': 7}")
                        .replace("}]", "}], \"next_url\": \"/v3/reference/splits?cursor=2\"");
            case "/v3/reference/dividends" ->
                results("{'ticker': 'AAPL', 'ex_dividend_date': '2014-08-07', 'cash_amount': 0.47}");
            case "/v3/reference/tickers" ->
                results("{'ticker': 'A', 'active': " + target.contains("active=true") + "}");
            case "/vX/reference/tickers/META/events" ->
                "{'results': {'composite_figi': 'BBG000MM2P62', 'events': [".replace('\'', '"')
                        + event("2022-06-09", "META") + "," + event("2012-05-18", "FB") + "]}}";
            case "/v3/reference/options/contracts" ->
                target.contains("expired=true")
                        ? NONE
                        : results("{'ticker': 'O:SPY351221C00100000', 'underlying_ticker': 'SPY', 'strike_price': 100,"
                                + " 'expiration_date': '2035-12-21', 'contract_type': 'call'}");
            case "/v1/marketstatus/now" -> "{\"market\": \"open\", \"exchanges\": {\"nyse\": \"open\"}}";
            case "/v1/marketstatus/upcoming" ->
                "[{'date': '2035-12-25', 'exchange': 'NYSE', 'status': 'closed', 'name': 'Christmas'}]"
                        .replace('\'', '"');
            case "/v2/aggs/grouped/locale/us/market/stocks/2025-01-02" ->
                results("{'T': 'A', 'v': 1, 'o': 1, 'c': 1, 'h': 1, 'l': 1, 't': 1735851600000}");
            default -> NONE;
        };
    }

    private static String event(String date, String ticker) {
        return ("{'type': 'ticker_change', 'date': '" + date + "', 'ticker_change': {'ticker': '" + ticker + "'}}")
                .replace('\'', '"');
    }

    private static String results(String rows) {
        return ("{'status': 'OK', 'results': [" + rows + "]}").replace('\'', '"');
    }
}
