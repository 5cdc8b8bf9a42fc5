package io.quantmini.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.lake.ConcurrentCommitException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WholeAnswerTest {
    private final AtomicInteger asked = new AtomicInteger();

    /** Which time it is asked, unless commits overtake it until then. */
    private Supplier<Integer> overtaken(int times) {
        return () -> {
            int time = asked.incrementAndGet();
            if (time <= times) {
                throw new ConcurrentCommitException("part-" + time, null);
            }
            return time;
        };
    }

    @Test
    void a_question_is_asked_until_no_commit_overtakes_it() {
        assertThat(WholeAnswer.of(overtaken(9))).isEqualTo(10);
    }

    @Test
    void one_that_commits_overtake_again_and_again_is_given_up_with_the_last_file_that_was_gone() {
        assertThatThrownBy(() -> WholeAnswer.of(overtaken(1_000)))
                .isInstanceOfSatisfying(
                        ConcurrentCommitException.class,
                        e -> assertThat(e.path()).isEqualTo("part-10"));
        assertThat(asked).hasValue(10);
    }

    @Test
    void what_fails_for_another_reason_is_not_asked_again() {
        IllegalStateException other = new IllegalStateException("broken");
        assertThatThrownBy(() -> WholeAnswer.of(() -> {
                    asked.incrementAndGet();
                    throw other;
                }))
                .isSameAs(other);
        assertThat(asked).hasValue(1);
    }
}
