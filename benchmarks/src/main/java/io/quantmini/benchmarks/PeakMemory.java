package io.quantmini.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process took. */
public final class PeakMemory {
    private PeakMemory() {}

    /** Most memory the process ever had resident, as Linux tells; -1 elsewhere. */
    public static long residentKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
        return -1;
    }
}
