package io.quantmini.qlib.internal.check;

import io.quantmini.QuantminiException;
import io.quantmini.batch.BatchStream;
import io.quantmini.integrity.QlibCheck;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.pipeline.PipelineInterruptedException;
import io.quantmini.qlib.QlibFormatException;
import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.internal.CalendarAxis;
import io.quantmini.qlib.internal.Contents;
import io.quantmini.qlib.internal.DirectoryAppend;
import io.quantmini.qlib.internal.Inputs;
import io.quantmini.qlib.internal.Manifest;
import io.quantmini.qlib.internal.check.ListedSpans.Span;
import io.quantmini.qlib.internal.check.TextLines.Line;
import io.quantmini.stage.QlibInspection;
import io.quantmini.stage.QlibInspectionRequest;
import io.quantmini.stage.QlibRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One look into one directory: text files, then the instruments side by side, then the rows. A file that is found broken is
 * left out of what comes after.
 */
public final class DirectoryCheck {
    private static final String CALENDARS = "calendars";
    private static final String FEATURES = "features";

    private final QlibInspectionRequest request;
    private final QlibRequest wanted;
    private final Path root;
    private final Scope scope;
    private final Findings findings;
    private int instruments;
    private long rows;

    public DirectoryCheck(QlibInspectionRequest request) {
        this.request = request;
        this.wanted = request.wanted();
        this.root = wanted.directory();
        this.scope = Scope.of(wanted);
        this.findings = scope.findings();
    }

    /** See {@code QlibInspector.inspect}. */
    public QlibInspection run() {
        if (!Files.isDirectory(root)) {
            findings.add(QlibCheck.PRESENCE, "", "a directory", "none");
            return inspection(0, 0);
        }
        if (DirectoryAppend.isUnderWay(root)) {
            return moved(0, 0);
        }
        Manifest manifest = manifest();
        if (manifest != null
                && !manifest.stamp()
                        .equals(Inputs.of(wanted, CalendarAxis.of(wanted)).stamp())) {
            reportOther(Contents.of(wanted), Contents.of(manifest));
            return inspection(0, 0);
        }
        DirectoryFiles files = new DirectoryFiles(root, manifest, findings);
        look(files);
        Manifest after = readManifest();
        boolean changed = manifest != null && (after == null || !after.stamp().equals(manifest.stamp()));
        return changed || DirectoryAppend.isUnderWay(root)
                ? moved(files.files(), files.bytes())
                : inspection(files.files(), files.bytes());
    }

    /** What was seen is partly of one state and partly of the next. */
    private QlibInspection moved(long files, long bytes) {
        Findings moved = new Findings();
        moved.add(
                QlibCheck.MANIFEST,
                Manifest.NAME,
                "a directory that stays as it is",
                "an update meanwhile, or one that was killed; update again");
        return new QlibInspection(root, 0, files, bytes, rows, moved.sorted());
    }

    private void reportOther(Contents asked, Contents held) {
        if (asked.equals(held)) {
            findings.add(QlibCheck.INPUT, "", "what the rows are now", "a directory made from others");
        } else {
            findings.add(QlibCheck.INPUT, "", asked.toString(), held.toString());
        }
    }

    private void look(DirectoryFiles files) {
        String calendar = CALENDARS + "/" + scope.timeline().frequency() + ".txt";
        List<Line> entries = lines(files, calendar, QlibCheck.CALENDAR);
        if (entries != null) {
            CalendarCheck.check(calendar, entries, scope.timeline(), findings);
        }
        strays(files.names(CALENDARS), Set.of(scope.timeline().frequency() + ".txt"), CALENDARS);
        List<Line> lines = lines(files, ListedSpans.PATH, QlibCheck.INSTRUMENTS);
        List<Line> names = lines(files, Aliases.PATH, QlibCheck.NAME);
        if (lines == null) {
            return;
        }
        SortedMap<String, List<Span>> listed = ListedSpans.of(lines, scope.timeline(), findings);
        instruments = listed.size();
        Aliases aliases = names == null ? new Aliases() : Aliases.of(names, findings);
        if (names != null) {
            aliases.check(listed.keySet(), findings);
        }
        wanted.indexes().forEach(index -> index(files, "instruments/" + index.name() + ".txt", listed));
        Health health = new Health(scope);
        health.checkFields();
        Set<String> sound = instruments(files, listed, new InstrumentCheck(scope, files, health));
        if (request.level() == ValidationLevel.CONTENT) {
            compare(new SeriesBook(scope, files, listed, sound), aliases);
        }
    }

