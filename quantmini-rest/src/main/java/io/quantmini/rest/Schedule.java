package io.quantmini.rest;

import io.quantmini.market.SessionRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which dates a question is to be asked for now.
 *
 * @param today in New York
 * @param wanted dates of rows, none after today
 * @param overlapDays how many days that are covered already are asked for again, for the vendor corrects
 * @param refresh whether to ask even for what is there
 */
record Schedule(LocalDate today, SessionRange wanted, int overlapDays, boolean refresh) {
    /** What to ask for; empty when the answers that are complete say it all. */
    Optional<SessionRange> due(Question question, LandedSeries series) {
        return switch (question.kind()) {
            case RANGE -> range(series.complete());
            case MOMENT -> Optional.of(SessionRange.of(today));
            case SNAPSHOT -> {
                boolean asked = series.newest()
                        .filter(answer -> !answer.range().to().isBefore(today))
                        .isPresent();
                yield asked && !refresh ? Optional.empty() : Optional.of(SessionRange.of(today));
            }
            case SESSION -> {
                LocalDate session = question.session();
                // The range of a session's answer ends with the day of asking.
                boolean over = series.newest()
                        .filter(answer -> answer.range().to().isAfter(session)
                                || answer.range().to().equals(today))
                        .isPresent();
                LocalDate last = today.isBefore(session) ? session : today;
                yield over && !refresh ? Optional.empty() : Optional.of(new SessionRange(session, last));
            }
        };
    }

    /** Whether an answer that was begun is a part of what is due, to be finished first. */
    static boolean goesOn(Question question, LandedAnswer begun, SessionRange due) {
        return question.kind() == Question.Kind.RANGE
                ? begun.range().from().equals(due.from()) && !begun.range().to().isAfter(due.to())
                : question.kind() == Question.Kind.SNAPSHOT && begun.range().equals(due);
    }

    private Optional<SessionRange> range(List<LandedAnswer> complete) {
        if (refresh) {
            return Optional.of(wanted);
        }
        Coverage covered =
                Coverage.of(complete.stream().map(LandedAnswer::range).toList());
        return covered.firstGap(wanted).map(gap -> {
            LocalDate early = gap.equals(wanted.from()) ? gap : gap.minusDays(overlapDays);
            return new SessionRange(early.isBefore(wanted.from()) ? wanted.from() : early, wanted.to());
        });
    }
}
