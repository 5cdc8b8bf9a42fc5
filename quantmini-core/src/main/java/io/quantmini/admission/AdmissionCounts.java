package io.quantmini.admission;

import io.quantmini.stage.FileTally;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.RowFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Counts the decided rows of one file. */
final class AdmissionCounts {
    private final Map<RowFault, Long> reasons = new EnumMap<>(RowFault.class);
    private long published;
    private long duplicates;

    void published(long count) {
        published += count;
    }

    void duplicates(long count) {
        duplicates += count;
    }

    void quarantined(RowFault fault, long count) {
        reasons.merge(fault, count, Long::sum);
    }

    /** What is decided so far, given what the decoder says of the file. */
    AdmissionTally tally(FileTally file, boolean sorted, boolean ended) {
        long quarantined = sum(fault -> true);
        long read = published + duplicates + quarantined + file.blank();
        List<FileFinding> findings = new ArrayList<>();
        if (ended && read == file.blank()) {
            findings.add(FileFinding.NO_ROWS);
        }
        if (!file.extraColumns().isEmpty()) {
            findings.add(FileFinding.EXTRA_COLUMNS);
        }
        if (sorted) {
            findings.add(FileFinding.UNSORTED);
        }
        return new AdmissionTally(
                read,
                published,
                quarantined,
                duplicates,
                file.blank(),
                reasons,
                file.extraColumns(),
                findings,
                file.bytesIn(),
                file.bytesOut(),
                file.crc32());
    }

    /** Refuses a decoder that lost rows, and a file with more faulty rows than the limits allow. */
    void check(FileTally file, IngestLimits limits, String name) {
        long malformed = sum(RowFault::isMalformed);
        long market = sum(fault -> !fault.isMalformed());
        long accounted = published + duplicates + malformed + market + file.blank();
        if (accounted != file.read()) {
            throw new IllegalStateException("[" + name + "] cannot account for every record: expected " + file.read()
                    + " as the ingestor's tally says, got " + accounted + "; correct the ingestor");
        }
        double mayBeMalformed = Math.max(limits.minFaults(), limits.maxMalformedShare() * file.read());
        if (malformed > mayBeMalformed) {
            throw refusal(FileFault.TOO_MANY_MALFORMED, name, malformed + " of " + file.read() + " do not parse");
        }
        double mayBreakRules = Math.max(limits.minFaults(), limits.maxMarketShare() * file.read());
        if (market > mayBreakRules) {
            throw refusal(
                    FileFault.TOO_MANY_MARKET_FAULTS, name, market + " of " + file.read() + " break a market rule");
        }
    }

    private IngestException refusal(FileFault fault, String name, String what) {
        return new IngestException(
                fault,
                FilePosition.of(name),
                "cannot publish the file: expected sound rows, got " + what + " " + reasons
                        + "; fetch the file again, or raise the limit if it is right");
    }

    private long sum(Predicate<RowFault> which) {
        long sum = 0;
        for (Map.Entry<RowFault, Long> reason : reasons.entrySet()) {
            sum += which.test(reason.getKey()) ? reason.getValue() : 0;
        }
        return sum;
    }
}
