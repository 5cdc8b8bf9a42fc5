package io.quantmini.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantmini.stage.DownloadException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestClientTest {
    private static final String KEY = "canary-4f1d9c7be2a84d5a";
    private static final String NONE = "{\"status\": \"OK\", \"results\": []}";

    private final VirtualTime time = VirtualTime.at("2025-01-02T12:00:00Z");

    @Test
    void the_key_is_sent_as_a_header_and_nowhere_else() throws IOException {
        try (VendorServer server = new VendorServer(asked -> asked.json(NONE))) {
            assertThat(text(get(server))).isEqualTo(NONE);
            assertThat(server.authorizations()).containsExactly("Bearer " + KEY);
            assertThat(server.targets()).containsExactly("/v3/reference/splits?limit=1000");
        }
    }

    @ParameterizedTest
    @CsvSource({"408", "425", "429", "500", "502", "503", "599"})
    void a_server_that_is_busy_or_broken_is_asked_again(int status) throws IOException {
        try (VendorServer server = new VendorServer(asked -> {
            if (asked.number() < 3) {
                asked.send(status, "{}");
            } else {
                asked.json(NONE);
            }
        })) {
            assertThat(text(get(server))).isEqualTo(NONE);
            assertThat(time.waits()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
    }

    @Test
    void a_server_that_says_when_is_asked_then() throws IOException {
        try (VendorServer server = new VendorServer(asked -> {
            if (asked.number() == 1) {
                asked.header("Retry-After", "42");
                asked.send(
                        429, "{\"status\": \"ERROR\", \"error\": \"You've exceeded the maximum requests per minute\"}");
            } else {
                asked.json(NONE);
            }
        })) {
            get(server);
            assertThat(time.waits()).containsExactly(Duration.ofSeconds(42));
        }
    }

    @ParameterizedTest
    @CsvSource({"400, request", "401, key", "403, subscription", "404, ticker", "418, request"})
    void a_server_that_refuses_is_asked_once(int status, String advice) throws IOException {
        try (VendorServer server = new VendorServer(
                asked -> asked.send(status, "{\"error\": \"Not entitled.\", \"status\": \"ERROR\"}"))) {
            DownloadException refused = refusal(() -> get(server));
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.retryable()).isFalse();
            assertThat(refused).hasMessageContaining(advice).hasMessageContaining("Not entitled.");
            assertThat(server.targets()).hasSize(1);
        }
    }

    @Test
    void an_answer_that_breaks_off_is_asked_for_again() throws IOException {
        try (VendorServer server = new VendorServer(asked -> {
            switch (asked.number()) {
                case 1 -> asked.truncated("{\"results\": [");
                case 2 -> {}
                case 3 -> asked.json("{\"results\": [");
                case 4 -> asked.send(200, "<html>Sign in to the hotel</html>");
                default -> asked.json(NONE);
            }
        })) {
            assertThat(text(get(server))).isEqualTo(NONE);
            assertThat(server.targets().size()).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void an_answer_that_never_ends_is_given_up() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (VendorServer server = new VendorServer(asked -> {
            asked.exchange().sendResponseHeaders(200, 0);
            asked.exchange().getResponseBody().write('{');
            asked.exchange().getResponseBody().flush();
            await(done);
        })) {
            RestClient client = client(
                    server,
                    RestOptions.builder().requestTimeout(Duration.ofMillis(300)).maxAttempts(2));
            assertThat(refusal(() -> get(client))).hasMessageContaining("no whole page within PT0.3S");
            assertThat(client.requests()).isEqualTo(2);
            done.countDown();
        }
    }

    @Test
    void an_answer_that_is_too_long_is_given_up_whether_it_says_so_or_not() throws IOException {
        String body = "{\"results\": [" + "1,".repeat(500) + "1]}";
        try (VendorServer server = new VendorServer(asked -> {
            if (asked.number() == 1) {
                asked.json(body);
            } else {
                asked.exchange().sendResponseHeaders(200, 0);
                asked.exchange().getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            }
        })) {
            RestClient client = client(server, RestOptions.builder().maxPageBytes(body.length() - 1));
            assertThat(refusal(() -> get(client))).hasMessageContaining("at most " + (body.length() - 1) + " bytes");
            assertThat(refusal(() -> get(client)).retryable()).isFalse();
            assertThat(server.targets()).hasSize(2);
            assertThat(text(get(client(server, RestOptions.builder().maxPageBytes(body.length())))))
                    .isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17",
                "\"text\"",
                "{} {}",
                "{\"results\": [], \"results\": []}",
                "{\"results\": [], \"next_url\": 17}",
                "{\"results\": [}"
            })
    void what_is_no_answer_is_asked_for_again_and_then_refused(String body) throws IOException {
        try (VendorServer server = new VendorServer(asked -> asked.json(body))) {
            RestClient client = client(server, RestOptions.builder().maxAttempts(2));
            assertThat(refusal(() -> get(client))).hasMessageContaining("expected JSON");
            assertThat(server.targets()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"status\": \"OK\"}",
                "{\"results\": 17}",
                "{\"results\": null, \"count\": 3}",
                "{\"count\": 1}"
            })
    void an_answer_without_results_is_refused_unless_it_says_that_there_are_none(String body) throws IOException {
        try (VendorServer server = new VendorServer(asked -> asked.json(body))) {
            assertThat(refusal(() -> get(server))).hasMessageContaining("expected results");
        }
        try (VendorServer server = new VendorServer(asked -> asked.json("{\"status\": \"OK\", \"resultsCount\": 0}"))) {
            assertThat(get(server).rows()).isZero();
        }
    }

    @Test
    void an_error_in_the_guise_of_an_answer_is_one() throws IOException {
        try (VendorServer server =
                new VendorServer(asked -> asked.json("{\"status\": \"NOT_AUTHORIZED\", \"results\": []}"))) {
            assertThat(refusal(() -> get(server))).hasMessageContaining("NOT_AUTHORIZED");
        }
    }

    @Test
    void a_redirect_is_refused_and_the_key_does_not_follow_it() throws IOException {
        try (VendorServer elsewhere = new VendorServer(asked -> asked.json(NONE));
                VendorServer server = new VendorServer(asked -> {
                    asked.header("Location", elsewhere.endpoint() + "/v3/reference/splits");
                    asked.send(302, "");
                })) {
            assertThat(refusal(() -> get(server))).hasMessageContaining("redirects are not followed");
            assertThat(elsewhere.targets()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/v3/reference/splits?cursor=1",
                "http://127.0.0.1:1/v3",
                "http://localhost/v3",
                "//evil.example/v3",
                "file:///etc/passwd",
                "http://user@%s/v3",
                "https://%s/v3",
                "ftp://%s/v3",
                "mailto:a@b",
                "jar:file:/x!/y",
                "http://%s.evil.example/v3",
                "not an address",
                "http://[::1"
            })
    void a_next_page_elsewhere_is_refused(String address) throws IOException {
        try (VendorServer server = new VendorServer(asked -> asked.json(NONE))) {
            RestClient client = client(server, RestOptions.builder());
            String hostile = address.replace("%s", server.endpoint().getAuthority());
            assertThat(refusal(() -> client.next(hostile, "page"))).hasMessageContaining("expected");
            assertThat(server.targets()).isEmpty();
        }
    }

    @Test
    void a_next_page_here_is_followed_without_keys_in_its_address() throws IOException {
        try (VendorServer server = new VendorServer(asked -> asked.json(NONE))) {
            RestClient client = client(server, RestOptions.builder());
            String here = server.endpoint().toString();
            assertThat(client.next(here + "/v3/x?apiKey=other&cursor=a%3D&APIKEY=z#top", "page"))
                    .isEqualTo(URI.create(here + "/v3/x?cursor=a%3D"));
            assertThat(client.next("/v3/x?cursor=1", "page")).isEqualTo(URI.create(here + "/v3/x?cursor=1"));
            assertThat(client.next(here + "/v3/x?apiKey=other", "page")).isEqualTo(URI.create(here + "/v3/x"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 500})
    void an_answer_that_repeats_the_key_is_not_kept_and_not_shown(int status) throws IOException {
        try (VendorServer server = new VendorServer(
                asked -> asked.send(status, "{\"results\": [], \"error\": \"Unknown key " + KEY + "\"}"))) {
            RestClient client = client(server, RestOptions.builder().maxAttempts(1));
            DownloadException refused = refusal(() -> get(client));
            assertThat(refused).hasStackTraceContaining("the key").hasMessageNotContaining(KEY);
            assertThat(client + " " + new Secret(KEY)).doesNotContain(KEY);
        }
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_set() throws IOException {
        try (VendorServer server = new VendorServer(asked -> asked.json(NONE))) {
            Thread.currentThread().interrupt();
            assertThat(refusal(() -> get(server))).hasMessageContaining("interrupted; run it again to go on");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void nothing_there_is_tried_again_and_then_told() throws IOException {
        URI gone;
        try (VendorServer server = new VendorServer(asked -> asked.json(NONE))) {
            gone = server.endpoint();
        }
        RestOptions options =
                RestOptions.builder().endpoint(gone).maxAttempts(3).build();
        RestClient client = new RestClient(options, new Secret(KEY), time.waiting());
        DownloadException failure = refusal(() -> get(client));
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("[" + gone + "] cannot fetch page: ");
        assertThat(client.requests()).isEqualTo(3);
    }

    private Page get(VendorServer server) {
        return get(client(server, RestOptions.builder()));
    }

    private static Page get(RestClient client) {
        return client.get(client.first("/v3/reference/splits?limit=1000"), "page", true);
    }

    private RestClient client(VendorServer server, RestOptions.Builder options) {
        RestOptions built =
                options.endpoint(server.endpoint()).requestsPerMinute(100).build();
        return new RestClient(built, new Secret(KEY), time.waiting());
    }

    private static String text(Page page) {
        return new String(page.body(), StandardCharsets.UTF_8);
    }

    private static DownloadException refusal(ThrowingCallable request) {
        DownloadException refusal = catchThrowableOfType(DownloadException.class, request);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
