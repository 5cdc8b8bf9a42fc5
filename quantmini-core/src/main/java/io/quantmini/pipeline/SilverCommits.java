package io.quantmini.pipeline;

import io.quantmini.lake.Commit;
import io.quantmini.lake.LakeWriter;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The commits of units that are computed together; what is not published goes with {@link #close}. */
final class SilverCommits implements AutoCloseable {
    private static final long NANOS_PER_MICRO = 1_000;

    private final List<Commit> commits = new ArrayList<>();
    private final TreeMap<Long, Integer> unitByStart = new TreeMap<>();

    private SilverCommits() {}

    /** Begins a commit for each unit; units follow each other in time. */
    static SilverCommits begin(LakeWriter writer, List<SilverUnit> units) {
        SilverCommits begun = new SilverCommits();
        try {
            for (SilverUnit unit : units) {
                begun.unitByStart.put(
                        TradingCalendar.sessionStartNanos(unit.first()) / NANOS_PER_MICRO, begun.commits.size());
                begun.commits.add(writer.begin(unit.spec()));
            }
            return begun;
        } catch (RuntimeException | Error e) {
            try (begun) {
                throw e;
            }
        }
    }

    /** Where the files of all units are written first. */
    Path staging() {
        return files(0);
    }

    Commit get(int unit) {
        return commits.get(unit);
    }

    /** The files of each unit, moved to where its commit expects them. */
    List<List<StagedFile>> apart(List<StagedFile> together) {
        List<List<StagedFile>> units = new ArrayList<>();
        commits.forEach(commit -> units.add(new ArrayList<>()));
        for (StagedFile file : together) {
            int unit = unitByStart.floorEntry(file.file().minTimeMicros()).getValue();
            units.get(unit).add(unit == 0 ? file : moved(file, unit));
        }
        return units;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (Commit commit : commits) {
            try {
                commit.close();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private StagedFile moved(StagedFile file, int unit) {
        Path target = files(unit).resolve(file.staged().getFileName());
        try {
            Files.createDirectories(files(unit));
            Files.move(file.staged(), target);
        } catch (IOException e) {
            throw new PartitionException(
                    target.toString(),
                    null,
                    "cannot stage: " + e + "; check the disk and its space, then run again",
                    e);
        }
        return new StagedFile(target, file.file());
    }

    private Path files(int unit) {
        return commits.get(unit).staging().resolve("files");
    }
}
