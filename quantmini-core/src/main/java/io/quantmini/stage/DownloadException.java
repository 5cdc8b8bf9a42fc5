package io.quantmini.stage;

import io.quantmini.QuantminiException;
import org.jspecify.annotations.Nullable;

/**
 * A remote object, or a listing, could not be had. Nothing partial is left where the object was to go.
 */
public final class DownloadException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final int status;
    private final boolean retryable;

    /**
     * @param key the object's key, or the prefix of a listing
     * @param status HTTP status the store answered with, 0 when it gave none; 403 whatever the number was when it
     *     does not know the credentials; 0 and not retryable when the cause is on this side
     * @param retryable whether asking again, from {@link Downloader#head} on, may succeed without a change of settings
     * @param cause what was caught, or null
     */
    public DownloadException(String key, int status, boolean retryable, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.key = key;
        this.status = status;
        this.retryable = retryable;
    }

    /** The object's key, or the prefix of a listing. */
    public String key() {
        return key;
    }

    /** HTTP status the store answered with, 0 when it gave none. */
    public int status() {
        return status;
    }

    /** Whether asking again later may succeed without a change of settings or credentials. */
    public boolean retryable() {
        return retryable;
    }
}
