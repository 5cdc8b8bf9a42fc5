package io.quantmini.benchmarks.readers;

import io.quantmini.Quantmini;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.lake.Layer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Asks about the last two months of a lake again and again, and judges the answers. Belongs to one thread. */
final class LakeReader {
    private static final int MOST_FAULTS = 5;

    private final Quantmini lake;
    private final Question question;
    private final SplittableRandom random;
    private final Map<YearMonth, Integer> latest = new HashMap<>();
    private final Set<String> states = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private long answers;
    private long overtaken;

    LakeReader(Quantmini lake, Question question, long seed) {
        this.lake = lake;
        this.question = question;
        this.random = new SplittableRandom(seed);
    }

    Question question() {
        return question;
    }

    long answers() {
        return answers;
    }

    /** How often it was told that a commit took its files away. */
    long overtaken() {
        return overtaken;
    }

    /** Months and versions that were seen. */
    Set<String> states() {
        return states;
    }

    List<String> faults() {
        return faults;
    }

    /** Reads until there is enough of it, or too much is wrong. */
    void run(BooleanSupplier enough) {
        while (!enough.getAsBoolean() && faults.size() < MOST_FAULTS) {
            try {
                ask();
            } catch (ConcurrentCommitException e) {
                overtaken++;
            } catch (RuntimeException e) {
                faults.add(question + ": " + e);
            }
        }
    }

    private void ask() {
        List<LocalDate> sessions = lake.lake().catalog().sessions(KnownMonth.DATASET, Layer.BRONZE);
        if (sessions.isEmpty()) {
            Thread.onSpinWait();
            return;
        }
        LocalDate last = sessions.get(sessions.size() - 1);
        KnownMonth month = KnownMonth.of(YearMonth.from(last).minusMonths(random.nextInt(2)));
        Map<LocalDate, SessionSums> answer = question.ask(lake, month.range());
        int version = answer.values().stream()
                .mapToInt(sums -> month.version(sums.highest()))
                .max()
                .orElse(0);
        answers++;
        if (version > 0) {
            states.add(month.month() + " " + version);
        }
        if (!answer.equals(month.state(version))) {
            faults.add(question + ": " + month.month() + " " + version + ": expected " + month.state(version) + ", got "
                    + answer);
        }
        int before = latest.merge(month.month(), version, Math::max);
        if (before > version && question != Question.OLD_FILES) {
            faults.add(question + ": " + month.month() + ": version " + version + " after " + before);
        }
    }
}
