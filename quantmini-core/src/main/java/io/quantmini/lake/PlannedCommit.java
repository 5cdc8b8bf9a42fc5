package io.quantmini.lake;

import io.quantmini.Release;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A commit before it touches the lake: what it brings, checked in itself and against what is committed.
 */
final class PlannedCommit {
    private final UnitSpec spec;
    private final String unit;
    private final List<SessionEntry> sessions;
    private final List<StagedFile> staged;
    private final List<DerivedFile> derived;
    private final Manifest manifest;

    /**
     * What a commit changes in the lake as it is.
     *
     * @param line to append; where the unit only restores its files, the line that stands
     * @param restores whether the unit is committed with exactly these files already
     * @param remove files and manifests of the units that it replaces, as far as it does not list them too
     */
    record Change(LedgerEntry line, boolean restores, List<String> remove) {}

    PlannedCommit(UnitSpec spec, List<SessionEntry> sessions, List<StagedFile> staged, List<DerivedFile> derived) {
        this.spec = spec;
        this.unit = spec.unit();
        this.sessions = sessions.stream()
                .sorted(Comparator.comparing(SessionEntry::date))
                .toList();
        this.staged = List.copyOf(staged);
        this.derived = List.copyOf(derived);
        this.manifest = Manifest.of(staged.stream().map(StagedFile::file).toList());
    }

    String unit() {
        return unit;
    }

    List<StagedFile> staged() {
        return staged;
    }

    Manifest manifest() {
        return manifest;
    }

    /** Everything that has to be on the disk before the commit starts. */
    List<Path> filesToForce(Path stagedManifest) {
        List<Path> files = new ArrayList<>(List.of(stagedManifest));
        staged.forEach(file -> files.add(file.staged()));
        derived.stream().map(DerivedFile::staged).filter(Objects::nonNull).forEach(files::add);
        return files;
    }

