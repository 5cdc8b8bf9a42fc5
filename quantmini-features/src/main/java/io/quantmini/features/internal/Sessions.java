package io.quantmini.features.internal;

import io.quantmini.stage.FeatureRequest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** The calendar of a request by epoch day. Immutable. */
final class Sessions {
    private static final int NONE = -1;

    private final int firstDay;
    private final int[] numbers;
    private final boolean[] wanted;

    private Sessions(int firstDay, int[] numbers, boolean[] wanted) {
        this.firstDay = firstDay;
        this.numbers = numbers;
        this.wanted = wanted;
    }

    static Sessions of(FeatureRequest request) {
        List<LocalDate> calendar = request.calendar();
        if (calendar.isEmpty()) {
            return new Sessions(0, new int[0], new boolean[0]);
        }
        int first = (int) calendar.get(0).toEpochDay();
        int days = (int) calendar.get(calendar.size() - 1).toEpochDay() - first + 1;
        int[] numbers = new int[days];
        boolean[] wanted = new boolean[days];
        Arrays.fill(numbers, NONE);
        for (int n = 0; n < calendar.size(); n++) {
            int day = (int) calendar.get(n).toEpochDay() - first;
            numbers[day] = n;
            wanted[day] = request.sessions().contains(calendar.get(n));
        }
        return new Sessions(first, numbers, wanted);
    }

    /** Number of the day's session in the calendar; negative for a day that is none of it. */
    int number(int epochDay) {
        int day = epochDay - firstDay;
        return day < 0 || day >= numbers.length ? NONE : numbers[day];
    }

    /** Number of the session, 0 for a day before the calendar. */
    int numberFrom(LocalDate session) {
        int day = (int) session.toEpochDay();
        return day < firstDay ? 0 : number(day);
    }

    /** Whether rows of the day are to be given. */
    boolean isWanted(int epochDay) {
        int day = epochDay - firstDay;
        return day >= 0 && day < wanted.length && wanted[day];
    }
}
