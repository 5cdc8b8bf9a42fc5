package io.quantmini.benchmarks;

import io.quantmini.benchmarks.SessionFiles.SessionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What a contender must pass before it is timed: the columns that the plain ingestor gives, bit for bit and in order. */
final class Gate {
    private Gate() {}

    /** Fails if {@code reader} gives other rows of any file than {@link IngestContender#PLAIN}. */
    static void prove(String name, BarReader reader, List<SessionFile> files) throws IOException {
        for (SessionFile file : files) {
            BarDigest expected = digest(IngestContender.PLAIN.reader(), file);
            BarDigest got = digest(reader, file);
            if (!got.agrees(expected) || expected.rows() == 0) {
                throw new IllegalStateException("[" + file.path() + "] cannot time readers that disagree: expected "
                        + expected + " as the plain ingestor reads it, got " + got + " by " + name);
            }
            System.out.println("# " + name + " agrees: " + got + ", " + Files.size(file.path()) + " bytes");
        }
    }

    private static BarDigest digest(BarReader reader, SessionFile file) throws IOException {
        BarDigest digest = new BarDigest();
        reader.read(file.path(), file.session(), digest);
        return digest;
    }
}
