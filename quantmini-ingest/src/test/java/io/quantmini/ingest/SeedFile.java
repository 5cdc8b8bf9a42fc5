package io.quantmini.ingest;

import io.quantmini.market.Dataset;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** A decompressed file to start from: sound, written in one of the many ways a file may be, or one of the corpus of faults. */
@SuppressWarnings("ArrayRecordComponent")
record SeedFile(byte[] text, Dataset dataset, String name) {
    static final LocalDate SESSION = LocalDate.of(2023, 11, 14);

    private static final int MANY_ROWS = 6_000;
    private static final int LONG_FIELD = 65_450; // a record of about 64 KiB
    private static final List<String> COLUMNS = List.of(FlatFile.HEADER.split(","));
    private static final List<SeedFile> CORPUS = corpus();

    static SeedFile random(Random random) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> CORPUS.get(random.nextInt(CORPUS.size()));
            case 3, 4, 5 -> {
                byte[] text = FlatFile.random(random).text().getBytes(StandardCharsets.UTF_8);
                yield new SeedFile(text, Dataset.STOCKS_MINUTE, "flat file");
            }
            case 6, 7, 8 -> written(random, Dataset.OPTIONS_MINUTE, 1 + random.nextInt(60));
            case 9 -> written(random, Dataset.STOCKS_DAILY, 1 + random.nextInt(60));
            case 10 -> written(random, Dataset.OPTIONS_DAILY, 1 + random.nextInt(60));
            case 11 -> written(random, Dataset.STOCKS_MINUTE, random.nextInt(4) == 0 ? MANY_ROWS : 300);
            default -> written(random, Dataset.STOCKS_MINUTE, 1 + random.nextInt(60));
        };
    }

    private static SeedFile written(Random random, Dataset dataset, int rows) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\ufeff" : "");
        List<Integer> order = order(random);
        String lineEnd = random.nextInt(3) == 0 ? "\r\n" : "\n";
        int quoting = random.nextInt(3);
        int oddities = random.nextInt(3) == 0 ? 10 : Integer.MAX_VALUE;
        line(text, COLUMNS, order, i -> "extra" + i, i -> false);
        text.append(lineEnd);
        for (List<String> row : new SeedRows(random, dataset).rows(rows)) {
            line(text, row, order, i -> extra(random), i -> quoting == 2 || (quoting == 1 && random.nextInt(20) == 0));
            text.append(random.nextInt(oddities) == 0 ? "\r\n" : lineEnd);
            if (random.nextInt(oddities) == 0) {
                text.append(lineEnd);
            }
        }
        if (random.nextInt(3) == 0) {
            text.setLength(text.length() - lineEnd.length());
        }
        return new SeedFile(text.toString().getBytes(StandardCharsets.UTF_8), dataset, "written");
    }

    /** Columns as the vendor has them, or in any order and up to two more. */
    private static List<Integer> order(Random random) {
        List<Integer> order = new ArrayList<>();
        boolean usual = random.nextBoolean();
        int extra = usual ? 0 : random.nextInt(3);
        for (int i = 0; i < COLUMNS.size() + extra; i++) {
            order.add(i);
        }
        if (!usual) {
            Collections.shuffle(order, random);
        }
        return order;
    }

    private static void line(
            StringBuilder text, List<String> values, List<Integer> order, Extra extra, Quoting quoting) {
        for (int i = 0; i < order.size(); i++) {
            int column = order.get(i);
            String value = column < values.size() ? values.get(column) : extra.of(column);
            boolean quoted = column < values.size() && quoting.of(column);
            text.append(i == 0 ? "" : ",").append(quoted ? '"' + value + '"' : value);
        }
    }

    private interface Extra {
        String of(int column);
    }

    private interface Quoting {
        boolean of(int column);
    }

    private static String extra(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "\"a, \"\"quoted\"\"\r\nextra\n\"";
            case 1 -> "déjà vu ☃ 𝄞";
            case 2 -> "\"\"";
            case 3 -> "\"\"\"\"";
            case 4 -> " \r ";
            case 5 -> random.nextInt(40) == 0 ? "x".repeat(LONG_FIELD + random.nextInt(120)) : "x";
            case 6 -> random.nextInt(40) == 0 ? '"' + "\n,".repeat(LONG_FIELD / 2 + random.nextInt(60)) + '"' : "";
            default -> "1.5";
        };
    }

    private static List<SeedFile> corpus() {
        try (var files =
                Files.list(Path.of(SeedFile.class.getResource("/faults").toURI()))) {
            List<SeedFile> corpus = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".gz"))
                    .sorted()
                    .toList()) {
                corpus.add(new SeedFile(text(file), Dataset.STOCKS_MINUTE, String.valueOf(file.getFileName())));
            }
            return corpus;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As much of the text as there is; the bytes themselves of what is no gzip. */
    private static byte[] text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] text = new byte[16 << 20];
        int length = 0;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            for (int count = 0; count >= 0; count = in.read(text, length, text.length - length)) {
                length += count;
            }
        } catch (IOException e) {
            return length == 0 ? bytes : Arrays.copyOf(text, length);
        }
        return Arrays.copyOf(text, length);
    }
}
