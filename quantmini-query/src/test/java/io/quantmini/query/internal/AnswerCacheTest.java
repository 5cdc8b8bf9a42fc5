package io.quantmini.query.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.SingleBatch;
import io.quantmini.query.CacheSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
    private final BufferAllocator allocator = new RootAllocator();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger opened = new AtomicInteger();
    /** Room for a few of the answers below. */
    private final AnswerCache cache = new AnswerCache(new CacheSettings(20_000, Duration.ofMinutes(1)), now::get);

    @AfterEach
    void close() {
        allocator.close();
    }

    private BatchStream answer(long number) {
        opened.incrementAndGet();
        BigIntVector numbers = new BigIntVector("n", allocator);
        numbers.allocateNew(200);
        for (int row = 0; row < 200; row++) {
            numbers.set(row, number);
        }
        VectorSchemaRoot root = new VectorSchemaRoot(List.of(numbers.getField()), List.of(numbers), 200);
        numbers.setValueCount(200);
        return new SingleBatch(root);
    }

    private long ask(long number) {
        long sum = 0;
        try (BatchStream rows = cache.get(new AnswerKey("q" + number, ""), allocator, () -> answer(number))) {
            while (rows.advance()) {
                for (int row = 0; row < rows.batch().getRowCount(); row++) {
                    sum += ((BigIntVector) rows.batch().getVector("n")).get(row);
                }
            }
        }
        return sum;
    }

    @Test
    void an_answer_is_given_again_as_it_was() {
        assertThat(ask(7)).isEqualTo(1_400);
        assertThat(ask(7)).isEqualTo(1_400);
        assertThat(opened).hasValue(1);
        assertThat(cache.statistics().hits()).isEqualTo(1);
    }

    @Test
    void those_asked_for_least_recently_go_first() {
        for (int number = 0; number < 30; number++) {
            ask(number);
            ask(0);
        }
        long kept = cache.statistics().entries();
        assertThat(kept).isBetween(3L, 12L);
        assertThat(cache.statistics().bytes()).isLessThanOrEqualTo(20_000);
        assertThat(cache.statistics().evictions()).isEqualTo(30 - kept);
        assertThat(cache.has(new AnswerKey("q0", ""))).isTrue();
        assertThat(cache.has(new AnswerKey("q29", ""))).isTrue();
        assertThat(cache.has(new AnswerKey("q1", ""))).isFalse();
    }

    @Test
    void one_that_nobody_asks_for_goes_after_its_time() {
        ask(1);
        now.addAndGet(Duration.ofSeconds(40).toNanos());
        ask(2);
        ask(1);
        now.addAndGet(Duration.ofSeconds(50).toNanos());
        assertThat(cache.statistics().entries()).isEqualTo(2);
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(cache.statistics().entries()).isZero();
        assertThat(cache.statistics().bytes()).isZero();
    }
}
