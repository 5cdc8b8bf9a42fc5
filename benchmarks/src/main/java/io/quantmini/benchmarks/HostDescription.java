package io.quantmini.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;

/** Where figures were measured: processor, memory, JDK, commit and date; nothing that names the machine or its owner. */
record HostDescription(
        String processor, int cores, double memoryGib, String system, String jdk, String commit, String date) {

    static HostDescription here() {
        SystemInfo system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        return new HostDescription(
                hardware.getProcessor().getProcessorIdentifier().getName(),
                Runtime.getRuntime().availableProcessors(),
                Math.round(hardware.getMemory().getTotal() / (double) (1 << 30) * 10) / 10.0,
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                builtFrom(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** The commit of the sources this was built from, with a plus when they were changed since; unknown without git. */
    private static String builtFrom() {
        String hash = git("rev-parse", "--short=12", "HEAD");
        boolean changed = !git("status", "--porcelain", "--untracked-files=no").isEmpty();
        return hash.isEmpty() ? "unknown" : hash + (changed ? "+" : "");
    }

    private static String git(String... arguments) {
        try {
            Path jar = Path.of(HostDescription.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String[] command = new String[arguments.length + 1];
            command[0] = "git";
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            Process git = new ProcessBuilder(command)
                    .directory(jar.resolveSibling("").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? answer : "";
        } catch (IOException | URISyntaxException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Writes the fields of the current object. */
    void write(JsonGenerator json) throws IOException {
        json.writeStringField("processor", processor);
        json.writeNumberField("cores", cores);
        json.writeNumberField("memory_gib", memoryGib);
        json.writeStringField("system", system);
        json.writeStringField("jdk", jdk);
        json.writeStringField("commit", commit);
        json.writeStringField("date", date);
    }
}
