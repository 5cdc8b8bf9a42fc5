package io.quantmini.query.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.quantmini.batch.BatchStream;
import io.quantmini.query.CacheSettings;
import io.quantmini.query.CacheStatistics;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Answers as Arrow's stream format on the heap, so that nobody owns memory for them. A key names the question and what it
 * was answered from: what a commit changes has another key, and nothing stale is ever given. Safe for use by several
 * threads.
 */
final class AnswerCache {
    private static final int SHARE = 8;

    private final @Nullable Cache<AnswerKey, byte[]> answers;
    private final int mostBytes;

    AnswerCache(CacheSettings settings) {
        mostBytes = (int) Math.min(Integer.MAX_VALUE / 2, settings.bytes() / SHARE);
        answers = settings.bytes() == 0
                ? null
                : Caffeine.newBuilder()
                        .maximumWeight(settings.bytes())
                        .weigher((AnswerKey key, byte[] answer) -> answer.length + key.weight())
                        .expireAfterAccess(settings.time())
                        .executor(Runnable::run)
                        .recordStats()
                        .build();
    }

    /** Whether the answer is there. */
    boolean has(AnswerKey key) {
        return answers != null && answers.policy().getIfPresentQuietly(key) != null;
    }

    /** The answer that is kept, or else one that is opened, and kept when it was read to its end and is not too large. */
    BatchStream get(AnswerKey key, BufferAllocator allocator, Supplier<BatchStream> source) {
        Cache<AnswerKey, byte[]> kept = answers;
        if (kept == null) {
            return source.get();
        }
        byte[] answer = kept.getIfPresent(key);
        if (answer != null) {
            return KeptAnswer.open(answer, allocator);
        }
        return new RecordedAnswer(source.get(), mostBytes, bytes -> kept.put(key, bytes));
    }

    CacheStatistics statistics() {
        Cache<AnswerKey, byte[]> kept = answers;
        if (kept == null) {
            return new CacheStatistics(0, 0, 0, 0, 0);
        }
        kept.cleanUp();
        CacheStats stats = kept.stats();
        long bytes = kept.asMap().values().stream()
                .mapToLong(answer -> answer.length)
                .sum();
        return new CacheStatistics(
                stats.hitCount(), stats.missCount(), stats.evictionCount(), kept.estimatedSize(), bytes);
    }
}
