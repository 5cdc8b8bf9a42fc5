package io.quantmini.lake;

import io.quantmini.market.Dataset;
import io.quantmini.market.PartitionLayout;
import io.quantmini.market.SessionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is committed, as of one moment: a snapshot of the ledger. It never changes, takes no lock, and lists no directory;
 * lists of files are read when first asked for, and checked against the ledger. Safe for use by several threads.
 *
 * <p>Files of a snapshot live as long as no commit replaces them: whoever finds one gone asks the lake for a newer
 * snapshot, see {@link ConcurrentCommitException}.
 */
public final class LakeCatalog {
    private static final SessionRange ALWAYS = new SessionRange(LocalDate.MIN, LocalDate.MAX);

    private record Area(String dataset, Layer layer) {}

    private final Path root;
    private final LedgerFold fold;
    private final ManifestStore manifests;
    private final String state;
    private final Map<Area, NavigableMap<LocalDate, CommittedSession>> sessions = new ConcurrentHashMap<>();

    LakeCatalog(Path root, LedgerFold fold, ManifestStore manifests, String state) {
        this.root = root;
        this.fold = fold;
        this.manifests = manifests;
        this.state = state;
    }

    /** Names the state of the ledger: two snapshots of a lake with the same state are the same. */
    public String state() {
        return state;
    }

    /** The live units, in the order of their ledger lines. */
    public Collection<LedgerEntry> units() {
        return Collections.unmodifiableCollection(fold.live().values());
    }

    /** The live unit of that id. */
    public Optional<LedgerEntry> unit(String id) {
        return Optional.ofNullable(fold.live().get(id));
    }

    /** The session's live unit, and its account there. */
    public Optional<CommittedSession> session(Dataset dataset, Layer layer, LocalDate date) {
        return Optional.ofNullable(sessionsOf(dataset.name(), layer).get(date));
    }

    /** The latest refusal of the session's file, unless one was published since. */
    public Optional<CommittedSession> rejected(Dataset dataset, Layer layer, LocalDate date) {
        return Optional.ofNullable(fold.rejected().get(new LedgerFold.SessionKey(dataset.name(), layer, date)));
    }

    /** The committed sessions, in order; those without rows included. */
    public List<LocalDate> sessions(Dataset dataset, Layer layer) {
        return List.copyOf(sessionsOf(dataset.name(), layer).keySet());
    }

    /** All committed files of a dataset in a layer, by path. */
    public List<LakeFile> files(Dataset dataset, Layer layer) {
        return files(dataset, layer, ALWAYS, Set.of());
    }

    /**
     * The committed files that can hold rows of these sessions and symbols, by path; both tiers alike.
     *
     * @param range calendar dates; a settled month that reaches into it counts as a whole
     * @param symbols symbols, or underlyings of options, as written; empty for all. Files that hold many symbols are
     *     always among the answer
     * @throws ConcurrentCommitException when the snapshot is too old to be read
     */
    public List<LakeFile> files(Dataset dataset, Layer layer, SessionRange range, Set<String> symbols) {
        List<String> prefixes = prefixes(dataset, layer, symbols);
        List<LakeFile> files = new ArrayList<>();
        for (LedgerEntry unit : fold.live().values()) {
            if (unit.files() != null && isOf(unit, dataset.name(), layer) && reaches(unit, range)) {
                Manifest manifest = manifests.load(unit.files());
                for (String prefix : prefixes) {
                    manifest.forEach(prefix, file -> {
                        if (PartitionKey.parse(file.path()).overlaps(range)) {
                            files.add(file);
                        }
                    });
                }
            }
        }
        files.sort(Comparator.comparing(LakeFile::path));
        return files;
    }

    /** The live units of a dataset in a layer with a session in the range, in the order of their ledger lines; null for all. */
    public List<LedgerEntry> units(Dataset dataset, Layer layer, @Nullable SessionRange range) {
        SessionRange wanted = range == null ? ALWAYS : range;
        return fold.live().values().stream()
                .filter(unit -> isOf(unit, dataset.name(), layer) && reaches(unit, wanted))
                .toList();
    }

    /** The files of one live unit, by path. */
    public List<LakeFile> files(LedgerEntry unit) {
        return unit.files() == null ? List.of() : manifests.load(unit.files()).files();
    }

    /** Live units with files that are absent or of another size; it looks at every committed file. */
    public List<DamagedUnit> missing() {
        return missing(fold.live().values());
    }

