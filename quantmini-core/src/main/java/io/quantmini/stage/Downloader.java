package io.quantmini.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Fetches remote objects, each verified before it is visible. Safe for use by several threads.
 */
public interface Downloader extends AutoCloseable {
    /**
     * Every object whose key starts with {@code prefix}, each once, in key order.
     *
     * @throws DownloadException when the store cannot be reached or refuses the credentials
     */
    List<RemoteObject> list(String prefix);

    /**
     * What the store says of one key now, or empty when there is no such object.
     *
     * @throws DownloadException when the store cannot be reached, has no such bucket, or refuses the credentials
     */
    Optional<RemoteObject> head(String key);

    /**
     * Fetches the object whole into {@code target}: into a temporary file beside it, length and checksum verified, forced,
     * and moved into place atomically. On failure nothing is at {@code target} that was not there before. Missing
     * directories above {@code target} are made; one thread at a time may fetch into one target.
     *
     * @param object as {@link #list} or {@link #head} gave it; an object that has changed since is refused
     * @throws DownloadException when the object cannot be had whole, or is a {@code .gz} that is not one valid gzip stream
     */
    void fetch(RemoteObject object, Path target);

    /**
     * As {@link #fetch(RemoteObject, Path)}.
     *
     * @param arrived hears, on this thread, how many bytes are there: first what an earlier fetch left, then every so often,
     *     last all of them; fewer than before when it is begun again. Must return quickly
     */
    default void fetch(RemoteObject object, Path target, LongConsumer arrived) {
        arrived.accept(0);
        fetch(object, target);
        arrived.accept(object.bytes());
    }

    /**
     * Deletes what fetches that broke off left beside targets that nobody wants any more.
     *
     * @param directory below which to look; it need not be there
     * @param unwanted whether a target is one of those
     * @return the targets beside which something was deleted, in order
     * @throws DownloadException when something cannot be deleted
     */
    default List<Path> forgetUnfinished(Path directory, Predicate<Path> unwanted) {
        return List.of();
    }

    @Override
    void close();
}
