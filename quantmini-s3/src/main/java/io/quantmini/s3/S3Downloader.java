package io.quantmini.s3;

import io.quantmini.config.S3Keys;
import io.quantmini.s3.S3Faults.Request;
import io.quantmini.stage.DownloadException;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Fetches objects from an S3-compatible store by blocking requests: signed with SigV4, path style, no chunked encoding, TLS
 * unless the store is this machine. Redirects are not followed. A request that fails is made again, with growing random
 * waits, when that can help; all requests share a budget of such retries.
 *
 * <p>A fetched object has the length, entity tag, checksum and, where the tag is one and no checksum of 64 bits or more is
 * told, the MD5 that the store promised, and a {@code .gz} is a whole gzip stream, before it is visible. A transfer that breaks
 * off, also by the end of the process, goes on behind its last byte: {@code <target>.part} and {@code <target>.part.state} hold
 * it until then. Safe for use by several threads; the caller closes it.
 */
public final class S3Downloader implements Downloader {
    private final S3DownloaderOptions options;
    private final S3Client client;
    private final S3Faults faults;
    private final RetrySchedule schedule;
    private final Transfer.S3Store store;
    private volatile boolean bucketSeen;

    private S3Downloader(Transfer.S3Store store) {
        this.options = store.options();
        this.client = store.client();
        this.faults = store.faults();
        this.schedule = store.schedule();
        this.store = store;
    }

    /** Sets up the connection pool; nothing is asked of the store yet. */
    public static S3Downloader open(S3DownloaderOptions options, S3Keys keys) {
        return open(options, keys, RetrySchedule.sleeping(options.maxAttempts()));
    }

    static S3Downloader open(S3DownloaderOptions options, S3Keys keys, RetrySchedule schedule) {
        return open(options, keys, schedule, BandwidthLimit.sleeping(options.maxBytesPerSecond()));
    }

    static S3Downloader open(
            S3DownloaderOptions options, S3Keys keys, RetrySchedule schedule, BandwidthLimit bandwidth) {
        S3Faults faults = new S3Faults(options);
        return new S3Downloader(
                new Transfer.S3Store(options, S3Clients.open(options, keys), faults, schedule, bandwidth));
    }

    @Override
    public List<RemoteObject> list(String prefix) {
        // What a listing tells twice counts as it was told last.
        SortedMap<String, RemoteObject> found = new TreeMap<>();
        String token = null;
        do {
            ListObjectsV2Response page = page(prefix, token);
            page.contents().stream().map(S3Objects::of).forEach(object -> found.put(object.key(), object));
            String next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
            if (next != null && next.equals(token)) {
                throw faults.of(Request.LIST, prefix, false, "the listing does not get on past one page", null);
            }
            token = next;
        } while (token != null);
        bucketSeen = true;
        return List.copyOf(found.values());
    }

    private ListObjectsV2Response page(String prefix, @Nullable String token) {
        return ask(
                Request.LIST,
                prefix,
                () -> client.listObjectsV2(request ->
                        request.bucket(options.bucket()).prefix(prefix).continuationToken(token)));
    }

    @Override
    public Optional<RemoteObject> head(String key) {
        ObjectKeys.check(key);
        try {
            HeadObjectResponse answer = ask(
                    Request.HEAD,
                    key,
                    () -> client.headObject(
                            request -> request.bucket(options.bucket()).key(key)));
            return Optional.of(S3Objects.of(key, answer));
        } catch (DownloadException e) {
            if (e.status() != 404) {
                throw e;
            }
            requireBucket(key);
            return Optional.empty();
        }
    }

    @Override
    public void fetch(RemoteObject object, Path target) {
        fetch(object, target, bytes -> {});
    }

    @Override
    public void fetch(RemoteObject object, Path target, LongConsumer arrived) {
        ObjectKeys.check(object.key());
        try (IncomingFile incoming = IncomingFile.open(object, target)) {
            new Transfer(store, object, incoming, arrived).run();
            incoming.publish();
        } catch (IOException e) {
            throw new DownloadException(
                    object.key(),
                    0,
                    false,
                    "[" + target + "] cannot write what was fetched: " + e + "; check the directory and its free space",
                    e);
        }
    }

    @Override
    public List<Path> forgetUnfinished(Path directory, Predicate<Path> unwanted) {
        try {
            return IncomingFile.forget(directory, unwanted);
        } catch (IOException e) {
            throw new DownloadException(
                    directory.toString(),
                    0,
                    false,
                    "[" + directory + "] cannot delete what was left unfinished: " + e + "; check the directory",
                    e);
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

    /** A HEAD answer has no body to tell a missing bucket from a missing object: a listing does. */
    private void requireBucket(String key) {
        if (bucketSeen) {
            return;
        }
        ask(
                Request.LIST,
                key,
                () -> client.listObjectsV2(
                        request -> request.bucket(options.bucket()).prefix(key).maxKeys(1)));
        bucketSeen = true;
    }

    private <T> T ask(Request kind, String key, Supplier<T> request) {
        RetrySchedule.Attempts attempts = schedule.start();
        while (true) {
            try {
                T answer = request.get();
                attempts.succeeded();
                return answer;
            } catch (SdkException e) {
                attempts.failed(faults.of(kind, key, e), false);
            }
        }
    }
}
