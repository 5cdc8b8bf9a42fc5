package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.query.CacheSettings;
import io.quantmini.query.CacheStatistics;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Answers as Arrow's stream format on the heap, so that nobody owns memory for them. A key names the question and what it
 * was answered from: what a commit changes has another key, and nothing stale is ever given. Those asked for least recently
 * go first. Safe for use by several threads.
 */
final class AnswerCache {
    private static final int SHARE = 8;

    private final CacheSettings settings;
    private final LongSupplier clock;
    /** By the time of their last use. */
    private final Map<AnswerKey, Kept> answers = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private long hits;
    private long misses;
    private long evictions;

    AnswerCache(CacheSettings settings) {
        this(settings, System::nanoTime);
    }

    /** With a clock of nanoseconds. */
    AnswerCache(CacheSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private static final class Kept {
        private final byte[] answer;
        private long lastUse;

        Kept(byte[] answer, long lastUse) {
            this.answer = answer;
            this.lastUse = lastUse;
        }
    }

    /** Whether the answer is there. */
    synchronized boolean has(AnswerKey key) {
        evict();
        return answers.containsKey(key);
    }

    /** The answer that is kept, or else one that is opened, and kept when it was read to its end and is not too large. */
    BatchStream get(AnswerKey key, BufferAllocator allocator, Supplier<BatchStream> source) {
        if (settings.bytes() == 0) {
            return source.get();
        }
        byte[] answer = find(key);
        return answer != null
                ? KeptAnswer.open(answer, allocator)
                : new RecordedAnswer(
                        source.get(),
                        (int) Math.min(Integer.MAX_VALUE / 2, settings.bytes() / SHARE),
                        found -> keep(key, found));
    }

    synchronized CacheStatistics statistics() {
        evict();
        return new CacheStatistics(hits, misses, evictions, answers.size(), bytes);
    }

    private synchronized byte @Nullable [] find(AnswerKey key) {
        evict();
        Kept kept = answers.get(key);
        if (kept == null) {
            misses++;
            return null;
        }
        hits++;
        kept.lastUse = clock.getAsLong();
        return kept.answer;
    }

    private synchronized void keep(AnswerKey key, byte[] answer) {
        Kept before = answers.put(key, new Kept(answer, clock.getAsLong()));
        bytes += weight(key, answer) - (before == null ? 0 : weight(key, before.answer));
        evict();
    }

    /** Lets those go that are too old or too much, the least recently used first. */
    private void evict() {
        long oldest = clock.getAsLong() - settings.time().toNanos();
        Iterator<Map.Entry<AnswerKey, Kept>> all = answers.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<AnswerKey, Kept> eldest = all.next();
            if (bytes <= settings.bytes() && eldest.getValue().lastUse - oldest >= 0) {
                return;
            }
            bytes -= weight(eldest.getKey(), eldest.getValue().answer);
            evictions++;
            all.remove();
        }
    }

    private static long weight(AnswerKey key, byte[] answer) {
        return (long) key.weight() + answer.length;
    }
}
