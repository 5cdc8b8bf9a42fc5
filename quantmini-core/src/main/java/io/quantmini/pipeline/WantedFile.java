package io.quantmini.pipeline;

import io.quantmini.market.Dataset;
import io.quantmini.stage.RemoteObject;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A flat file that is to be fetched.
 *
 * @param dataset of its rows
 * @param session its date
 * @param object as the store lists it
 */
record WantedFile(Dataset dataset, LocalDate session, RemoteObject object) {
    /** The newest session first, in it the smallest file first; equal ones by their keys. */
    private static final Comparator<WantedFile> ORDER = Comparator.comparing(WantedFile::session)
            .reversed()
            .thenComparingLong(file -> file.object().bytes())
            .thenComparing(file -> file.object().key())
            .thenComparing(file -> file.dataset().name());

    /** In the order in which they are fetched, each place in landing once. */
    static List<WantedFile> inOrder(List<WantedFile> files) {
        LinkedHashSet<String> places = new LinkedHashSet<>();
        return files.stream()
                .sorted(ORDER)
                .filter(file -> places.add(file.dataset().landingPath(file.session())))
                .toList();
    }
}
