package io.quantmini.s3;

import io.quantmini.stage.RemoteObject;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches objects on an executor of the caller's, so many at once and the others in the order they were asked for. Each
 * holds one of the executor's threads while it runs; none is held by those that wait. Safe for use by several threads. The
 * downloader and the executor stay the caller's, to be closed when all futures are done.
 */
public final class AsyncS3Downloader {
    private final S3Downloader downloader;
    private final Executor executor;
    private final int atOnce;

    // under the lock of this
    private final Queue<Fetch> waiting = new ArrayDeque<>();
    private int running;

    private record Fetch(RemoteObject object, Path target, CompletableFuture<Path> result) {}

    /**
     * Over a downloader.
     *
     * @param atOnce most transfers at once
     */
    public AsyncS3Downloader(S3Downloader downloader, Executor executor, int atOnce) {
        if (atOnce <= 0) {
            throw new IllegalArgumentException("[async downloader] expected at least one at once, got " + atOnce);
        }
        this.downloader = downloader;
        this.executor = executor;
        this.atOnce = atOnce;
    }

    /**
     * Fetches as {@link S3Downloader#fetch} does.
     *
     * @return completed with the target, or exceptionally with the {@link io.quantmini.stage.DownloadException} or, when the
     *     executor takes no more, its {@link RejectedExecutionException}; cancelling it before its turn keeps it from being
     *     fetched, later it changes nothing
     */
    public CompletableFuture<Path> fetch(RemoteObject object, Path target) {
        Fetch fetch = new Fetch(object, target, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(fetch);
        }
        startNext();
        return fetch.result();
    }

    private void startNext() {
        for (Fetch next = take(); next != null; next = take()) {
            Fetch fetch = next;
            try {
                executor.execute(() -> run(fetch));
            } catch (RejectedExecutionException e) {
                end();
                fetch.result().completeExceptionally(e);
            }
        }
    }

    private synchronized @Nullable Fetch take() {
        if (running == atOnce) {
            return null;
        }
        Fetch next = waiting.poll();
        if (next != null) {
            running++;
        }
        return next;
    }

    private synchronized void end() {
        running--;
    }

    private void run(Fetch fetch) {
        @Nullable Throwable failure = null;
        try {
            if (!fetch.result().isDone()) {
                downloader.fetch(fetch.object(), fetch.target());
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            end();
            startNext();
        }
        if (failure == null) {
            fetch.result().complete(fetch.target());
        } else {
            fetch.result().completeExceptionally(failure);
        }
    }
}
