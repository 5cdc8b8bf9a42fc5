package io.quantmini.cli.demo;

import io.quantmini.config.Credentials;
import io.quantmini.market.Dataset;
import io.quantmini.s3.S3Downloader;
import io.quantmini.s3.S3DownloaderOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * An S3 server in this process: on a free loopback port, with keys made up at each start and every signature checked.
 * Objects are kept in a directory, so a later start serves them with the same entity tags. Where the file system keeps no
 * extended attributes, which is where the tags go, they are kept in memory instead. Safe for use by several threads; the
 * caller closes it.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final String BUCKET = "flatfiles";
    // The server writes an object beside its place first, under the key with a random suffix.
    private static final Pattern UNFINISHED = Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final BlobStore blobs;
    private final S3Proxy server;
    private final Credentials credentials;

    private EmbeddedStore(BlobStore blobs, S3Proxy server, Credentials credentials) {
        this.blobs = blobs;
        this.server = server;
        this.credentials = credentials;
    }

    /** Starts a server over the directory, which is made if it is not there; one server a directory at a time. */
    public static EmbeddedStore start(Path directory) throws IOException {
        Files.createDirectories(directory);
        deleteUnfinished(directory);
        BlobStore blobs = Files.getFileStore(directory).supportsFileAttributeView("user")
                ? new FilesystemNio2BlobStore(directory.toString())
                : new TransientNio2BlobStore();
        if (!blobs.containerExists(BUCKET)) {
            blobs.createContainer(BUCKET);
        }
        String accessKey = randomHex(10);
        String secretKey = randomHex(20);
        S3Proxy server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                .jettyMaxThreads(16)
                .stopTimeout(0)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("[embedded store] cannot start on loopback: " + e.getMessage(), e);
        }
        return new EmbeddedStore(blobs, server, Credentials.none().withS3(accessKey, secretKey));
    }

    /** {@code http://127.0.0.1:<port>}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public String bucket() {
        return BUCKET;
    }

    /** Keys of this start; no other start takes them. */
    public Credentials credentials() {
        return credentials;
    }

    /** A downloader of this store; the caller closes it. */
    public S3Downloader downloader() {
        S3DownloaderOptions options = S3DownloaderOptions.builder()
                .endpoint(endpoint())
                .bucket(BUCKET)
                .build();
        return S3Downloader.open(options, credentials.s3().orElseThrow());
    }

    public boolean contains(String key) {
        return blobs.blobExists(BUCKET, key);
    }

    /** Puts an object, over one of the same key; it is there whole or not at all. */
    public void put(String key, byte[] bytes) {
        blobs.putBlob(
                PutObjectRequest.builder()
                        .bucket(BUCKET)
                        .key(key)
                        .contentLength((long) bytes.length)
                        .build(),
                new ByteArrayInputStream(bytes));
    }

    /** Puts what the market has published but its late file; objects already there are not made again. */
    public void fill(SyntheticMarket market) {
        market.sessions().parallelStream().forEach(session -> {
            for (Dataset dataset : Dataset.shipped()) {
                if (!dataset.key(session).equals(market.lateKey())) {
                    putAbsent(market, dataset, session);
                }
            }
        });
    }

    /** Puts the market's late file. */
    public void fillLate(SyntheticMarket market) {
        putAbsent(market, Dataset.STOCKS_MINUTE, market.lateSession());
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("[embedded store] cannot stop: " + e.getMessage(), e);
        }
    }

    private void putAbsent(SyntheticMarket market, Dataset dataset, LocalDate session) {
        String key = dataset.key(session);
        if (!contains(key)) {
            put(key, market.flatFile(dataset, session));
        }
    }

    private static void deleteUnfinished(Path directory) throws IOException {
        List<Path> unfinished;
        try (Stream<Path> walk = Files.walk(directory)) {
            unfinished = walk.filter(path -> Files.isRegularFile(path)
                            && UNFINISHED.matcher(path.getFileName().toString()).matches())
                    .toList();
        }
        for (Path path : unfinished) {
            Files.delete(path);
        }
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
