package io.quantmini.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The timeout is no measure of speed: a test that takes as long hangs. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SideBySideTest {
    private final List<Integer> discarded = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void no_thread_is_left() {
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("quantmini-unit"));
    }

    @Test
    void results_come_in_the_order_of_the_tasks_whichever_ends_first() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        List<Supplier<Integer>> tasks = List.of(
                () -> {
                    await(second);
                    return 1;
                },
                () -> {
                    second.countDown();
                    return 2;
                },
                () -> 3);
        try (SideBySide<Integer> line = new SideBySide<>(tasks, 2, () -> 2, discarded::add)) {
            assertThat(List.of(line.take(), line.take(), line.take())).containsExactly(1, 2, 3);
        }
        assertThat(discarded).isEmpty();
    }

    @Test
    void who_does_not_wait_for_long_takes_nothing_and_loses_nothing() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        List<Supplier<Integer>> tasks = List.of(() -> {
            await(asked);
            return 1;
        });
        try (SideBySide<Integer> line = new SideBySide<>(tasks, 1, () -> 1, discarded::add)) {
            assertThat(line.take(Duration.ofMillis(1))).isEmpty();
            asked.countDown();
            assertThat(line.take(Duration.ofMinutes(3))).hasValue(1);
        }
        assertThat(discarded).isEmpty();
    }

    @Test
    void a_failure_comes_after_the_results_before_it_and_what_follows_is_discarded() throws InterruptedException {
        CountDownLatch third = new CountDownLatch(1);
        IllegalStateException broken = new IllegalStateException("broken");
        List<Supplier<Integer>> tasks = List.of(
                () -> 1,
                () -> {
                    await(third);
                    throw broken;
                },
                () -> {
                    third.countDown();
                    return 3;
                });
        try (SideBySide<Integer> line = new SideBySide<>(tasks, 2, () -> 2, discarded::add)) {
            assertThat(line.take()).isEqualTo(1);
            assertThatThrownBy(line::take).isSameAs(broken);
        }
        assertThat(discarded).containsExactly(3);
    }

    @Test
    void no_more_run_than_are_allowed_and_no_more_wait_than_are_taken() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        List<String> faults = Collections.synchronizedList(new ArrayList<>());
        Supplier<Integer> task = () -> {
            int open = begun.incrementAndGet() - taken.get();
            // one may be taken and not be counted yet
            if (running.incrementAndGet() > 2 || open > 2 * 3 + 1) {
                faults.add(running + " run, " + open + " are open");
            }
            Thread.yield();
            running.decrementAndGet();
            return 0;
        };
        try (SideBySide<Integer> line = new SideBySide<>(Collections.nCopies(500, task), 3, () -> 2, discarded::add)) {
            for (int i = 0; i < 500; i++) {
                line.take();
                taken.incrementAndGet();
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void one_task_always_runs_even_if_none_is_allowed() throws InterruptedException {
        try (SideBySide<Integer> line = new SideBySide<>(numbers(20), 4, () -> 0, discarded::add)) {
            for (int i = 0; i < 20; i++) {
                assertThat(line.take()).isEqualTo(i);
            }
        }
    }

    @Test
    void nothing_runs_while_something_is_done_alone() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        Supplier<Integer> task = () -> {
            running.incrementAndGet();
            Thread.yield();
            return running.decrementAndGet();
        };
        try (SideBySide<Integer> line = new SideBySide<>(Collections.nCopies(200, task), 4, () -> 4, discarded::add)) {
            for (int i = 0; i < 200; i++) {
                line.take();
                assertThat(line.<Integer>alone(running::get)).isZero();
            }
        }
    }

    @Test
    void an_interrupt_ends_the_wait_and_closing_discards_all_that_was_done() throws InterruptedException {
        CountDownLatch others = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        List<Supplier<Integer>> tasks = List.of(
                () -> {
                    await(end);
                    return 1;
                },
                () -> done(others, 2),
                () -> done(others, 3));
        try (SideBySide<Integer> line = new SideBySide<>(tasks, 2, () -> 2, discarded::add)) {
            await(others);
            Thread.currentThread().interrupt();
            assertThatThrownBy(line::take).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            end.countDown();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(discarded).containsExactly(1, 2, 3);
    }

    @Test
    void closing_begins_nothing_more() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger count = new AtomicInteger();
        Supplier<Integer> task = () -> {
            begun.countDown();
            await(end);
            return count.incrementAndGet();
        };
        SideBySide<Integer> line = new SideBySide<>(Collections.nCopies(100, task), 1, () -> 1, discarded::add);
        await(begun);
        new Thread(end::countDown).start();
        line.close();
        line.close();
        // a second one may have begun before the close
        assertThat(count.get()).isBetween(1, 2);
        assertThat(discarded).hasSize(count.get());
    }

    @Test
    void what_a_discard_throws_is_thrown_after_the_others_are_discarded() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(3);
        List<Supplier<Integer>> tasks = List.of(() -> done(done, 1), () -> done(done, 2), () -> done(done, 3));
        SideBySide<Integer> line = new SideBySide<>(tasks, 3, () -> 3, value -> {
            discarded.add(value);
            throw new IllegalStateException("cannot discard " + value);
        });
        await(done);
        assertThatThrownBy(line::close).hasMessage("cannot discard 1");
        assertThat(discarded).contains(1, 2, 3);
    }

    @Test
    void what_the_limit_throws_comes_out_of_taking() {
        IllegalStateException broken = new IllegalStateException("no limit");
        CountDownLatch first = new CountDownLatch(1);
        List<Supplier<Integer>> tasks = List.of(
                () -> {
                    await(first);
                    return 1;
                },
                () -> 2);
        try (SideBySide<Integer> line = new SideBySide<>(
                tasks,
                2,
                () -> {
                    first.countDown();
                    throw broken;
                },
                discarded::add)) {
            assertThat(line.take()).isEqualTo(1);
            assertThatThrownBy(line::take).isSameAs(broken);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Supplier<Integer>> numbers(int count) {
        return IntStream.range(0, count)
                .<Supplier<Integer>>mapToObj(i -> () -> i)
                .toList();
    }

    private static int done(CountDownLatch latch, int value) {
        latch.countDown();
        return value;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
