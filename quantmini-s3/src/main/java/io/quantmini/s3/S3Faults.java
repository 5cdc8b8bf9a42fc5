package io.quantmini.s3;

import io.quantmini.stage.DownloadException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the SDK throws into errors that say what to do. */
final class S3Faults {
    enum Request {
        LIST("list"),
        HEAD("look up"),
        GET("fetch");

        private final String verb;

        Request(String verb) {
            this.verb = verb;
        }
    }

    private record Fault(int status, boolean retryable, String got, String advice) {}

    private static final String CHECK_KEYS = "check the access key and the secret (POLYGON_S3_KEY, POLYGON_S3_SECRET)";
    private static final Set<String> ABSENT = Set.of("", "NoSuchKey", "NotFound", "NoSuchVersion");
    private static final String LATER = "try again later";

    private final S3DownloaderOptions options;

    S3Faults(S3DownloaderOptions options) {
        this.options = options;
    }

    /** The error of one request for a key or, when listing, a prefix. */
    DownloadException of(Request request, String key, SdkException caught) {
        Fault fault = caught instanceof AwsServiceException answer ? answered(request, answer) : unanswered(caught);
        return new DownloadException(
                key, fault.status(), fault.retryable(), message(request, key, fault.got(), fault.advice()), caught);
    }

    /** The error of a request that was answered, but not with what was expected. */
    DownloadException of(Request request, String key, boolean retryable, String got, @Nullable Throwable cause) {
        return new DownloadException(key, 200, retryable, message(request, key, got, retryable ? LATER : null), cause);
    }

    /** The error of an object that is another one by now. */
    DownloadException changed(String key, String expected, String got) {
        String text = "expected " + expected + ", got " + got;
        return new DownloadException(key, 412, true, message(Request.GET, key, text, "list it again"), null);
    }

    private String message(Request request, String key, String got, @Nullable String advice) {
        String name = key.isEmpty() ? "the bucket" : ObjectKeys.shown(key);
        return "[" + options.endpoint() + " " + options.bucket() + "] cannot " + request.verb + " " + name + ": " + got
                + (advice == null ? "" : "; " + advice);
    }

    private Fault answered(Request request, AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        int status = answer.statusCode();
        String got = status + (code.isEmpty() ? "" : " " + ObjectKeys.shown(code));
        if (status >= 300 && status < 400) {
            return new Fault(
                    status,
                    false,
                    "expected the object, got a redirect (" + got + ")",
                    "redirects are not followed: set the endpoint, the region and the bucket's name to the store's own");
        }
        return switch (status) {
            case 400, 401 ->
                new Fault(
                        status,
                        false,
                        "the store refused the request (" + got + ")",
                        code.startsWith("AuthorizationHeader")
                                ? "expected the store's region, got " + options.region() + ": set the region"
                                : CHECK_KEYS + " and the region " + options.region());
            case 403 -> refused(request, code, got);
            case 404 -> absent(request, code, got);
            case 412 -> new Fault(412, true, "the object has changed since it was listed", "list it again");
            case 416 -> new Fault(416, true, "the store says the object ends before the part asked for", LATER);
            case 408, 425 -> new Fault(status, true, "the store did not get to it (" + got + ")", LATER);
            case 429 -> new Fault(429, true, "the store asks to slow down (" + got + ")", LATER);
            default ->
                new Fault(
                        status,
                        status >= 500 || answer.isThrottlingException(),
                        "the store failed (" + got + ")",
                        LATER);
        };
    }

    private Fault absent(Request request, String code, String got) {
        if (code.equals("NoSuchBucket")) {
            return new Fault(404, false, "there is no bucket " + options.bucket(), "set the bucket, or the endpoint");
        }
        if (!ABSENT.contains(code)) {
            // Some stores say of a key pair that it is not there.
            return refused(request, "InvalidAccessKeyId", got);
        }
        return new Fault(404, false, "there is no such object", "list the store to see what is there");
    }

    private static Fault refused(Request request, String code, String got) {
        if (code.equals("RequestTimeTooSkewed")) {
            return new Fault(403, false, "this machine's clock is off by more than the store allows", "set the clock");
        }
        if (request == Request.LIST || code.equals("InvalidAccessKeyId") || code.equals("SignatureDoesNotMatch")) {
            return new Fault(403, false, "the store refused the credentials (" + got + ")", CHECK_KEYS);
        }
        return new Fault(
                403,
                false,
                "the store refused access (" + got + ")",
                "check that the subscription covers this file, then " + CHECK_KEYS);
    }

    private Fault unanswered(SdkException caught) {
        if (caught instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            return new Fault(0, false, "interrupted", "run it again");
        }
        String where = options.endpoint().toString();
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return new Fault(
                        0,
                        true,
                        "there is no host " + options.endpoint().getHost(),
                        "check the endpoint " + where + " and this machine's name service");
            }
            if (cause instanceof SSLException) {
                return new Fault(
                        0,
                        false,
                        "no trusted TLS connection",
                        "check the endpoint " + where + " and the JVM's trust store");
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return new Fault(0, true, "nothing answers at " + where, "check the endpoint and the network");
            }
            if (cause instanceof SocketTimeoutException) {
                return new Fault(
                        0,
                        true,
                        "no answer within " + options.connectTimeout() + " to connect or " + options.idleTimeout()
                                + " idle",
                        LATER);
            }
        }
        return new Fault(0, true, "the connection failed", "check the network, then try again");
    }
}
