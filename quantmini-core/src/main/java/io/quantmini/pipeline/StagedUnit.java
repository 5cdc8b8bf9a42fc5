package io.quantmini.pipeline;

import io.quantmini.lake.Commit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a unit's files, with nothing in the ledger yet: files below the lake's temporary directory, or one that
 * has to be refused. Belongs to one thread at a time, which need not be the one that made it.
 */
final class StagedUnit implements AutoCloseable {
    private final @Nullable Commit commit;
    private final Runnable record;
    private final @Nullable Rejected rejected;

    private StagedUnit(@Nullable Commit commit, Runnable record, @Nullable Rejected rejected) {
        this.commit = commit;
        this.record = record;
        this.rejected = rejected;
    }

    /** A file that was refused, and why. */
    record Rejected(SourceFile file, String message) {}

    /** Files written below the staging directory of a commit, which it owns. */
    static StagedUnit of(Commit commit, Runnable publish) {
        return new StagedUnit(commit, publish, null);
    }

    /** A file to refuse; {@code record} writes the ledger's line. */
    static StagedUnit of(Rejected rejected, Consumer<Rejected> record) {
        return new StagedUnit(null, () -> record.accept(rejected), rejected);
    }

    /** Brings the files into the lake, or records the refusal: then this is what was refused. */
    Optional<Rejected> commit() {
        record.run();
        return Optional.ofNullable(rejected);
    }

    /** Throws away what is not committed. */
    @Override
    public void close() {
        if (commit != null) {
            commit.close();
        }
    }
}
