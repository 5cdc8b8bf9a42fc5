package io.quantmini.storage.internal;

import io.quantmini.lake.PartitionKey;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which settled partitions and sessions the rows of a unit touch, counted no further than it matters. */
final class TouchedPartitions {
    private final Unit unit;
    private final int maxPartitions;
    private final PartitionCut cut;
    private final Set<PartitionKey> partitions = new HashSet<>();
    private int firstDay = Integer.MAX_VALUE;
    private int lastDay = Integer.MIN_VALUE;

    TouchedPartitions(Unit unit, int maxPartitions) {
        this.unit = unit;
        this.maxPartitions = maxPartitions;
        this.cut = PartitionCut.settled(unit, List.of());
    }

    void add(BarColumns columns, KeyRuns keys) {
        int[] days = keys.days();
        for (int row = 0; row < keys.rows(); row++) {
            firstDay = Math.min(firstDay, days[row]);
            lastDay = Math.max(lastDay, days[row]);
        }
        int row = 0;
        while (row < keys.rows() && !tooMany()) {
            partitions.add(cut.of(columns, row).partition());
            row = cut.endOfRange(columns, keys, row);
        }
    }

    boolean none() {
        return partitions.isEmpty();
    }

    boolean tooMany() {
        return partitions.size() > maxPartitions;
    }

    /** The one session of the rows. */
    PartitionKey session() {
        LocalDate first = LocalDate.ofEpochDay(firstDay);
        if (firstDay != lastDay) {
            throw unit.severalSessions(first, LocalDate.ofEpochDay(lastDay));
        }
        return unit.session(first);
    }
}
