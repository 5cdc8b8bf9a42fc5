package io.quantmini.lake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A second program: tries to open a lake for writing, says how that went, and can hold it until it is ended. */
final class LockProbe {
    private LockProbe() {}

    /** Takes the lake's directory, and {@code hold} to keep the lock. */
    public static void main(String[] arguments) throws Exception {
        Instant start = Instant.now();
        try (LakeWriter writer = Lake.at(Path.of(arguments[0])).openForWriting()) {
            System.out.println("opened " + writer.root());
            if (arguments.length > 1) {
                Thread.sleep(Duration.ofMinutes(5).toMillis());
            }
        } catch (LakeLockedException e) {
            long millis = Duration.between(start, Instant.now()).toMillis();
            System.out.println("locked after " + millis + " ms by " + e.holder());
        }
    }
}
