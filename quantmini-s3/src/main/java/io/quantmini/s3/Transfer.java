package io.quantmini.s3;

import io.quantmini.admission.IngestException;
import io.quantmini.s3.S3Faults.Request;
import io.quantmini.stage.DownloadException;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Brings one object into its file, by as many requests as it takes. Used by one thread. */
final class Transfer {
    private static final int BUFFER_BYTES = 1 << 16;
    /** Least that makes an attempt worth having been made. */
    private static final long PROGRESS_BYTES = 1 << 16;

    /** Answers after which the beginning of the object is of no use: gone, changed, or whole and no gzip stream. */
    private static final Set<Integer> SPOILS = Set.of(404, 412, 200);

    private final S3Store store;
    private final RemoteObject object;
    private final IncomingFile incoming;
    private final LongConsumer arrived;

    /** Tells how many bytes are there as {@link io.quantmini.stage.Downloader} says. */
    Transfer(S3Store store, RemoteObject object, IncomingFile incoming, LongConsumer arrived) {
        this.store = store;
        this.object = object;
        this.incoming = incoming;
        this.arrived = arrived;
    }

    /** What the transfers of one store share. */
    record S3Store(
            S3DownloaderOptions options,
            S3Client client,
            S3Faults faults,
            RetrySchedule schedule,
            BandwidthLimit bandwidth) {}

    /**
     * Fetches what is not there yet; returns when all of it is, verified.
     *
     * @throws IOException when the file cannot be written
     */
    void run() throws IOException {
        RetrySchedule.Attempts attempts = store.schedule().start();
        arrived.accept(incoming.bytes());
        while (true) {
            long before = incoming.bytes();
            try {
                if (incoming.bytes() == 0 || incoming.bytes() < object.bytes()) {
                    receive();
                }
                requireWhole();
                attempts.succeeded();
                return;
            } catch (TransferException e) {
                if (e.isSpoilt()) {
                    incoming.restart();
                }
                attempts.failed(brokenOff(e), incoming.bytes() - before >= PROGRESS_BYTES);
            } catch (DownloadException e) {
                if (e.status() == 416) {
                    incoming.restart();
                } else if (SPOILS.contains(e.status())) {
                    incoming.discard();
                }
                attempts.failed(e, false);
            }
        }
    }

    private DownloadException brokenOff(TransferException e) {
        return store.faults().of(Request.GET, object.key(), true, "the transfer broke off: " + e.getMessage(), e);
    }

    private void receive() throws IOException {
        long from = incoming.bytes();
        ResponseInputStream<GetObjectResponse> body;
        try {
            body = store.client().getObject(request(from));
        } catch (SdkException e) {
            throw store.faults().of(Request.GET, object.key(), e);
        }
        try {
            begin(body.response(), from);
            copy(body);
        } catch (IOException | RuntimeException e) {
            // Closing would read the rest of the body first.
            body.abort();
            throw e;
        }
        body.close();
    }

    private GetObjectRequest request(long from) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(store.options().bucket()).key(object.key());
        if (!object.etag().isEmpty()) {
            request.ifMatch("\"" + object.etag() + "\"");
        }
        if (from > 0) {
            request.range("bytes=" + from + "-");
        }
        // By the header alone: the client would hold the checksum of the whole against a part.
        return request.overrideConfiguration(override -> override.putHeader("x-amz-checksum-mode", "ENABLED"))
                .build();
    }

    /** Holds the answer's head against what was asked for, and gets ready for its body. */
    private void begin(GetObjectResponse answer, long from) throws IOException {
        requireSame(answer);
        String range = answer.contentRange();
        long at = from;
        if (from > 0 && answer.sdkHttpResponse().statusCode() == 200 && range == null) {
            // A store that does not do ranges.
            incoming.restart();
            at = 0;
        }
        if (at > 0) {
            String expected = "bytes " + at + "-" + (object.bytes() - 1) + "/" + object.bytes();
            if (!expected.equals(range)) {
                throw TransferException.spoilt("expected " + expected + ", got " + shown(range), null);
            }
        } else if (range != null) {
            throw TransferException.spoilt("expected the whole object, got " + shown(range), null);
        } else {
            incoming.expect(Checks.promised(answer));
        }
    }

    private static String shown(@Nullable String range) {
        return range == null ? "no range" : "the range \"" + ObjectKeys.shown(range) + "\"";
    }

    private void copy(ResponseInputStream<GetObjectResponse> body) throws IOException {
        StallWatch watch =
                new StallWatch(store.options().idleTimeout(), store.options().minBytesPerSecond());
        byte[] buffer = new byte[BUFFER_BYTES];
        while (true) {
            long start = System.nanoTime();
            int read = read(body, buffer);
            if (read < 0) {
                break;
            }
            incoming.write(buffer, read);
            arrived.accept(incoming.bytes());
            if (incoming.bytes() > object.bytes()) {
                throw TransferException.spoilt("expected " + object.bytes() + " bytes, got more", null);
            }
            watch.came(read, System.nanoTime() - start);
            rest(read);
        }
        if (incoming.bytes() < object.bytes()) {
            throw TransferException.broken("expected " + object.bytes() + " bytes, got " + incoming.bytes(), null);
        }
    }

    private void rest(int read) {
        if (Thread.currentThread().isInterrupted()) {
            throw RetrySchedule.interrupted(object.key(), null);
        }
        try {
            store.bandwidth().came(read);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RetrySchedule.interrupted(object.key(), e);
        }
    }

    private static int read(ResponseInputStream<GetObjectResponse> body, byte[] buffer) throws TransferException {
        try {
            return body.read(buffer);
        } catch (IOException | SdkException e) {
            throw TransferException.broken(String.valueOf(e.getMessage()), e);
        }
    }

    /** A store that ignores If-Match, or gives no entity tag, is found out here. */
    private void requireSame(GetObjectResponse answer) {
        RemoteObject now = S3Objects.of(object.key(), answer);
        boolean same = object.etag().isEmpty()
                ? now.lastModified().equals(object.lastModified()) && now.bytes() == object.bytes()
                : now.etag().equals(object.etag());
        if (!same) {
            throw store.faults().changed(object.key(), S3Objects.described(object), S3Objects.described(now));
        }
    }

    private void requireWhole() throws IOException {
        Optional<String> broken = incoming.checks().broken();
        if (broken.isPresent()) {
            throw TransferException.spoilt(broken.get(), null);
        }
        if (!object.key().endsWith(".gz")) {
            return;
        }
        try {
            incoming.readAsGzip(ObjectKeys.shown(object.key()));
        } catch (IngestException e) {
            if (incoming.checks().promises().isEmpty()) {
                throw TransferException.spoilt(String.valueOf(e.getMessage()), e);
            }
            throw store.faults()
                    .of(
                            Request.GET,
                            object.key(),
                            false,
                            "the object itself is no whole gzip stream: " + e.getMessage(),
                            e);
        }
    }
}
