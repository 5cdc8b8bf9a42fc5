package io.quantmini.benchmarks.readers;

import io.quantmini.Quantmini;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Eight threads that read a lake while another process changes it, until a file appears:
 *
 * <pre>{@code
 * ReadMain LAKE STOP [QUESTION…]
 * }</pre>
 *
 * They share the questions, all of {@link Question} when none are named. Prints what each way of reading met, and everything that was no committed state. Exit code 1 when something was not.
 */
public final class ReadMain {
    private static final int READERS = 8;

    private ReadMain() {}

    /** Reads. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < 2) {
            System.err.println("usage: ReadMain LAKE STOP [QUESTION…]");
            System.exit(2);
        }
        List<Question> questions = arguments.length == 2
                ? List.of(Question.values())
                : Arrays.stream(arguments).skip(2).map(Question::valueOf).toList();
        Path stop = Path.of(arguments[1]);
        List<LakeReader> readers = new ArrayList<>();
        try (Quantmini lake = Quantmini.open(Path.of(arguments[0]))) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                LakeReader reader = new LakeReader(lake, questions.get(i % questions.size()), 20251103L + i);
                readers.add(reader);
                threads.add(new Thread(() -> reader.run(() -> Files.exists(stop)), "reader-" + i));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        System.exit(report(readers, questions) ? 0 : 1);
    }

    private static boolean report(List<LakeReader> readers, List<Question> questions) {
        Set<String> states = new HashSet<>();
        boolean sound = true;
        for (Question question : questions) {
            long answers = 0;
            long overtaken = 0;
            int faults = 0;
            for (LakeReader reader : readers) {
                if (reader.question() == question) {
                    answers += reader.answers();
                    overtaken += reader.overtaken();
                    faults += reader.faults().size();
                    states.addAll(reader.states());
                    reader.faults().forEach(fault -> System.out.println("FAULT " + fault));
                }
            }
            System.out.println(question + ": " + answers + " answers, " + overtaken
                    + " times told to read again, wrong or failed " + faults);
            sound &= faults == 0 && answers > 0;
        }
        System.out.println(states.size() + " committed states were seen");
        return sound;
    }
}
