package io.quantmini.ingest;

import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.GzipFiles;
import io.quantmini.market.Dataset;
import io.quantmini.stage.IngestLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/**
 * A file, mostly damaged, and how to admit it. The same seed and number give the same one.
 *
 * @param gzip the file
 * @param soundGzip whether the gzip itself was left alone
 * @param dataset of its rows
 * @param limits to admit it with
 * @param sorted whether to sort at once
 * @param batchRows of the decoder under test
 * @param story what was done, for people
 */
@SuppressWarnings("ArrayRecordComponent")
record Mutant(
        byte[] gzip,
        boolean soundGzip,
        Dataset dataset,
        IngestLimits limits,
        boolean sorted,
        int batchRows,
        List<String> story) {
    /** Any number of faulty rows, so that all of them are quarantined. */
    static final IngestLimits LENIENT = new IngestLimits(64L << 30, 10_000, 64 << 10, 1 << 30, 1, 1);

    static Mutant of(long seed, int number) {
        Random random = new Random(seed * 1_000_003 + number);
        SeedFile start = SeedFile.random(random);
        List<String> story = new ArrayList<>(List.of(start.name()));
        byte[] text = start.text();
        for (int mutations = mutations(random); mutations > 0 && text.length > 0; mutations--) {
            TextMutation mutation = any(TextMutation.values(), random);
            text = mutation.apply(text, random);
            story.add(mutation.name());
        }
        byte[] gzip = compressed(text, random);
        boolean sound = random.nextInt(8) != 0;
        if (!sound) {
            GzipMutation mutation = any(GzipMutation.values(), random);
            gzip = mutation.apply(gzip, random);
            story.add("gzip " + mutation);
        }
        IngestLimits limits = limits(random, text.length);
        story.add(limits.toString());
        int batchRows = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1 + random.nextInt(2_000);
        return new Mutant(gzip, sound, start.dataset(), limits, random.nextInt(6) == 0, batchRows, story);
    }

    private static int mutations(Random random) {
        return random.nextInt(20) == 0 ? random.nextInt(40) : random.nextInt(5);
    }

    private static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    /** As one member or several, empty ones among them, with any level and any header. */
    static byte[] compressed(byte[] text, Random random) {
        int members = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 1;
        int[] cuts = random.ints(members - 1, 0, text.length + 1).sorted().toArray();
        byte[] gzip = {};
        int from = 0;
        for (int i = 0; i < members; i++) {
            int to = i < cuts.length ? cuts[i] : text.length;
            int flags = random.nextInt(4) == 0 ? random.nextInt(16) << 1 : 0;
            int level = text.length > 1 << 20 ? 1 : random.nextInt(10);
            byte[] piece = Arrays.copyOfRange(text, from, to);
            gzip = GzipFiles.concat(gzip, GzipFiles.member(piece, flags, level, Deflater.DEFAULT_STRATEGY));
            from = to;
        }
        return gzip;
    }

    private static IngestLimits limits(Random random, int length) {
        int line = 40 + random.nextInt(200);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> IngestLimits.DEFAULT;
            case 3 -> new IngestLimits(64L << 30, 10_000, line, 1 << 30, 1, 1);
            case 4 ->
                new IngestLimits(Math.max(1, length - 2 + random.nextInt(4)), 1 + random.nextInt(3), line, 3, 0, 0);
            case 5 -> new IngestLimits(64L << 30, 10_000, IngestLimits.MAX_LINE_BYTES, 1 << 30, 1, 1);
            default -> LENIENT;
        };
    }

    /** The request for the file, written to {@code file}. */
    AdmissionRequest request(Path file, Path quarantine) {
        AdmissionRequest request =
                AdmissionRequest.of(file, dataset, SeedFile.SESSION, quarantine).withLimits(limits);
        return sorted ? request.inSortedMode() : request;
    }
}
