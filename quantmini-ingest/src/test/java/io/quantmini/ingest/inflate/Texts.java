package io.quantmini.ingest.inflate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Bytes of every kind that a compressor meets. */
final class Texts {
    private Texts() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        texts.put("nothing", new byte[0]);
        texts.put("one byte", new byte[] {7});
        texts.put("zeros", new byte[700_000]);
        texts.put("noise", noise(new Random(1), 300_000));
        texts.put("bars", bars(new Random(2), 12_000));
        texts.put("two letters", letters(new Random(3), 20_000, 2));
        texts.put("skewed", skewed(new Random(4), 60_000));
        texts.put("far matches", farMatches(new Random(5)));
        texts.put("short periods", shortPeriods(new Random(6)));
        return texts;
    }

    static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] letters(Random random, int length, int letters) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(letters));
        }
        return bytes;
    }

    /** As the vendor writes them. */
    static byte[] bars(Random random, int rows) {
        StringBuilder text = new StringBuilder("ticker,volume,open,close,high,low,window_start,transactions\n");
        int cents = 10_000;
        for (int row = 0; row < rows; row++) {
            cents = Math.max(100, cents + random.nextInt(9) - 4);
            text.append("TICK").append((char) ('A' + row / 500)).append(',');
            text.append(1 + random.nextInt(20_000)).append(',');
            for (int price = 0; price < 4; price++) {
                text.append((cents + random.nextInt(6)) / 100.0).append(',');
            }
            text.append(1_735_837_200L + 60L * (row % 500)).append("000000000,");
            text.append(1 + random.nextInt(300)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Each value half as frequent as the one before, which makes codes of every width. */
    private static byte[] skewed(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) Integer.numberOfTrailingZeros(random.nextInt() | 1 << 20);
        }
        return bytes;
    }

    /** The same word at many distances from itself, the farthest 32,768. */
    private static byte[] farMatches(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] word = noise(random, 40);
        for (int gap : new int[] {1, 7, 8, 9, 100, 4000, 16_000, 32_727, 32_728, 32_729, 32_000}) {
            out.writeBytes(word);
            out.writeBytes(noise(random, gap));
        }
        byte[] block = noise(random, 32_768);
        out.writeBytes(block);
        out.writeBytes(block);
        out.writeBytes(Arrays.copyOf(block, 20_000));
        return out.toByteArray();
    }

    /** Runs of periods from 1 to 40 and many lengths. */
    private static byte[] shortPeriods(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int period = 1; period <= 40; period++) {
            for (int length = 3; length < 300; length += 1 + random.nextInt(40)) {
                byte[] unit = noise(random, period);
                for (int i = 0; i < period + length; i++) {
                    out.write(unit[i % period]);
                }
            }
        }
        return out.toByteArray();
    }
}
