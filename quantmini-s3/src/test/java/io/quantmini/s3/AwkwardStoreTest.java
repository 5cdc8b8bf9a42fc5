package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.quantmini.stage.DownloadException;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwkwardStoreTest {
    private static final byte[] BYTES = TestStore.gzip("ticker,volume\nNA,1\n");

    @TempDir
    Path landing;

    @Test
    void a_redirect_to_another_host_is_not_followed() throws IOException {
        try (AwkwardServer elsewhere = new AwkwardServer((exchange, request) -> exchange.sendResponseHeaders(200, -1));
                AwkwardServer server = new AwkwardServer((exchange, request) -> {
                    exchange.getResponseHeaders()
                            .set(
                                    "Location",
                                    elsewhere.endpoint()
                                            + exchange.getRequestURI().getPath());
                    exchange.sendResponseHeaders(307, -1);
                })) {
            try (S3Downloader downloader = open(server)) {
                assertThatThrownBy(() -> downloader.list(""))
                        .isInstanceOfSatisfying(
                                DownloadException.class,
                                error -> assertThat(error.status()).isEqualTo(307))
                        .hasMessageContaining("redirects are not followed");
                assertThatThrownBy(() -> downloader.fetch(object(md5(BYTES)), target()))
                        .hasMessageContaining("redirects are not followed");
            }
            assertThat(elsewhere.requests()).isZero();
            assertThat(landing).isEmptyDirectory();
        }
    }

    @Test
    void a_body_that_breaks_off_is_fetched_again() throws IOException {
        try (AwkwardServer server = new AwkwardServer((exchange, request) -> {
            if (request == 1) {
                breakOff(exchange);
            } else {
                answer(exchange, BYTES, md5(BYTES));
            }
        })) {
            try (S3Downloader downloader = open(server)) {
                downloader.fetch(object(md5(BYTES)), target());
            }
            assertThat(target()).hasBinaryContent(BYTES);
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void a_body_that_keeps_breaking_off_is_a_retryable_error_and_leaves_its_beginning_for_the_next_time()
            throws IOException {
        try (AwkwardServer server = new AwkwardServer((exchange, request) -> breakOff(exchange))) {
            try (S3Downloader downloader = open(server)) {
                assertThatThrownBy(() -> downloader.fetch(object(md5(BYTES)), target()))
                        .isInstanceOfSatisfying(
                                DownloadException.class,
                                error -> assertThat(error.retryable()).isTrue())
                        .hasMessageContaining("the transfer broke off");
            }
            assertThat(server.requests()).isEqualTo(2);
            assertThat(target()).doesNotExist();
            assertThat(target().resolveSibling("target.csv.gz.part"))
                    .hasBinaryContent(Arrays.copyOf(BYTES, BYTES.length / 2));
        }
    }

    @Test
    void a_flipped_bit_fails_the_md5_of_the_entity_tag() throws IOException {
        byte[] flipped = BYTES.clone();
        flipped[5] ^= 1;
        try (AwkwardServer server = new AwkwardServer((exchange, request) -> answer(exchange, flipped, md5(BYTES)))) {
            try (S3Downloader downloader = open(server)) {
                assertThatThrownBy(() -> downloader.fetch(object(md5(BYTES)), target()))
                        .isInstanceOf(DownloadException.class)
                        .hasMessageContaining("expected MD5");
            }
            assertThat(landing).isEmptyDirectory();
        }
    }

    @Test
    void an_object_of_several_parts_has_no_md5_to_compare() throws IOException {
        String tag = md5(BYTES) + "-3";
        try (AwkwardServer server = new AwkwardServer((exchange, request) -> answer(exchange, BYTES, tag));
                S3Downloader downloader = open(server)) {
            downloader.fetch(object(tag), target());
            assertThat(target()).hasBinaryContent(BYTES);
        }
    }

    @Test
    void a_flipped_bit_that_no_md5_can_show_fails_the_gzip_check_and_is_fetched_again() throws IOException {
        String tag = md5(BYTES) + "-3";
        byte[] flipped = BYTES.clone();
        flipped[BYTES.length / 2] ^= 1;
        try (AwkwardServer server = new AwkwardServer(
                        (exchange, request) -> answer(exchange, request == 1 ? flipped : BYTES, tag));
                S3Downloader downloader = open(server)) {
            downloader.fetch(object(tag), target());
            assertThat(target()).hasBinaryContent(BYTES);
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void a_store_that_ignores_if_match_is_found_out() throws IOException {
        try (AwkwardServer server = new AwkwardServer((exchange, request) -> answer(exchange, BYTES, md5(BYTES)))) {
            try (S3Downloader downloader = open(server)) {
                assertThatThrownBy(() -> downloader.fetch(object("0".repeat(32)), target()))
                        .isInstanceOfSatisfying(
                                DownloadException.class,
                                error -> assertThat(error.status()).isEqualTo(412))
                        .hasMessageContaining("list it again");
            }
            assertThat(landing).isEmptyDirectory();
        }
    }

    @Test
    void a_failing_store_is_asked_as_often_as_allowed() throws IOException {
        try (AwkwardServer server = new AwkwardServer((exchange, request) -> exchange.sendResponseHeaders(503, -1))) {
            try (S3Downloader downloader = open(server)) {
                assertThatThrownBy(() -> downloader.list("")).isInstanceOfSatisfying(DownloadException.class, error -> {
                    assertThat(error.status()).isEqualTo(503);
                    assertThat(error.retryable()).isTrue();
                });
            }
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    private S3Downloader open(AwkwardServer server) {
        return S3Downloader.open(TestStore.options(server.endpoint()), TestStore.keys());
    }

    private Path target() {
        return landing.resolve("target.csv.gz");
    }

    private static RemoteObject object(String etag) {
        return new RemoteObject("us_stocks_sip/x.csv.gz", BYTES.length, etag, Instant.EPOCH);
    }

    private static void answer(HttpExchange exchange, byte[] body, String etag) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"" + etag + "\"");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void breakOff(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"" + md5(BYTES) + "\"");
        exchange.sendResponseHeaders(200, BYTES.length);
        exchange.getResponseBody().write(BYTES, 0, BYTES.length / 2);
        exchange.getResponseBody().flush();
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
