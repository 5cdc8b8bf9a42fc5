package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibFormatException;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which fields the instruments of a directory have.
 *
 * @param fields in any order; none of a directory without instruments
 */
public record Contents(SortedSet<String> fields) {
    private static final String FEATURES = "features/";

    /** What a request asks for. */
    public static Contents of(QlibRequest request) {
        return new Contents(new TreeSet<>(request.fields()));
    }

    /** What a manifest lists. */
    public static Contents of(Manifest manifest) {
        SortedSet<String> fields = new TreeSet<>();
        for (Manifest.Entry file : manifest.files()) {
            String path = file.path();
            if (path.startsWith(FEATURES)) {
                fields.add(path.substring(path.lastIndexOf('/') + 1, path.indexOf('.', path.lastIndexOf('/'))));
            }
        }
        return new Contents(fields);
    }

    /** What the manifest of a directory lists; nothing where there is none that can be read. */
    public static Contents of(Path directory) {
        try {
            return of(Manifest.read(directory));
        } catch (QlibFormatException none) {
            return new Contents(new TreeSet<>());
        }
    }

    /** The result of an update that made this of what was before, with a finding if that was something else. */
    public QlibResult tell(Contents before, QlibResult result) {
        if (result.outcome() == QlibResult.Outcome.UNCHANGED || before.fields.isEmpty() || before.equals(this)) {
            return result;
        }
        List<String> findings = new ArrayList<>(result.findings());
        findings.add(
                "[" + result.directory().getFileName() + "] had the fields " + before + " and has " + this + " now");
        return new QlibResult(
                result.directory(),
                result.outcome(),
                result.rows(),
                result.skipped(),
                result.instruments(),
                result.files(),
                result.bytes(),
                findings);
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
