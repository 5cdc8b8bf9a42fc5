package io.quantmini.query.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory that this process holds by itself, without what it maps of files. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ANONYMOUS = "RssAnon:";

    private ResidentMemory() {}

    /** In bytes; 0 where the system does not tell. */
    static long bytes() {
        try {
            return bytes(Files.readAllLines(STATUS));
        } catch (IOException e) {
            return 0;
        }
    }

    private static long bytes(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith(ANONYMOUS)) {
                String kibibytes =
                        line.substring(ANONYMOUS.length()).replace("kB", "").strip();
                return Long.parseLong(kibibytes) << 10;
            }
        }
        return 0;
    }
}
