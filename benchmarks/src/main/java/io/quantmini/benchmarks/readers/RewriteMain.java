package io.quantmini.benchmarks.readers;

import io.quantmini.Quantmini;
import io.quantmini.pipeline.CompactionRequest;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.Settle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets months come into a lake, one a round, each in pieces that are corrected, compacted and settled:
 *
 * <pre>{@code
 * RewriteMain LAKE FILES ROUNDS
 * }</pre>
 *
 * Flat files go to the directory FILES, and a list of what each version changes, {@code versions.tsv}, before all else.
 */
public final class RewriteMain {
    private final Quantmini lake;
    private final Path files;

    private RewriteMain(Quantmini lake, Path files) {
        this.lake = lake;
        this.files = files;
    }

    /** Writes. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("usage: RewriteMain LAKE FILES ROUNDS");
            System.exit(2);
        }
        int rounds = Integer.parseInt(arguments[2]);
        try (Quantmini lake = Quantmini.open(Path.of(arguments[0]))) {
            RewriteMain writer = new RewriteMain(lake, Path.of(arguments[1]));
            writer.writeVersions(rounds);
            for (int round = 0; round < rounds; round++) {
                writer.round(KnownMonth.ofRound(round));
            }
            System.out.println(rounds + " rounds, " + lake.lake().history().size() + " commits");
        }
    }

    private void writeVersions(int rounds) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int round = 0; round < rounds; round++) {
            KnownMonth known = KnownMonth.ofRound(round);
            for (int version = 1; version <= known.changes().size(); version++) {
                lines.append(known.month()).append('\t').append(version);
                known.changes()
                        .get(version - 1)
                        .forEach(session -> lines.append('\t').append(session));
                lines.append('\n');
            }
        }
        Files.createDirectories(files);
        Files.writeString(files.resolve("versions.tsv"), lines);
    }

    private void round(KnownMonth month) throws IOException {
        ingest(month, 1, 1, Settle.SESSION);
        ingest(month, 2, 2, Settle.SESSION);
        lake.compact(CompactionRequest.all().datasets(KnownMonth.DATASET));
        ingest(month, 3, 3, Settle.SESSION);
        ingest(month, 4, 6, Settle.NEVER);
        ingest(month, 7, 7, Settle.NEVER);
        run(FlatFiles.none(), month, Settle.AUTO);
        ingest(month, 8, 8, Settle.AUTO);
    }

    /** Brings versions, each a commit. */
    private void ingest(KnownMonth month, int first, int last, Settle settle) throws IOException {
        Path directory = files.resolve(month.month() + "-" + first);
        for (int version = first; version <= last; version++) {
            month.write(directory, version);
        }
        run(FlatFiles.directory(directory), month, settle);
    }

    private void run(FlatFiles source, KnownMonth month, Settle settle) {
        PipelineReport report = lake.pipeline()
                .source(source)
                .datasets(KnownMonth.DATASET)
                .sessions(month.range())
                .settle(settle)
                .run();
        if (!report.isComplete()) {
            throw new IllegalStateException("[" + month.month() + "] expected a complete run, got " + report);
        }
    }
}