    /** The lines of an index lie within those of all instruments. */
    private void index(DirectoryFiles files, String path, SortedMap<String, List<Span>> listed) {
        List<Line> lines = lines(files, path, QlibCheck.INSTRUMENTS);
        if (lines == null) {
            return;
        }
        ListedSpans.of(path, lines, scope.timeline(), findings).forEach((instrument, spans) -> {
            List<Span> bars = listed.getOrDefault(instrument, List.of());
            for (Span span : spans) {
                boolean within = bars.stream().anyMatch(all -> all.start() <= span.start() && span.end() <= all.end());
                if (!within) {
                    findings.add(
                            QlibCheck.SPAN,
                            new Findings.Place(path, span.offset()),
                            instrument + " within a span of " + ListedSpans.PATH,
                            scope.timeline().label(span.start()) + " to "
                                    + scope.timeline().label(span.end()));
                }
            }
        });
    }

    private @Nullable List<Line> lines(DirectoryFiles files, String path, QlibCheck check) {
        byte[] content = files.read(path, Integer.MAX_VALUE - 8L);
        return content == null ? null : TextLines.of(path, content, check, findings);
    }

    /** Looks into each instrument's directory; gives those whose files are whole. */
    private Set<String> instruments(DirectoryFiles files, SortedMap<String, List<Span>> listed, InstrumentCheck check) {
        Set<String> present = files.names(FEATURES);
        Set<String> expected = new TreeSet<>();
        List<String> found = new ArrayList<>();
        for (String instrument : listed.keySet()) {
            String directory = QlibName.parse(instrument).directory();
            expected.add(directory);
            if (present.contains(directory) && files.isDirectory(FEATURES + "/" + directory)) {
                found.add(instrument);
            } else {
                findings.add(QlibCheck.PRESENCE, FEATURES + "/" + directory, "the directory of " + instrument, "none");
            }
        }
        strays(present, expected, FEATURES);
        Set<String> sound = new HashSet<>();
        List<Boolean> whole = SideBySide.map(
                request.threads(),
                found,
                instrument -> check.check(instrument, listed.getOrDefault(instrument, List.of())));
        for (int at = 0; at < found.size(); at++) {
            if (whole.get(at)) {
                sound.add(found.get(at));
            }
        }
        return sound;
    }

    private void strays(Set<String> present, Set<String> expected, String directory) {
        for (String name : present) {
            if (!expected.contains(name)) {
                findings.add(QlibCheck.STRAY, directory + "/" + name, "nothing of that name", "something");
            }
        }
    }

    private void compare(SeriesBook book, Aliases aliases) {
        RowCheck check = wanted.dataset().isOptions()
                ? new OptionRowCheck(scope, book, aliases)
                : new StockRowCheck(scope, book, aliases);
        try (BatchStream stream = wanted.input().rows().open(wanted.sessions())) {
            while (stream.advance()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new PipelineInterruptedException();
                }
                rows += stream.batch().getRowCount();
                check.add(stream.batch());
            }
        } catch (PipelineInterruptedException interrupted) {
            throw interrupted;
        } catch (QuantminiException broken) {
            findings.add(QlibCheck.INPUT, "", "rows that can be read", String.valueOf(broken.getMessage()));
            return;
        }
        check.finish();
    }

    private @Nullable Manifest manifest() {
        Manifest manifest = readManifest();
        if (manifest == null) {
            findings.add(QlibCheck.MANIFEST, Manifest.NAME, "a whole manifest", "none, or another file");
        }
        return manifest;
    }

    private @Nullable Manifest readManifest() {
        try {
            return Manifest.read(root);
        } catch (QlibFormatException broken) {
            return null;
        }
    }

    private QlibInspection inspection(long files, long bytes) {
        return new QlibInspection(root, instruments, files, bytes, rows, findings.sorted());
    }
}
