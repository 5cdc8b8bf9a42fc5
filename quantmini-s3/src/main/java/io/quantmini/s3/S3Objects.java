package io.quantmini.s3;

import io.quantmini.stage.RemoteObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a store says of an object, in our terms. */
final class S3Objects {
    private S3Objects() {}

    static RemoteObject of(S3Object entry) {
        return new RemoteObject(
                entry.key() == null ? "" : entry.key(),
                length(entry.size()),
                tag(entry.eTag()),
                wholeSeconds(entry.lastModified()));
    }

    static RemoteObject of(String key, HeadObjectResponse answer) {
        return new RemoteObject(
                key, length(answer.contentLength()), tag(answer.eTag()), wholeSeconds(answer.lastModified()));
    }

    /** Of an answer whose length is that of the body, which may be a part of the object. */
    static RemoteObject of(String key, GetObjectResponse answer) {
        return new RemoteObject(
                key, length(answer.contentLength()), tag(answer.eTag()), wholeSeconds(answer.lastModified()));
    }

    /** Without its quotes; empty for none. */
    static String tag(@Nullable String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }

    static String described(RemoteObject object) {
        return object.bytes() + " bytes, tag " + (object.etag().isEmpty() ? "none" : object.etag()) + " of "
                + object.lastModified();
    }

    private static long length(@Nullable Long bytes) {
        return bytes == null ? -1 : bytes;
    }

    // Listings give milliseconds, headers whole seconds.
    private static Instant wholeSeconds(@Nullable Instant lastModified) {
        return lastModified == null ? Instant.EPOCH : lastModified.truncatedTo(ChronoUnit.SECONDS);
    }
}