    /** As {@link #missing()}, of the units of one dataset and layer with a session in the range. */
    public List<DamagedUnit> missing(Dataset dataset, Layer layer, SessionRange range) {
        return missing(fold.live().values().stream()
                .filter(unit -> isOf(unit, dataset.name(), layer) && reaches(unit, range))
                .toList());
    }

    /** Every dataset and layer with a live unit or a refusal, by name. */
    Set<String> datasets() {
        Set<String> names = new TreeSet<>();
        fold.live().values().forEach(unit -> names.add(unit.dataset()));
        fold.rejected().keySet().forEach(key -> names.add(key.dataset()));
        return names;
    }

    NavigableMap<LocalDate, CommittedSession> sessionsOf(String dataset, Layer layer) {
        return sessions.computeIfAbsent(new Area(dataset, layer), area -> {
            NavigableMap<LocalDate, CommittedSession> byDate = new TreeMap<>();
            for (LedgerEntry unit : fold.live().values()) {
                if (isOf(unit, dataset, layer)) {
                    unit.sessions().forEach(entry -> byDate.put(entry.date(), new CommittedSession(unit, entry)));
                }
            }
            return byDate;
        });
    }

    /** Dates with a refused file that stands, in order. */
    Set<LocalDate> rejectedDates(String dataset, Layer layer) {
        Set<LocalDate> dates = new TreeSet<>();
        for (LedgerFold.SessionKey key : fold.rejected().keySet()) {
            if (key.dataset().equals(dataset) && key.layer() == layer) {
                dates.add(key.date());
            }
        }
        return dates;
    }

    /**
     * Whether a live unit lists the file at that path, relative to the lake's root. A unit whose manifest cannot be read
     * counts as listing what its sessions could have.
     *
     * @throws IllegalArgumentException when it is not the path of a partition
     */
    public boolean isLive(String path) {
        PartitionKey key = PartitionKey.parse(path);
        for (LedgerEntry unit : fold.live().values()) {
            if (unit.files() != null && isOf(unit, key.dataset(), key.layer()) && reaches(unit, key.dates())) {
                try {
                    if (manifests.load(unit.files()).contains(path)) {
                        return true;
                    }
                } catch (ConcurrentCommitException | LakeException e) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a live unit has its files listed in that manifest. */
    boolean isLiveManifest(String path) {
        return fold.live().values().stream()
                .anyMatch(
                        unit -> unit.files() != null && unit.files().manifest().equals(path));
    }

    private List<DamagedUnit> missing(Collection<LedgerEntry> units) {
        List<DamagedUnit> damaged = new ArrayList<>();
        for (LedgerEntry unit : units) {
            if (unit.files() != null) {
                List<String> paths = missing(unit.files());
                if (!paths.isEmpty()) {
                    damaged.add(new DamagedUnit(unit, paths));
                }
            }
        }
        return damaged;
    }

    private List<String> missing(FileTotals totals) {
        List<String> paths = new ArrayList<>();
        if (!Files.exists(root.resolve(totals.manifest()))) {
            paths.add(totals.manifest());
        }
        try {
            manifests.load(totals).forEach("", file -> {
                if (!isThere(file)) {
                    paths.add(file.path());
                }
            });
        } catch (ConcurrentCommitException | LakeException e) {
            return List.of(totals.manifest());
        }
        return paths;
    }

    private boolean isThere(LakeFile file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(
                    root.resolve(file.path()), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() && attributes.size() == file.bytes();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> prefixes(Dataset dataset, Layer layer, Set<String> symbols) {
        if (symbols.isEmpty() || dataset.layout() == PartitionLayout.MONTH) {
            return List.of("");
        }
        List<String> prefixes = new ArrayList<>();
        prefixes.add(PartitionKey.sessionPrefix(layer, dataset.name()));
        for (String symbol : new TreeSet<>(symbols)) {
            prefixes.add(PartitionKey.settledPrefix(layer, dataset.name(), dataset.layout(), symbol));
        }
        return prefixes;
    }

    private static boolean isOf(LedgerEntry unit, String dataset, Layer layer) {
        return unit.layer() == layer && unit.dataset().equals(dataset);
    }

    private static boolean reaches(LedgerEntry unit, SessionRange range) {
        for (SessionEntry session : unit.sessions()) {
            if (range.contains(session.date())) {
                return true;
            }
        }
        return false;
    }
}
