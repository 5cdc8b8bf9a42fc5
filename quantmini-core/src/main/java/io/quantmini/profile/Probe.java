package io.quantmini.profile;

import java.util.List;

/** One way of finding something out, with the name its failure is reported under. Either may fail for native reasons. */
record Probe<T>(String name, Reading<T> reading) {

    /** The question to the system. */
    interface Reading<T> {
        T read() throws Exception;
    }

    /** The first answer; each failure before it goes to {@code reasons}, and with no answer at all the fallback. */
    static <T> T first(List<Probe<T>> probes, T fallback, List<String> reasons) {
        for (Probe<T> probe : probes) {
            try {
                return probe.reading.read();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                reasons.add(probe.name + ": interrupted");
            } catch (Exception | LinkageError failure) {
                // A missing, forbidden or mismatched native library shows as an UnsatisfiedLinkError or its kin.
                reasons.add(probe.name + ": " + reason(failure));
            }
        }
        return fallback;
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        String type = failure.getClass().getSimpleName();
        return message == null
                ? type
                : type + ": " + message.lines().findFirst().orElse("");
    }
}
