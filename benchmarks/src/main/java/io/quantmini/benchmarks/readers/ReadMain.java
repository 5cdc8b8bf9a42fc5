package io.quantmini.benchmarks.readers;

import io.quantmini.Quantmini;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Eight threads that read a lake while another process changes it, until a file appears:
 *
 * <pre>{@code
 * ReadMain LAKE STOP
 * }</pre>
 *
 * Prints what each way of reading met, and everything that was no committed state. Exit code 1 when something was not.
 */
public final class ReadMain {
    private static final int READERS_A_QUESTION = 2;

    private ReadMain() {}

    /** Reads. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: ReadMain LAKE STOP");
            System.exit(2);
        }
        Path stop = Path.of(arguments[1]);
        List<LakeReader> readers = new ArrayList<>();
        try (Quantmini lake = Quantmini.open(Path.of(arguments[0]))) {
            List<Thread> threads = new ArrayList<>();
            for (Question question : Question.values()) {
                for (int i = 0; i < READERS_A_QUESTION; i++) {
                    LakeReader reader = new LakeReader(lake, question, 20251103L + readers.size());
                    readers.add(reader);
                    threads.add(new Thread(() -> reader.run(() -> Files.exists(stop)), "reader-" + readers.size()));
                }
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        System.exit(report(readers) ? 0 : 1);
    }

    private static boolean report(List<LakeReader> readers) {
        Set<String> states = new HashSet<>();
        boolean sound = true;
        for (Question question : Question.values()) {
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