    /** Checks what is brought against itself and the disk. */
    void checkStaged(Path staging, LakePaths paths) throws IOException {
        checkSessions();
        for (StagedFile file : staged) {
            checkPath(file.file().path());
            boolean kept = file.staged().equals(paths.resolve(file.file().path()));
            if (!kept && !file.staged().startsWith(staging)) {
                throw unexpected("a file below " + staging, file.staged());
            }
            if (!CommitProtocol.hasLength(file.staged(), file.file().bytes())) {
                throw unexpected("a file of " + file.file().bytes() + " bytes", file.staged());
            }
        }
        for (DerivedFile file : derived) {
            Path source = file.staged();
            boolean usable = source == null
                    || (source.startsWith(staging) && Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS));
            if (!usable) {
                throw unexpected("a file below " + staging, source);
            }
            if (paths.resolve(file.target()).startsWith(paths.manifests())
                    || PartitionKey.isFile(file.target())
                    || paths.resolve(file.target()).equals(paths.ledger())) {
                throw unexpected("a file that no commit owns", file.target());
            }
        }
    }

    /** What this changes in a lake of that state; an error when it would lose or double a session. */
    Change against(LakeCatalog catalog) {
        List<LedgerEntry> replaced = replaced(catalog);
        Optional<LedgerEntry> standing = catalog.unit(unit);
        FileTotals totals = totals(standing.map(LedgerEntry::files).orElse(null));
        LedgerEntry line = line(spec, spec.op(), sessions, totals);
        if (standing.isPresent() && spec.supersedes().isEmpty()) {
            LedgerEntry same = standing.get();
            if (same.sameAs(line.withRemoved(same.removed()))) {
                return new Change(same, true, List.of());
            }
        }
        List<String> remove = new ArrayList<>();
        for (LedgerEntry old : replaced) {
            catalog.files(old).stream()
                    .map(LakeFile::path)
                    .filter(path -> !manifest.contains(path))
                    .forEach(remove::add);
            remove.add(Objects.requireNonNull(old.files()).manifest());
        }
        remove.remove(totals.manifest());
        return new Change(line, false, remove);
    }

    Intent intent(Change change, long ledgerBytes, Path temporary) {
        List<Intent.Swap> swaps = new ArrayList<>();
        for (DerivedFile file : derived) {
            Path source = file.staged();
            String from = source == null
                    ? ""
                    : temporary.relativize(source).toString().replace('\\', '/');
            swaps.add(new Intent.Swap(from, file.target()));
        }
        return new Intent(
                unit,
                ledgerBytes,
                Objects.requireNonNull(change.line().files()).manifest(),
                staged.stream().map(file -> file.file().path()).toList(),
                change.remove(),
                swaps);
    }

    static LedgerEntry line(UnitSpec spec, LedgerOp op, List<SessionEntry> sessions, @Nullable FileTotals files) {
        return new LedgerEntry(
                LedgerEntry.VERSION,
                spec.unit(),
                op,
                spec.dataset().name(),
                spec.layer(),
                sessions,
                spec.inputs(),
                spec.set(),
                files,
                op == LedgerOp.REJECT ? List.of() : spec.supersedes(),
                null,
                LedgerEntry.SCHEMA,
                "quantmini " + Release.version(),
                Instant.EPOCH);
    }

    private void checkSessions() {
        List<LocalDate> dates = sessions.stream().map(SessionEntry::date).toList();
        if (!dates.equals(spec.sessions())) {
            throw unexpected("an account of sessions " + spec.sessions(), dates);
        }
        long rows = 0;
        for (SessionEntry session : sessions) {
            if (!session.addsUp()) {
                throw unexpected("read = published + quarantined + duplicates + blank", session);
            }
            rows += session.published();
        }
        long inFiles = staged.stream().mapToLong(file -> file.file().rows()).sum();
        if (rows != inFiles) {
            throw unexpected(rows + " rows in the files, as published", inFiles);
        }
    }

    private void checkPath(String path) {
        PartitionKey key = PartitionKey.parse(LakePath.require(path));
        boolean fits = PartitionKey.isFile(path)
                && key.layer() == spec.layer()
                && key.dataset().equals(spec.dataset().name())
                && spec.sessions().stream().anyMatch(date -> key.overlaps(SessionRange.of(date)));
        if (!fits) {
            throw unexpected("a partition file of " + spec.layer().directory() + " " + spec.dataset(), path);
        }
    }

    /** The live units whose place this one takes, itself among them. */
    private List<LedgerEntry> replaced(LakeCatalog catalog) {
        Set<LocalDate> mine = new TreeSet<>(spec.sessions());
        List<LedgerEntry> replaced = new ArrayList<>();
        for (String id : spec.supersedes()) {
            LedgerEntry old = catalog.unit(id)
                    .filter(entry -> entry.layer() == spec.layer()
                            && entry.dataset().equals(spec.dataset().name()))
                    .orElseThrow(() -> unexpected("live units of the same dataset and layer to supersede", id));
            if (spec.op().addsSessions() && !mine.containsAll(old.dates())) {
                throw unexpected("all sessions of superseded unit " + id + ": " + old.dates(), spec.sessions());
            }
            replaced.add(old);
        }
        Set<String> ids = replaced.stream().map(LedgerEntry::unit).collect(Collectors.toCollection(TreeSet::new));
        for (LocalDate date : spec.op().addsSessions() ? spec.sessions() : List.<LocalDate>of()) {
            LedgerEntry there = catalog.session(spec.dataset(), spec.layer(), date)
                    .map(CommittedSession::unit)
                    .orElse(null);
            if (there != null && !there.unit().equals(unit) && !ids.contains(there.unit())) {
                throw unexpected("to supersede unit " + there.unit() + ", which has session " + date, ids);
            }
        }
        catalog.unit(unit).filter(entry -> !ids.contains(entry.unit())).ifPresent(replaced::add);
        return replaced;
    }

    private FileTotals totals(@Nullable FileTotals standing) {
        long crc = manifest.crc32c();
        String path = "metadata/manifests/" + unit + ".tsv";
        if (standing != null) {
            // A manifest that the ledger points to is never overwritten by another one.
            path = standing.crc32c() == crc
                    ? standing.manifest()
                    : "metadata/manifests/" + unit + "-" + LedgerFormat.hex(crc) + ".tsv";
        }
        long bytes = staged.stream().mapToLong(file -> file.file().bytes()).sum();
        long rows = staged.stream().mapToLong(file -> file.file().rows()).sum();
        return new FileTotals(staged.size(), bytes, rows, path, crc);
    }

    private static IllegalArgumentException unexpected(String expected, @Nullable Object actual) {
        return new IllegalArgumentException("expected " + expected + ", got " + actual);
    }
}
