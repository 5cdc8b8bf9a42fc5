package io.quantmini.s3;

import io.quantmini.config.S3Keys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** An S3 server on loopback that checks signatures, over a directory. */
final class TestStore implements AutoCloseable {
    static final String ACCESS_KEY = "AKIATESTTESTTEST";
    static final String SECRET_KEY = "canary-4f1d9c7be2a84d5a";
    static final String BUCKET = "flatfiles";

    /** Longer than any that a test plays. */
    private static final int TOLERATED_SKEW_SECONDS = 2 * 86_400;

    private final BlobStore blobs;
    private final S3Proxy server;

    private TestStore(BlobStore blobs, S3Proxy server) {
        this.blobs = blobs;
        this.server = server;
    }

    static TestStore start(Path directory) throws Exception {
        BlobStore blobs = new FilesystemNio2BlobStore(directory.toString());
        blobs.createContainer(BUCKET);
        S3Proxy server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .jettyMaxThreads(16)
                .maximumTimeSkew(TOLERATED_SKEW_SECONDS)
                .stopTimeout(0)
                .build();
        server.start();
        return new TestStore(blobs, server);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
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
        blobs.putBlob(
                PutObjectRequest.builder()
                        .bucket(BUCKET)
                        .key(key)
                        .contentLength((long) bytes.length)
                        .build(),
                new ByteArrayInputStream(bytes));
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
        server.stop();
    }
}
