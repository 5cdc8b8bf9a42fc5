package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.stage.QlibRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The checks of Qlib's {@code scripts/check_data_health.py} with its limits: required columns, missing data, large steps and
 * the factor. Only remarks, for a day without trades and a price that halves are no damage. As there, gaps and steps are
 * looked for in days, not in minutes. Immutable.
 */
final class Health {
    private static final List<String> PRICES = List.of("open", "high", "low", "close");
    private static final String VOLUME = "volume";
    private static final String FACTOR = "factor";
    private static final List<String> REQUIRED = List.of("open", "high", "low", "close", VOLUME);
    private static final float LARGEST_PRICE_STEP = 0.5f;
    private static final float LARGEST_VOLUME_STEP = 3;

    private final QlibRequest request;
    private final Timeline timeline;
    private final Findings findings;

    Health(Scope scope) {
        this.request = scope.wanted();
        this.timeline = scope.timeline();
        this.findings = scope.findings();
    }

    /** Fields that the directory does not have for any instrument. */
    void checkFields() {
        if (request.dataset().isOptions()) {
            return;
        }
        List<String> missing = REQUIRED.stream()
                .filter(field -> !request.fields().contains(field))
                .toList();
        if (!missing.isEmpty()) {
            findings.add(QlibCheck.MISSING_COLUMN, "", "fields " + REQUIRED, "none of " + missing);
        }
        if (!request.fields().contains(FACTOR)) {
            findings.add(QlibCheck.MISSING_FACTOR, "", "a field factor", "none");
        }
    }

    /** The values of an instrument, by field. */
    void checkValues(String directory, Map<String, FieldFile> files) {
        if (request.dataset().isOptions()) {
            return;
        }
        FieldFile factor = files.get(FACTOR);
        if (factor != null && missing(factor) == factor.end() - factor.start()) {
            findings.add(QlibCheck.MISSING_FACTOR, factor.path(), "a factor", "no value at all");
        }
        if (request.dataset().isMinute()) {
            return;
        }
        Map<String, Integer> gaps = new TreeMap<>();
        files.forEach((field, file) -> {
            boolean looked = REQUIRED.contains(field) || field.equals(FACTOR);
            int missing = looked ? missing(file) : 0;
            if (missing > 0) {
                gaps.put(field, missing);
            }
            if (PRICES.contains(field)) {
                checkSteps(file, LARGEST_PRICE_STEP);
            } else if (field.equals(VOLUME)) {
                checkSteps(file, LARGEST_VOLUME_STEP);
            }
        });
        if (!gaps.isEmpty()) {
            findings.add(QlibCheck.MISSING_DATA, directory, "a value at every entry", "missing " + gaps);
        }
    }

    private void checkSteps(FieldFile file, float largest) {
        int first = -1;
        float worst = 0;
        for (int entry = file.start() + 1; entry < file.end(); entry++) {
            // In floats, as Qlib's frames are.
            float step = Math.abs(file.value(entry) / file.value(entry - 1) - 1);
            if (step > largest) {
                first = first < 0 ? entry : first;
                worst = Math.max(worst, step);
            }
        }
        if (first >= 0) {
            findings.add(
                    QlibCheck.LARGE_STEP,
                    file.place(first),
                    "steps of at most " + largest,
                    worst + " at most, first on " + timeline.label(first));
        }
    }

    private static int missing(FieldFile file) {
        int missing = 0;
        for (int entry = file.start(); entry < file.end(); entry++) {
            missing += Float.isNaN(file.value(entry)) ? 1 : 0;
        }
        return missing;
    }
}
