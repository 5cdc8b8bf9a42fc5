package io.quantmini.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** How far the transfers of one queue are. Safe for use by several threads. */
final class TransferProgress {
    private final LongSupplier nanoTime;
    private final long begin;
    private final int totalFiles;

    // under the lock of this
    private int files;
    private long bytes;
    private long totalBytes;
    private long came;

    TransferProgress(List<WantedFile> wanted, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.totalFiles = wanted.size();
        this.totalBytes =
                wanted.stream().mapToLong(file -> file.object().bytes()).sum();
    }

    /** Counts one file; its bytes are told as a {@code Downloader} tells them. */
    Counter begin(WantedFile file) {
        return new Counter(file.object().bytes());
    }

    /** See {@link #begin}. Used by one thread at a time. */
    final class Counter implements LongConsumer {
        private final long expected;
        private long there;
        private boolean told;

        private Counter(long expected) {
            this.expected = expected;
        }

        /** Begins a transfer: what it tells first was there before. */
        Counter again() {
            told = false;
            return this;
        }

        @Override
        public void accept(long now) {
            add(now - there, told ? now - there : 0);
            there = now;
            told = true;
        }

        /** The file landed. */
        void landed(long length) {
            end(length - there, length - expected);
        }

        /** It is not to be had. */
        void failed() {
            end(-there, -expected);
        }
    }

    private synchronized void add(long more, long newlyCame) {
        bytes += more;
        came += Math.max(0, newlyCame);
    }

    private synchronized void end(long more, long moreInTotal) {
        files++;
        bytes += more;
        totalBytes += moreInTotal;
    }

    synchronized ProgressListener.Transferring now() {
        double seconds = (nanoTime.getAsLong() - begin) / 1e9;
        long rate = seconds > 0 ? (long) (came / seconds) : 0;
        // An object that grew since it was listed may have more than its share.
        long missing = Math.max(0, totalBytes - bytes);
        Optional<Duration> left = rate == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(1_000 * missing / rate));
        return new ProgressListener.Transferring(files, totalFiles, bytes, totalBytes, rate, left);
    }
}
