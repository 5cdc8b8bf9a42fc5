package io.quantmini.rest;

import io.quantmini.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the vendor's REST interface is and how patiently to ask it. Immutable.
 *
 * @param endpoint scheme, host and port; {@code https}, or {@code http} to a loopback address only
 * @param requestsPerMinute most requests within any minute
 * @param connectTimeout longest wait for a connection
 * @param requestTimeout longest wait for a whole page
 * @param maxAttempts how often a page is asked for, the first time included
 * @param maxPageBytes a longer page is refused
 */
record RestOptions(
        URI endpoint,
        int requestsPerMinute,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxAttempts,
        int maxPageBytes) {
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    public RestOptions {
        String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme().toLowerCase(Locale.ROOT);
        String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
        boolean bare = endpoint.getRawUserInfo() == null
                && endpoint.getRawQuery() == null
                && endpoint.getRawFragment() == null
                && (path.isEmpty() || path.equals("/"));
        if (endpoint.getHost() == null || !bare || !(scheme.equals("https") || scheme.equals("http"))) {
            // The value is not quoted: people paste keys into addresses.
            throw new ConfigurationException(
                    "rest.endpoint",
                    "[rest options] expected an endpoint of scheme, host and port alone, such as"
                            + " https://api.massive.com, got something else; give the key apart");
        }
        if (scheme.equals("http") && !isLoopback(endpoint.getHost())) {
            throw new ConfigurationException(
                    "rest.endpoint",
                    "[rest options] expected https, got http to " + endpoint.getHost()
                            + "; the key goes unencrypted to a loopback address only");
        }
        if (requestsPerMinute <= 0 || maxAttempts <= 0 || maxPageBytes <= 0) {
            throw new ConfigurationException(
                    "rest",
                    "[rest options] expected positive numbers, got requestsPerMinute=" + requestsPerMinute
                            + ", maxAttempts=" + maxAttempts + ", maxPageBytes=" + maxPageBytes);
        }
        if (connectTimeout.toMillis() <= 0 || requestTimeout.toMillis() <= 0) {
            throw new ConfigurationException(
                    "rest",
                    "[rest options] expected positive timeouts, got connectTimeout=" + connectTimeout
                            + ", requestTimeout=" + requestTimeout);
        }
    }

    /** {@code https://api.massive.com}, five requests a minute. */
    static RestOptions defaults() {
        return builder().build();
    }

    /** Starts from {@link #defaults()}. */
    static Builder builder() {
        return new Builder();
    }

    // By text alone: a name that resolves to loopback now may resolve elsewhere a second later.
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || LOOPBACK_V4.matcher(host).matches();
    }

    /** Collects options; not thread-safe. */
    static final class Builder {
        private URI endpoint = URI.create("https://api.massive.com");
        private int requestsPerMinute = 5;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration requestTimeout = Duration.ofSeconds(60);
        private int maxAttempts = 8;
        private int maxPageBytes = 64 << 20;

        private Builder() {}

        /** Scheme, host and port; {@code https} unless the host is a loopback address. */
        Builder endpoint(URI value) {
            endpoint = value;
            return this;
        }

        /** Most requests within any minute. */
        Builder requestsPerMinute(int value) {
            requestsPerMinute = value;
            return this;
        }

        Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /** Longest wait for a whole page. */
        Builder requestTimeout(Duration value) {
            requestTimeout = value;
            return this;
        }

        /** How often a page is asked for, the first time included. */
        Builder maxAttempts(int value) {
            maxAttempts = value;
            return this;
        }

        /** A longer page is refused. */
        Builder maxPageBytes(int value) {
            maxPageBytes = value;
            return this;
        }

        RestOptions build() {
            return new RestOptions(
                    endpoint, requestsPerMinute, connectTimeout, requestTimeout, maxAttempts, maxPageBytes);
        }
    }
}
