package io.quantmini.profile;

import io.quantmini.profile.SystemProfile.Jvm;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/** The running virtual machine. */
final class JvmProbe {
    private static final String UNSAFE_MEMORY = "--sun-misc-unsafe-memory-access=allow";
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    private static final int QUIET_FLAGS_SINCE = 24;

    private JvmProbe() {}

    static Jvm read() {
        List<String> flags = visible(ManagementFactory.getRuntimeMXBean().getInputArguments());
        boolean nioOpen = nioOpen();
        return new Jvm(
                Runtime.version().toString(),
                Runtime.getRuntime().maxMemory(),
                flags,
                missing(flags, nioOpen, Runtime.version().feature()),
                nioOpen);
    }

    /** What is known without the management interface. */
    static Jvm fallback() {
        return new Jvm(Runtime.version().toString(), Runtime.getRuntime().maxMemory(), List.of(), List.of(), nioOpen());
    }

    static List<String> missing(List<String> flags, boolean nioOpen, int feature) {
        List<String> missing = new ArrayList<>();
        if (!nioOpen) {
            missing.add(Jvm.OPEN_NIO);
        }
        if (feature >= QUIET_FLAGS_SINCE) {
            if (!flags.contains(UNSAFE_MEMORY)) {
                missing.add(UNSAFE_MEMORY);
            }
            if (flags.stream().noneMatch(flag -> flag.startsWith("--enable-native-access="))) {
                missing.add(NATIVE_ACCESS);
            }
        }
        return missing;
    }

    /** Properties, agents and argument files are left out: people pass passwords in them. */
    static List<String> visible(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith("-X") || argument.startsWith("--"))
                .toList();
    }

    private static boolean nioOpen() {
        // Asking the module covers the flag, JDK_JAVA_OPTIONS and a jar's Add-Opens alike; Arrow's class is not run.
        return Object.class.getModule().isOpen("java.nio", ArrowBuf.class.getModule());
    }
}
