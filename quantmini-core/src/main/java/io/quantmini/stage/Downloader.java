package io.quantmini.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Fetches remote objects, each verified before it is visible. Safe for use by several threads.
 */
public interface Downloader extends AutoCloseable {
    /**
     * Every object whose key starts with {@code prefix}, in key order.
     *
     * @throws io.quantmini.QuantminiException when the store cannot be reached or refuses the credentials
     */
    List<RemoteObject> list(String prefix);

    /** What the store says of one key now, or empty when there is no such object. */
    Optional<RemoteObject> head(String key);

    /**
     * Fetches the object whole into {@code target}: into a temporary file beside it, length and checksum verified, forced,
     * and moved into place atomically. On failure nothing is at {@code target} that was not there before.
     */
    void fetch(RemoteObject object, Path target);

    @Override
    void close();
}
