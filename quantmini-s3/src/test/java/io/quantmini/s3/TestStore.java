package io.quantmini.s3;

import io.quantmini.config.S3Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * An S3 server on loopback that checks signatures, over a directory: S3Proxy in this process or, where
 * {@code quantmini.versitygw} says where its program is, versitygw in one of its own.
 */
final class TestStore implements AutoCloseable {
    static final String ACCESS_KEY = "AKIATESTTESTTEST";
    static final String SECRET_KEY = "canary-4f1d9c7be2a84d5a";
    static final String BUCKET = "flatfiles";

    private static final @Nullable String VERSITYGW = System.getProperty("quantmini.versitygw");

    private final Backend backend;

    private TestStore(Backend backend) {
        this.backend = backend;
    }

    /** The server behind. */
    interface Backend extends AutoCloseable {
        URI endpoint();

        void put(String key, byte[] bytes);
    }

    static TestStore start(Path directory) throws Exception {
        return new TestStore(
                VERSITYGW == null ? S3ProxyStore.start(directory) : VersityStore.start(Path.of(VERSITYGW), directory));
    }

    /** Skips the test that needs a store which takes requests of another day. */
    static void assumeTolerantClock() {
        Assumptions.assumeTrue(VERSITYGW == null, "versitygw refuses the clock that this test plays");
    }

    URI endpoint() {
        return backend.endpoint();
    }

    S3DownloaderOptions options() {
        return options(endpoint());
    }

    static S3DownloaderOptions options(URI endpoint) {
        return options(endpoint, Duration.ofSeconds(5));
    }

    static S3DownloaderOptions options(URI endpoint, Duration idleTimeout) {
        return S3DownloaderOptions.builder()
                .endpoint(endpoint)
                .connectTimeout(Duration.ofSeconds(5))
                .idleTimeout(idleTimeout)
                .maxAttempts(2)
                .build();
    }

    static S3Keys keys() {
        return S3Keys.of(ACCESS_KEY, SECRET_KEY);
    }

    S3Downloader open() {
        return S3Downloader.open(options(), keys());
    }

    void put(String key, byte[] bytes) {
        backend.put(key, bytes);
    }

    static byte[] gzip(String text) {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of that many bytes that cannot be compressed. */
    static byte[] gzip(long seed, int length) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return gzip(noise);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws Exception {
        backend.close();
    }
}
