package io.quantmini.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The timeout is no measure of speed: a test that takes as long hangs. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AheadTextTest {
    private static final byte[] TEXT = text();

    @AfterEach
    void no_thread_is_left() {
        Threads.assertNoneIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "1, 40000", "2, 0", "2, 1", "2, 32768", "2, 40000", "2, 65538", "3, 65538"})
    void chunks_with_what_is_kept_before_them_add_up_to_the_text(int threads, int keep) {
        try (AheadText text = AheadText.of(ScriptedText.of(TEXT), new SpareThreads(threads), true)) {
            int sum = 0;
            int length = 0;
            int kept = 0;
            while (text.advance(kept)) {
                length = text.to() - text.from();
                assertThat(Arrays.copyOfRange(text.buffer(), text.from(), text.to()))
                        .isEqualTo(Arrays.copyOfRange(TEXT, sum - kept, sum - kept + length));
                sum += length - kept;
                assertThat(text.bytesOut()).isEqualTo(sum);
                assertThat(length).isLessThanOrEqualTo(text.maxLength());
                kept = Math.min(keep, length);
            }
            assertThat(sum).isEqualTo(TEXT.length);
            assertThat(Arrays.copyOfRange(text.buffer(), text.from(), text.to()))
                    .isEqualTo(Arrays.copyOfRange(TEXT, TEXT.length - kept, TEXT.length));
            assertThat(text.advance(0)).isFalse();
            assertThatThrownBy(() -> text.advance(1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void a_fault_comes_after_the_chunks_before_it_and_every_time_from_then_on() {
        IllegalStateException fault = new IllegalStateException("fault");
        ScriptedText source = ScriptedText.chunks(5).then(() -> {
            throw fault;
        });
        try (AheadText text = AheadText.of(source, new SpareThreads(2), true)) {
            for (int i = 1; i <= 5; i++) {
                assertThat(text.advance(0)).isTrue();
            }
            assertThatThrownBy(() -> text.advance(1)).isSameAs(fault);
            assertThat(text.to() - text.from()).isEqualTo(1);
            assertThatThrownBy(() -> text.advance(0)).isSameAs(fault);
        }
        assertThat(source.closings).isEqualTo(1);
    }

    @Test
    void an_error_of_the_virtual_machine_comes_out_as_well() {
        OutOfMemoryError error = new OutOfMemoryError("heap");
        ScriptedText source = ScriptedText.chunks(0).then(() -> {
            throw error;
        });
        try (AheadText text = AheadText.of(source, new SpareThreads(2), true)) {
            assertThatThrownBy(() -> text.advance(0)).isSameAs(error);
        }
    }

    @Test
    void without_a_thread_to_spare_the_reader_fetches_all_itself() {
        ScriptedText source = ScriptedText.chunks(20);
        try (AheadText text = AheadText.of(source, new SpareThreads(1), true)) {
            while (text.advance(0)) {
                assertThat(Threads.inflating()).isEmpty();
            }
        }
        assertThat(source.fetchers).containsOnly(Thread.currentThread());
    }

    @Test
    void for_a_text_that_is_not_to_be_helped_the_reader_fetches_all_itself() {
        ScriptedText source = ScriptedText.chunks(5);
        try (AheadText text = AheadText.of(source, new SpareThreads(9), false)) {
            while (text.advance(0)) {
                assertThat(Threads.inflating()).isEmpty();
            }
        }
        assertThat(source.fetchers).containsOnly(Thread.currentThread());
    }

    @Test
    void with_a_thread_to_spare_two_chunks_are_fetched_ahead_and_no_more() {
        ScriptedText source = ScriptedText.chunks(50);
        try (AheadText text = AheadText.of(source, new SpareThreads(2), true)) {
            source.awaitFetched(2);
            for (int read = 1; read <= 50; read++) {
                assertThat(text.advance(0)).isTrue();
                source.awaitFetched(Math.min(50, read + 2));
                assertThat(source.fetched()).isLessThanOrEqualTo(read + AheadText.AHEAD);
            }
            assertThat(source.fetchers).doesNotContain(Thread.currentThread());
            assertThat(text.advance(0)).isFalse();
        }
    }

    @Test
    void closing_waits_for_the_chunk_being_fetched_and_fetches_no_more() {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ScriptedText source = ScriptedText.chunks(0).then(() -> {
            fetching.countDown();
            Threads.await(go);
            return true;
        });
        AheadText text = AheadText.of(source, new SpareThreads(2), true);
        Threads.await(fetching);
        AtomicReference<Integer> closings = new AtomicReference<>();
        Thread opener = new Thread(() -> {
            closings.set(source.closings);
            go.countDown();
        });
        opener.start();
        Thread.currentThread().interrupt();
        text.close();
        text.close();
        assertThat(Thread.interrupted()).isTrue();
        Threads.join(opener);
        assertThat(closings.get()).isZero();
        assertThat(source.closings).isEqualTo(1);
        assertThat(source.fetched()).isEqualTo(1);
    }

    @Test
    void closing_at_any_chunk_leaves_no_thread() {
        for (int read = 0; read <= 20; read++) {
            ScriptedText source = ScriptedText.chunks(20);
            try (AheadText text = AheadText.of(source, new SpareThreads(3), true)) {
                for (int i = 0; i < read; i++) {
                    assertThat(text.advance(0)).isTrue();
                }
            }
            Threads.assertNoneIsLeft();
            assertThat(source.closings).isEqualTo(1);
        }
    }

    @Test
    void an_interrupt_is_kept_and_costs_no_text() {
        try (AheadText text = AheadText.of(ScriptedText.of(TEXT), new SpareThreads(2), true)) {
            Thread.currentThread().interrupt();
            int sum = 0;
            while (text.advance(0)) {
                sum += text.to() - text.from();
            }
            assertThat(sum).isEqualTo(TEXT.length);
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void one_thread_to_spare_fetches_for_many_texts_of_one_reader() {
        SpareThreads threads = new SpareThreads(2);
        List<ScriptedText> sources =
                IntStream.range(0, 10).mapToObj(i -> ScriptedText.chunks(30)).toList();
        List<AheadText> texts = sources.stream()
                .map(source -> AheadText.of(source, threads, true))
                .toList();
        sources.forEach(source -> source.awaitFetched(2));
        assertThat(Threads.inflating()).hasSize(1);
        for (int i = 0; i < 30; i++) {
            assertThat(texts).allMatch(text -> text.advance(0));
        }
        assertThat(texts).noneMatch(text -> text.advance(0));
        texts.forEach(AheadText::close);
    }

    /** Counted are threads that read and threads that fetch: the first are never refused. */
    @Test
    void threads_to_spare_go_when_more_threads_read_and_come_back_when_they_are_done() {
        SpareThreads threads = new SpareThreads(2);
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        ScriptedText source = ScriptedText.chunks(50);
        try (AheadText text = AheadText.of(source, threads, true)) {
            source.awaitFetched(2);
            Thread fetcher = onlyThread();
            Thread other = new Thread(() -> {
                ScriptedText own = ScriptedText.chunks(10);
                try (AheadText second = AheadText.of(own, threads, true)) {
                    entered.countDown();
                    Threads.await(leave);
                    while (second.advance(0)) {
                        // to its end
                    }
                }
            });
            other.start();
            Threads.await(entered);
            Threads.join(fetcher);
            for (int i = 0; i < 10; i++) {
                text.advance(0);
            }
            assertThat(Threads.inflating()).isEmpty();
            leave.countDown();
            Threads.join(other);
            int before = source.fetched();
            text.advance(0);
            text.advance(0);
            text.advance(0);
            source.awaitFetched(before + 1);
            assertThat(source.fetchers).contains(Thread.currentThread());
            assertThat(Threads.inflating()).hasSize(1);
        }
    }

    private static Thread onlyThread() {
        assertThat(Threads.inflating()).hasSize(1);
        return Threads.inflating().get(0);
    }

    private static byte[] text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            text.append(i).append(i % 5 == 0 ? '\n' : ',');
        }
        return text.toString().getBytes(US_ASCII);
    }
}
