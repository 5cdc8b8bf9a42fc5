package io.quantmini.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantmini.stage.DownloadException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what goes wrong with a request into errors that say what to do, and never hold the key. */
final class RestFaults {
    private static final String CHECK_KEY = "check the key (POLYGON_API_KEY or MASSIVE_API_KEY)";
    private static final String LATER = "try again later";
    private static final int SHOWN = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestOptions options;
    private final Secret secret;

    RestFaults(RestOptions options, Secret secret) {
        this.options = options;
        this.secret = secret;
    }

    /** The error of an answer with another status than 200. */
    DownloadException refused(String name, int status, byte[] body) {
        String got = status + said(body).map(text -> " \"" + text + "\"").orElse("");
        if (status >= 300 && status < 400) {
            return of(
                    name,
                    status,
                    "expected the page, got a redirect (" + got + ")",
                    "redirects are not followed: set the endpoint to the interface's own address");
        }
        return switch (status) {
            case 401 -> of(name, status, "the vendor refused the key (" + got + ")", CHECK_KEY);
            case 403 ->
                of(
                        name,
                        status,
                        "the vendor refused access (" + got + ")",
                        "check that the subscription covers this, then " + CHECK_KEY);
            case 404 -> of(name, status, "the vendor has no such thing (" + got + ")", "check the ticker or the date");
            case 408, 425 -> again(name, status, "the vendor did not get to it (" + got + ")", null);
            case 429 ->
                again(name, status, "the vendor asks to slow down (" + got + "); set rest.requests_per_minute", null);
            default ->
                status >= 500
                        ? again(name, status, "the vendor failed (" + got + ")", null)
                        : of(name, status, "the vendor refused the request (" + got + ")", LATER);
        };
    }

    /** The error of a page that came whole but is not what was asked for, and will not be. */
    DownloadException unusable(String name, String got, String advice) {
        return of(name, 200, got, advice);
    }

    /** The error of a page that may be another one when it is asked for again. */
    DownloadException garbled(String name, String got) {
        return again(name, 200, got, null);
    }

    /** The error of a request that got no whole answer. */
    DownloadException unanswered(String name, Throwable caught) {
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause instanceof CappedBody.TooLongException) {
                return of(
                        name,
                        200,
                        "expected a page of at most " + options.maxPageBytes() + " bytes, got a longer one",
                        "check the endpoint");
            }
            if (cause instanceof SSLException) {
                return new DownloadException(
                        name,
                        0,
                        false,
                        text(name, "no trusted TLS connection", "check the endpoint and the JVM's trust store"),
                        caught);
            }
            if (cause instanceof ConnectException) {
                return again(name, 0, "nothing answers there", caught);
            }
            if (cause instanceof HttpTimeoutException) {
                return again(name, 0, "no whole page within " + options.requestTimeout(), caught);
            }
        }
        return again(name, 0, "the connection failed", caught);
    }

    DownloadException interrupted(String name, @Nullable Throwable cause) {
        return new DownloadException(name, 0, false, text(name, "interrupted", "run it again to go on"), cause);
    }

    /** A text of others, short, printable and without the key. */
    String shown(String text) {
        if (secret.isIn(text.getBytes(StandardCharsets.UTF_8))) {
            return "(withheld: it holds the key)";
        }
        String printable = text.replaceAll("[^\\x20-\\x7e]|\"", "?");
        return printable.length() > SHOWN ? printable.substring(0, SHOWN) + "…" : printable;
    }

    private DownloadException of(String name, int status, String got, String advice) {
        return new DownloadException(name, status, false, text(name, got, advice), null);
    }

    private DownloadException again(String name, int status, String got, @Nullable Throwable cause) {
        return new DownloadException(
                name, status, true, text(name, got, "check the endpoint and the network, or " + LATER), cause);
    }

    private String text(String name, String got, String advice) {
        return "[" + options.endpoint() + "] cannot fetch " + name + ": " + got + "; " + advice;
    }

    /** The vendor's own words. */
    private Optional<String> said(byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body);
            for (String field : new String[] {"error", "message"}) {
                if (answer.path(field).isTextual()) {
                    return Optional.of(shown(answer.path(field).textValue()));
                }
            }
        } catch (IOException e) {
            // Whatever it is, it is no message for people.
        }
        return Optional.empty();
    }
}
