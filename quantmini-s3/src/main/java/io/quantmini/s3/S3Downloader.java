package io.quantmini.s3;

import io.quantmini.admission.IngestException;
import io.quantmini.config.S3Keys;
import io.quantmini.s3.S3Faults.Request;
import io.quantmini.stage.DownloadException;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Fetches objects from an S3-compatible store, one blocking request at a time: signed with SigV4, path style, no chunked
 * encoding, TLS unless the store is this machine. A fetched object has the length, entity tag and, where the tag is one,
 * the MD5 that the listing promised, and a {@code .gz} is a whole gzip stream, before it is visible. Redirects are not
 * followed. Safe for use by several threads; the caller closes it.
 */
public final class S3Downloader implements Downloader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private final S3DownloaderOptions options;
    private final S3Client client;
    private final S3Faults faults;
    private volatile boolean bucketSeen;

    private S3Downloader(S3DownloaderOptions options, S3Client client) {
        this.options = options;
        this.client = client;
        this.faults = new S3Faults(options);
    }

    /** Sets up the connection pool; nothing is asked of the store yet. */
    public static S3Downloader open(S3DownloaderOptions options, S3Keys keys) {
        return new S3Downloader(options, S3Clients.open(options, keys));
    }

    @Override
    public List<RemoteObject> list(String prefix) {
        List<RemoteObject> found = new ArrayList<>();
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(options.bucket())
                .prefix(prefix)
                .build();
        try {
            for (S3Object entry : client.listObjectsV2Paginator(request).contents()) {
                found.add(remote(entry.key(), entry.size(), entry.eTag(), entry.lastModified()));
            }
        } catch (SdkException e) {
            throw faults.of(Request.LIST, prefix, e);
        }
        bucketSeen = true;
        found.sort(Comparator.comparing(RemoteObject::key));
        return List.copyOf(found);
    }

    @Override
    public Optional<RemoteObject> head(String key) {
        ObjectKeys.check(key);
        try {
            HeadObjectResponse answer = client.headObject(
                    request -> request.bucket(options.bucket()).key(key));
            return Optional.of(remote(key, answer.contentLength(), answer.eTag(), answer.lastModified()));
        } catch (NoSuchKeyException e) {
            requireBucket(key);
            return Optional.empty();
        } catch (SdkException e) {
            throw faults.of(Request.HEAD, key, e);
        }
    }

    @Override
    public void fetch(RemoteObject object, Path target) {
        ObjectKeys.check(object.key());
        for (int attempt = 1; ; attempt++) {
            pause(object.key(), attempt);
            try (IncomingFile incoming = IncomingFile.create(target)) {
                receive(object, incoming);
                incoming.publish();
                return;
            } catch (TransferException e) {
                if (attempt >= options.maxAttempts()) {
                    throw faults.of(Request.GET, object.key(), true, "the transfer broke off: " + e.getMessage(), e);
                }
            } catch (IOException e) {
                throw new DownloadException(
                        object.key(),
                        0,
                        false,
                        "[" + target + "] cannot write what was fetched: " + e
                                + "; check the directory and its free space",
                        e);
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "S3Downloader[" + options.endpoint() + " " + options.bucket() + "]";
    }

    /** A body that ended early or broke; worth another try. */
    private static final class TransferException extends IOException {
        private static final long serialVersionUID = 1L;

        TransferException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private void receive(RemoteObject object, IncomingFile incoming) throws IOException {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(options.bucket()).key(object.key());
        if (!object.etag().isEmpty()) {
            request.ifMatch("\"" + object.etag() + "\"");
        }
        ResponseInputStream<GetObjectResponse> body;
        try {
            body = client.getObject(request.build());
        } catch (SdkException e) {
            throw faults.of(Request.GET, object.key(), e);
        }
        try {
            requireSame(object, body.response());
            copy(body, object, incoming);
        } catch (IOException | DownloadException e) {
            // Closing would read the rest of the body first.
            body.abort();
            throw e;
        }
        body.close();
        requireWhole(object, body.response(), incoming);
    }

    private void copy(ResponseInputStream<GetObjectResponse> body, RemoteObject object, IncomingFile incoming)
            throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
            incoming.write(buffer, read);
            if (incoming.bytes() > object.bytes()) {
                throw new TransferException("expected " + object.bytes() + " bytes, got more", null);
            }
        }
        if (incoming.bytes() < object.bytes()) {
            throw new TransferException("expected " + object.bytes() + " bytes, got " + incoming.bytes(), null);
        }
    }

    private static int read(ResponseInputStream<GetObjectResponse> body, byte[] buffer) throws TransferException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw new TransferException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A store that ignores If-Match, or gives no entity tag, is found out here. */
    private void requireSame(RemoteObject object, GetObjectResponse answer) {
        RemoteObject now = remote(object.key(), answer.contentLength(), answer.eTag(), answer.lastModified());
        boolean same = now.bytes() == object.bytes()
                && (object.etag().isEmpty()
                        ? now.lastModified().equals(object.lastModified())
                        : now.etag().equals(object.etag()));
        if (!same) {
            throw new DownloadException(
                    object.key(),
                    412,
                    true,
                    "[" + options.endpoint() + " " + options.bucket() + "] cannot fetch "
                            + ObjectKeys.shown(object.key()) + ": expected " + described(object) + ", got "
                            + described(now) + "; list it again",
                    null);
        }
    }

    private void requireWhole(RemoteObject object, GetObjectResponse answer, IncomingFile incoming) throws IOException {
        boolean verified = MD5.matcher(object.etag()).matches() && tagIsMd5(answer);
        if (verified) {
            String md5 = incoming.md5Hex();
            if (!md5.equals(object.etag())) {
                throw new TransferException("expected MD5 " + object.etag() + ", got " + md5, null);
            }
        }
        if (!object.key().endsWith(".gz")) {
            return;
        }
        try {
            incoming.readAsGzip(ObjectKeys.shown(object.key()));
        } catch (IngestException e) {
            if (!verified) {
                throw new TransferException(String.valueOf(e.getMessage()), e);
            }
            throw faults.of(
                    Request.GET,
                    object.key(),
                    false,
                    "the object itself is no whole gzip stream: " + e.getMessage(),
                    e);
        }
    }

    // With keys of the store's or the customer's own, the tag of a single part is no digest of the plain bytes.
    private static boolean tagIsMd5(GetObjectResponse answer) {
        return answer.sseCustomerAlgorithm() == null
                && (answer.serverSideEncryption() == null
                        || answer.serverSideEncryption() == ServerSideEncryption.AES256);
    }

    /** A HEAD answer has no body to tell a missing bucket from a missing object: a listing does. */
    private void requireBucket(String key) {
        if (bucketSeen) {
            return;
        }
        try {
            client.listObjectsV2(
                    request -> request.bucket(options.bucket()).prefix(key).maxKeys(1));
        } catch (SdkException e) {
            throw faults.of(Request.LIST, key, e);
        }
        bucketSeen = true;
    }

    private static void pause(String key, int attempt) {
        try {
            Thread.sleep(S3Clients.delayBefore(attempt).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DownloadException(
                    key, 0, false, "[" + ObjectKeys.shown(key) + "] cannot fetch: interrupted; run it again", e);
        }
    }

    private static RemoteObject remote(
            String key, @Nullable Long bytes, @Nullable String etag, @Nullable Instant lastModified) {
        return new RemoteObject(
                key,
                bytes == null ? -1 : bytes,
                etag == null ? "" : etag.replace("\"", ""),
                // Listings give milliseconds, headers whole seconds.
                lastModified == null ? Instant.EPOCH : lastModified.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String described(RemoteObject object) {
        return object.bytes() + " bytes, tag " + (object.etag().isEmpty() ? "none" : object.etag()) + " of "
                + object.lastModified();
    }
}
