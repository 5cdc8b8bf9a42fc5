package io.quantmini.qlib.internal;

import io.quantmini.market.OptionTicker;
import io.quantmini.qlib.QlibFormatException;
import io.quantmini.qlib.QlibName;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which files a directory has.
 *
 * @param fields of its instruments other than contracts; none of a directory without instruments
 * @param contracts underlyings whose contracts are instruments
 */
public record Contents(SortedSet<String> fields, SortedSet<String> contracts) {
    private static final String FEATURES = "features/";
    private static final String CONTRACT = QlibName.of(OptionTicker.PREFIX).instrument();

    /** Whether an instrument is a contract and no underlying. */
    public static boolean isContract(String instrument) {
        return instrument.startsWith(CONTRACT);
    }

    /** What a request asks for. */
    public static Contents of(QlibRequest request) {
        return new Contents(new TreeSet<>(request.fields()), request.contracts().underlyings());
    }

    /** What a manifest lists. */
    public static Contents of(Manifest manifest) {
        Contents contents = new Contents(new TreeSet<>(), new TreeSet<>());
        for (Manifest.Entry file : manifest.files()) {
            if (file.path().startsWith(FEATURES)) {
                contents.add(file.path());
            }
        }
        return contents;
    }

    /** What the manifest of a directory lists; nothing where there is none that can be read. */
    public static Contents of(Path directory) {
        try {
            return of(Manifest.read(directory));
        } catch (QlibFormatException none) {
            return new Contents(new TreeSet<>(), new TreeSet<>());
        }
    }

    /** The result of an update that made this of what was before, with a finding if that was something else. */
    public QlibResult tell(Contents before, QlibResult result) {
        if (before.fields.isEmpty() || before.equals(this)) {
            return result;
        }
        List<String> findings = new ArrayList<>(result.findings());
        findings.add("[" + result.directory().getFileName() + "] had " + before + " and has " + this + " now");
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
        return "the fields " + fields + (contracts.isEmpty() ? "" : ", contracts of " + contracts);
    }

    private void add(String path) {
        int name = path.lastIndexOf('/') + 1;
        String instrument = path.substring(FEATURES.length(), name - 1).toUpperCase(Locale.ROOT);
        if (!isContract(instrument)) {
            fields.add(path.substring(name, path.indexOf('.', name)));
            return;
        }
        OptionTicker ticker = OptionTicker.tryParse(QlibName.parse(instrument).ticker());
        if (ticker != null) {
            contracts.add(ticker.underlying());
        }
    }
}
