package io.quantmini.lake;

import io.quantmini.stage.StagedFile;
import java.nio.file.Path;
import java.util.List;

/**
 * One unit in the making. Its files are written below {@link #staging()}; then {@link #publish} brings them into the lake,
 * all or none, or {@link #reject} records why there are none. {@link #close()} throws away what was not published. Belongs
 * to one thread; several commits may be in the making at once.
 */
public final class Commit implements AutoCloseable {
    private final LakeWriter writer;
    private final UnitSpec spec;
    private final String unit;
    private final Path staging;
    private boolean ended;
    private boolean closed;

    Commit(LakeWriter writer, UnitSpec spec, Path staging) {
        this.writer = writer;
        this.spec = spec;
        this.unit = spec.unit();
        this.staging = staging;
    }

    /** What it makes. */
    public UnitSpec spec() {
        return spec;
    }

    /** The unit's id. */
    public String unit() {
        return unit;
    }

    /** An empty directory on the lake's own file system, for this unit's files; it goes with {@link #close()}. */
    public Path staging() {
        return staging;
    }

    /**
     * What {@link #publish} will ask of the disk. Where this writer has forced nothing yet, a few of the files are forced now,
     * to see how long that takes.
     *
     * @param files as for {@link #publish}
     * @throws CommitException when the disk refuses; the commit can still be closed
     */
    public CommitCost cost(List<StagedFile> files) {
        return writer.protocol().cost(unit, files);
    }

    /**
     * Makes the unit part of the lake: forces its files to disk, moves them into place, writes the list of them, and
     * appends the ledger line, which is the moment it counts. Files of superseded units that are not among these die
     * afterwards. A unit that is committed with the same files already gets them back where they were lost, and no
     * second line.
     *
     * @param sessions an account of each of the unit's sessions; what they published is what the files hold
     * @param files finished files below {@link #staging()}, not necessarily forced; one that stands at its final path
     *     already, from a superseded unit, is kept there
     * @param derived files to replace right after
     * @return the unit's ledger line
     * @throws CommitException saying whether the unit is certainly not in the lake, or undecided
     */
    public LedgerEntry publish(List<SessionEntry> sessions, List<StagedFile> files, List<DerivedFile> derived) {
        end();
        PlannedCommit plan;
        try {
            plan = new PlannedCommit(spec, sessions, files, derived);
        } catch (IllegalArgumentException e) {
            throw new CommitException(unit, CommitException.Outcome.FAILED, String.valueOf(e.getMessage()), e);
        }
        return writer.protocol().publish(plan);
    }

    /**
     * Records that the sessions' files were refused. What the lake holds of these sessions stays.
     *
     * @param sessions the files, with what could be counted
     * @param reason why, for people
     * @return the ledger line; the one that stands, when it says the same
     */
    public LedgerEntry reject(List<SessionEntry> sessions, String reason) {
        end();
        return writer.protocol().reject(spec, sessions, reason);
    }

    /** Throws away what was staged and not published. Closing twice is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            writer.ended(this);
        }
    }

    private void end() {
        if (ended || closed) {
            throw new IllegalStateException("[unit " + unit + "] cannot commit: it has ended already; begin a new one");
        }
        ended = true;
    }
}
