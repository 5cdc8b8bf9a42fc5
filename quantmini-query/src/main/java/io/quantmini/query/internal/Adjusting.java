package io.quantmini.query.internal;

import io.quantmini.market.FactorSpan;
import io.quantmini.market.SecurityMap;
import io.quantmini.pipeline.LakeAccess;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Factors of the rows of one ticker after the other, of whatever security it names on a date. */
final class Adjusting {
    private final LakeAccess lake;
    private final SecurityMap securities;
    private final @Nullable LocalDate asOf;
    private String ticker = "";
    private @Nullable LocalDate date;
    private double factor;

    Adjusting(LakeAccess lake, @Nullable LocalDate asOf) {
        this.lake = lake;
        this.securities = lake.securities();
        this.asOf = asOf;
    }

    /** Goes on with the rows of another ticker. */
    void moveTo(String next) {
        ticker = next;
        date = null;
    }

    /** What a raw price of that session is multiplied by. */
    double factor(LocalDate session) {
        if (!session.equals(date)) {
            date = session;
            List<FactorSpan> spans = lake.factors(securities.securityOf(ticker, session));
            factor = at(spans, session) / (asOf == null ? 1 : at(spans, asOf));
        }
        return factor;
    }

    private static double at(List<FactorSpan> spans, LocalDate session) {
        double last = 1;
        for (FactorSpan span : spans) {
            if (span.from().isAfter(session)) {
                break;
            }
            last = span.factor();
        }
        return last;
    }
}
