package io.quantmini.lake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code metadata/ledger.jsonl}: reads it, remembers what it amounts to and from then on reads only what was appended; and
 * appends to it. Safe for use by several threads; only the holder of the lake's lock may change the file.
 */
final class Ledger {
    private final LakePaths paths;
    private final ChainedLog log;
    private final ManifestStore manifests;

    private ChainedLog.Position position = ChainedLog.Position.START;
    private LedgerFold fold = LedgerFold.EMPTY;
    private LakeCatalog latest;

    /**
     * A moment of the ledger.
     *
     * @param catalog what is committed
     * @param position the end of the last whole line
     * @param torn bytes after it
     */
    record Snapshot(LakeCatalog catalog, ChainedLog.Position position, long torn) {}

    /** Where a commit's line stands in the ledger. */
    enum Standing {
        ABSENT,
        LAST,
        EARLIER
    }

    Ledger(LakePaths paths, FileOperations operations) {
        this.paths = paths;
        this.log = new ChainedLog(paths.ledger(), operations);
        this.manifests = new ManifestStore(paths.root());
        this.latest = snapshot();
    }

    /** The ledger as it is now. */
    synchronized Snapshot read() {
        boolean grown = log.continues(position);
        if (!grown) {
            position = ChainedLog.Position.START;
            fold = LedgerFold.EMPTY;
        }
        ChainedLog.Tail tail = log.readAfter(position);
        if (!grown || !tail.lines().isEmpty()) {
            fold = fold.after(entries(tail));
            position = tail.end();
            latest = snapshot();
        }
        return new Snapshot(latest, position, tail.torn());
    }

    /** Every line, oldest first. */
    List<LedgerEntry> entries() {
        return entries(log.readAfter(ChainedLog.Position.START));
    }

    /** Whether the line that an intent was written for is there. */
    Standing standing(Intent intent) {
        ChainedLog.Tail all = log.readAfter(ChainedLog.Position.START);
        List<LedgerEntry> entries = entries(all);
        Standing standing = Standing.ABSENT;
        long start = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (start >= intent.ledgerBytes() && entries.get(i).unit().equals(intent.unit())) {
                standing = i == entries.size() - 1 ? Standing.LAST : Standing.EARLIER;
            }
            start += all.lines().get(i).getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return standing;
    }

    /** Makes an empty ledger when there is none. */
    void create() throws IOException {
        log.create();
    }

    /** Appends a line after the snapshot's last and forces it. A failure leaves open whether the line is there. */
    void append(Snapshot after, LedgerEntry line) throws IOException {
        log.append(after.position(), LedgerFormat.write(line));
    }

    /** Cuts off a last line that is not complete. */
    void cutTorn(Snapshot at) throws IOException {
        if (at.torn() > 0) {
            log.cut(at.position());
        }
    }

    /** Makes sure that the last line is on the disk, even if an earlier attempt to force it failed. */
    void settleLast(Snapshot at) throws IOException {
        log.rewriteLast(at.position());
    }

    private List<LedgerEntry> entries(ChainedLog.Tail tail) {
        List<LedgerEntry> entries = new ArrayList<>();
        long line = tail.end().lines() - tail.lines().size();
        for (String text : tail.lines()) {
            line++;
            try {
                entries.add(LedgerFormat.read(text));
            } catch (IllegalArgumentException e) {
                throw new LakeException(log.file(), line, "cannot read the ledger: " + e.getMessage(), e);
            }
        }
        return entries;
    }

    private LakeCatalog snapshot() {
        return new LakeCatalog(paths.root(), fold, manifests, position.lines() + "-" + position.crc());
    }
}
