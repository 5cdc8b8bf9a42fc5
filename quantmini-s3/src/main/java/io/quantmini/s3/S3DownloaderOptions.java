package io.quantmini.s3;

import io.quantmini.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the flat files are and how patiently to ask for them. Immutable.
 *
 * @param endpoint scheme, host and port of the store; {@code https}, or {@code http} to a loopback address only
 * @param region region that requests are signed for
 * @param bucket bucket of the flat files
 * @param connectTimeout longest wait for a connection
 * @param idleTimeout longest wait for the next byte
 * @param minBytesPerSecond least that a transfer must bring while it waits for the store for as long as the idle timeout;
 *     one that brings less is broken off and goes on over another connection
 * @param maxBytesPerSecond most that all transfers of one downloader take together; {@link Long#MAX_VALUE} for no limit
 * @param maxAttempts how often one request is tried, the first time included, while none of them brings anything
 */
public record S3DownloaderOptions(
        URI endpoint,
        String region,
        String bucket,
        Duration connectTimeout,
        Duration idleTimeout,
        long minBytesPerSecond,
        long maxBytesPerSecond,
        int maxAttempts) {
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    public S3DownloaderOptions {
        String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme().toLowerCase(Locale.ROOT);
        String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
        if (endpoint.getHost() == null
                || endpoint.getRawUserInfo() != null
                || endpoint.getRawQuery() != null
                || endpoint.getRawFragment() != null
                || !(path.isEmpty() || path.equals("/"))
                || !(scheme.equals("https") || scheme.equals("http"))) {
            // The value is not quoted: people paste credentials into the user part of addresses.
            throw new ConfigurationException(
                    "s3.endpoint",
                    "[s3 options] expected an endpoint of scheme, host and port alone, such as"
                            + " https://files.massive.com, got something else; give the bucket and the credentials apart");
        }
        if (scheme.equals("http") && !isLoopback(endpoint.getHost())) {
            throw new ConfigurationException(
                    "s3.endpoint",
                    "[s3 options] expected https, got http to " + endpoint.getHost()
                            + "; credentials and data go unencrypted to a loopback address only");
        }
        if (!REGION.matcher(region).matches()) {
            throw new ConfigurationException(
                    "s3.region", "[s3 options] expected a region such as us-east-1, got \"" + region + "\"");
        }
        if (!BUCKET.matcher(bucket).matches()) {
            throw new ConfigurationException(
                    "s3.bucket",
                    "[s3 options] expected a bucket name of 3 to 63 characters out of" + " [a-z0-9.-], got \"" + bucket
                            + "\"");
        }
        if (minBytesPerSecond < 0 || maxBytesPerSecond <= 0 || minBytesPerSecond > maxBytesPerSecond) {
            throw new ConfigurationException(
                    "s3",
                    "[s3 options] expected rates from 0 to the most, got minBytesPerSecond=" + minBytesPerSecond
                            + ", maxBytesPerSecond=" + maxBytesPerSecond);
        }
        if (connectTimeout.toMillis() <= 0 || idleTimeout.toMillis() <= 0 || maxAttempts <= 0) {
            throw new ConfigurationException(
                    "s3",
                    "[s3 options] expected positive timeouts and attempts, got connectTimeout=" + connectTimeout
                            + ", idleTimeout=" + idleTimeout + ", maxAttempts=" + maxAttempts);
        }
    }

    /** The vendor's store: {@code https://files.massive.com}, bucket {@code flatfiles}. */
    public static S3DownloaderOptions defaults() {
        return builder().build();
    }

    /** Starts from {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether the endpoint is this machine, by its literal address or the name {@code localhost}. */
    public boolean isLoopback() {
        return isLoopback(endpoint.getHost());
    }

    // By text alone: a name that resolves to loopback now may resolve elsewhere a second later.
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || LOOPBACK_V4.matcher(host).matches();
    }

    /** Collects options; not thread-safe. */
    public static final class Builder {
        private URI endpoint = URI.create("https://files.massive.com");
        private String region = "us-east-1";
        private String bucket = "flatfiles";
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration idleTimeout = Duration.ofSeconds(60);
        private long minBytesPerSecond = 1 << 10;
        private long maxBytesPerSecond = Long.MAX_VALUE;
        private int maxAttempts = 8;

        private Builder() {}

        /** Scheme, host and port; {@code https} unless the host is a loopback address. */
        public Builder endpoint(URI value) {
            endpoint = value;
            return this;
        }

        public Builder region(String value) {
            region = value;
            return this;
        }

        public Builder bucket(String value) {
            bucket = value;
            return this;
        }

        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        public Builder idleTimeout(Duration value) {
            idleTimeout = value;
            return this;
        }

        /** Least that a transfer must bring; 0 for any. */
        public Builder minBytesPerSecond(long value) {
            minBytesPerSecond = value;
            return this;
        }

        /** Most that all transfers take together; {@link Long#MAX_VALUE}, the default, for no limit. */
        public Builder maxBytesPerSecond(long value) {
            maxBytesPerSecond = value;
            return this;
        }

        /** How often one request is tried, the first time included, while none of them brings anything. */
        public Builder maxAttempts(int value) {
            maxAttempts = value;
            return this;
        }

        public S3DownloaderOptions build() {
            return new S3DownloaderOptions(
                    endpoint,
                    region,
                    bucket,
                    connectTimeout,
                    idleTimeout,
                    minBytesPerSecond,
                    maxBytesPerSecond,
                    maxAttempts);
        }
    }
}
