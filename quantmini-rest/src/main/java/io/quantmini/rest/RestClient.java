package io.quantmini.rest;

import io.quantmini.stage.DownloadException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the vendor's interface for pages, one after the other. The key goes into a header, to the endpoint's own host alone:
 * redirects are not followed, and an address elsewhere is refused. A request that fails is made again when that can help.
 * Used by one thread.
 */
final class RestClient {
    private static final Set<String> REFUSALS = Set.of("ERROR", "NOT_AUTHORIZED", "NOT_FOUND");

    private final RestOptions options;
    private final Secret secret;
    private final HttpClient http;
    private final RequestRate rate;
    private final Retries retries;
    private final RestFaults faults;

    RestClient(RestOptions options, Secret secret, Waiting waiting) {
        this.options = options;
        this.secret = secret;
        this.http = HttpClient.newBuilder()
                .connectTimeout(options.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.rate = new RequestRate(options.requestsPerMinute(), waiting);
        this.retries = new Retries(options.maxAttempts(), waiting);
        this.faults = new RestFaults(options, secret);
    }

    RestFaults faults() {
        return faults;
    }

    /** Requests made so far. */
    long requests() {
        return rate.requests();
    }

    /** The address of a path and query of our own. */
    URI first(String target) {
        return URI.create(base() + target);
    }

    /**
     * The address of a next page that an answer gives, without any key in it.
     *
     * @throws DownloadException when it is not at the endpoint
     */
    URI next(String address, String name) {
        URI next;
        try {
            next = options.endpoint().resolve(address);
        } catch (IllegalArgumentException e) {
            throw faults.unusable(name, "expected the address of a next page, got none", "try again later");
        }
        URI ours = options.endpoint();
        boolean same = Objects.toString(next.getScheme(), "").equalsIgnoreCase(ours.getScheme())
                && Objects.toString(next.getHost(), "").equalsIgnoreCase(ours.getHost())
                && port(next) == port(ours)
                && next.getRawUserInfo() == null;
        if (!same) {
            throw faults.unusable(
                    name,
                    "expected a next page at the endpoint, got one at "
                            + faults.shown(next.getScheme() + "://" + next.getHost()),
                    "nothing was sent there; if it is the vendor's, set the endpoint to it");
        }
        String query = withoutKeys(next.getRawQuery());
        return URI.create(base() + next.getRawPath() + (query.isEmpty() ? "" : "?" + query));
    }

    /**
     * A page that is JSON, has results and does not repeat the key.
     *
     * @param name where it will land, for errors
     * @param hasResults whether it must have results, or say that there are none
     * @throws DownloadException when it cannot be had
     */
    Page get(URI address, String name, boolean hasResults) {
        try {
            for (int attempt = 1; ; attempt++) {
                @Nullable String retryAfter = null;
                DownloadException failure;
                rate.take();
                try {
                    HttpResponse<byte[]> answer = send(address, name);
                    retryAfter = answer.headers().firstValue("Retry-After").orElse(null);
                    Page page = page(answer, name, hasResults);
                    retries.succeeded();
                    return page;
                } catch (DownloadException e) {
                    failure = e;
                }
                retries.failed(failure, attempt, retryAfter);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw faults.interrupted(name, e);
        }
    }

    private HttpResponse<byte[]> send(URI address, String name) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(options.requestTimeout())
                .header("Authorization", secret.bearer())
                .header("Accept", "application/json")
                .header("User-Agent", "quantmini")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, CappedBody.handler(options.maxPageBytes()));
        try {
            // The request's own timeout ends with the head of the answer.
            return answer.get(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw faults.unanswered(name, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw faults.unanswered(name, new HttpTimeoutException("the body took too long"));
        } finally {
            answer.cancel(true);
        }
    }

    private Page page(HttpResponse<byte[]> answer, String name, boolean hasResults) {
        byte[] body = answer.body();
        if (answer.statusCode() != 200) {
            throw faults.refused(name, answer.statusCode(), body);
        }
        if (secret.isIn(body)) {
            throw faults.unusable(
                    name,
                    "the answer repeats the key",
                    "nothing of it was kept; check that the endpoint is the vendor's");
        }
        Page page;
        try {
            page = Page.of(body);
        } catch (IOException e) {
            throw faults.garbled(name, "expected JSON, got something else");
        }
        String status = page.status() == null ? "" : page.status().toUpperCase(Locale.ROOT);
        if (REFUSALS.contains(status)) {
            throw faults.unusable(name, "the vendor answers " + status, "check the subscription and the request");
        }
        if (hasResults && !page.isAnswer()) {
            throw faults.unusable(name, "expected results, got an answer without", "check the endpoint");
        }
        return page;
    }

    private String base() {
        URI endpoint = options.endpoint();
        return endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    }

    private static String withoutKeys(@Nullable String query) {
        if (query == null) {
            return "";
        }
        StringBuilder kept = new StringBuilder();
        for (String parameter : query.split("&", -1)) {
            if (!parameter.toLowerCase(Locale.ROOT).startsWith("apikey=")) {
                kept.append(kept.length() == 0 ? "" : "&").append(parameter);
            }
        }
        return kept.toString();
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    @Override
    public String toString() {
        return "RestClient[" + options.endpoint() + "]";
    }
}
