package io.quantmini.ingest;

import io.quantmini.admission.GzipFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways to damage a text file, or to change it without damage. */
enum TextMutation {
    FLIP_A_BIT {
        @Override
        byte[] apply(byte[] text, Random random) {
            byte[] changed = text.clone();
            changed[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
            return changed;
        }
    },
    DELETE_BYTES {
        @Override
        byte[] apply(byte[] text, Random random) {
            int from = random.nextInt(text.length);
            return replaced(text, from, Math.min(text.length, from + 1 + random.nextInt(40)), NOTHING);
        }
    },
    DELETE_A_BYTE {
        @Override
        byte[] apply(byte[] text, Random random) {
            int from = random.nextInt(text.length);
            return replaced(text, from, from + 1, NOTHING);
        }
    },
    INSERT_A_TOKEN {
        @Override
        byte[] apply(byte[] text, Random random) {
            int at = random.nextInt(text.length + 1);
            return replaced(text, at, at, token(random));
        }
    },
    REPLACE_BY_A_TOKEN {
        @Override
        byte[] apply(byte[] text, Random random) {
            byte[] token = token(random);
            int at = random.nextInt(text.length);
            return replaced(text, at, Math.min(text.length, at + token.length), token);
        }
    },
    INSERT_BYTES_NEAR_THE_HEADER {
        @Override
        byte[] apply(byte[] text, Random random) {
            int at = random.nextInt(Math.min(text.length, 80) + 1);
            return replaced(text, at, at, token(random));
        }
    },
    REPLACE_A_FIELD {
        @Override
        byte[] apply(byte[] text, Random random) {
            int from = after(text, random.nextInt(text.length), (byte) ',');
            int to = from;
            while (to < text.length && text[to] != ',' && text[to] != '\n') {
                to++;
            }
            return replaced(text, from, to, bytes(FIELDS.get(random.nextInt(FIELDS.size()))));
        }
    },
    STRETCH_A_FIELD {
        @Override
        byte[] apply(byte[] text, Random random) {
            byte[] stretch = new byte[random.nextInt(4) == 0 ? 65_000 + random.nextInt(1_000) : random.nextInt(300)];
            Arrays.fill(stretch, (byte) "0A\n\",é ".charAt(random.nextInt(4)));
            int at = after(text, random.nextInt(text.length), (byte) ',');
            return replaced(text, at, at, stretch);
        }
    },
    QUOTE_A_FIELD {
        @Override
        byte[] apply(byte[] text, Random random) {
            int from = after(text, random.nextInt(text.length), (byte) ',');
            int to = from;
            while (to < text.length && text[to] != ',' && text[to] != '\n') {
                to++;
            }
            byte[] field = Arrays.copyOfRange(text, from, to);
            return replaced(text, from, to, GzipFiles.concat(bytes("\""), field, bytes("\"")));
        }
    },
    SPLICE {
        @Override
        byte[] apply(byte[] text, Random random) {
            int from = random.nextInt(text.length);
            int to = Math.min(text.length, from + 1 + random.nextInt(200));
            int at = random.nextInt(text.length + 1);
            return replaced(text, at, at, Arrays.copyOfRange(text, from, to));
        }
    },
    DUPLICATE_A_LINE {
        @Override
        byte[] apply(byte[] text, Random random) {
            int from = after(text, random.nextInt(text.length), (byte) '\n');
            int to = after(text, from, (byte) '\n');
            return replaced(text, from, from, Arrays.copyOfRange(text, from, to));
        }
    },
    DUPLICATE_A_LINE_BUT_A_DIGIT {
        @Override
        byte[] apply(byte[] text, Random random) {
            int from = after(text, random.nextInt(text.length), (byte) '\n');
            byte[] line = Arrays.copyOfRange(text, from, after(text, from, (byte) '\n'));
            for (int tries = 0; line.length > 0 && tries < 20; tries++) {
                int at = random.nextInt(line.length);
                if (line[at] >= '0' && line[at] <= '9') {
                    line[at] = (byte) ('0' + random.nextInt(10));
                    break;
                }
            }
            return replaced(text, from, from, line);
        }
    },
    SWAP_LINES {
        @Override
        byte[] apply(byte[] text, Random random) {
            int first = after(text, random.nextInt(text.length), (byte) '\n');
            int second = after(text, first, (byte) '\n');
            int end = after(text, second, (byte) '\n');
            byte[] swapped =
                    GzipFiles.concat(Arrays.copyOfRange(text, second, end), Arrays.copyOfRange(text, first, second));
            return replaced(text, first, end, swapped);
        }
    },
    MOVE_A_LINE_TO_THE_END {
        @Override
        byte[] apply(byte[] text, Random random) {
            int from = after(text, random.nextInt(text.length), (byte) '\n');
            int to = after(text, from, (byte) '\n');
            return GzipFiles.concat(replaced(text, from, to, NOTHING), Arrays.copyOfRange(text, from, to));
        }
    },
    CUT_THE_END {
        @Override
        byte[] apply(byte[] text, Random random) {
            int least = random.nextBoolean() ? Math.max(0, text.length - 100) : 0;
            return Arrays.copyOf(text, least + random.nextInt(text.length - least));
        }
    },
    CHANGE_ALL_LINE_ENDS {
        @Override
        byte[] apply(byte[] text, Random random) {
            String latin = new String(text, StandardCharsets.ISO_8859_1);
            String end = List.of("\r\n", "\n\n", "\r", "\r\r\n").get(random.nextInt(4));
            return latin.replace("\n", end).getBytes(StandardCharsets.ISO_8859_1);
        }
    };

    private static final byte[] NOTHING = {};

    private static final List<String> FIELDS = List.of(
            "",
            "-",
            ".",
            "-0",
            "-0.0",
            "+1",
            " 1",
            "1 ",
            "1,5",
            "0x10",
            "NaN",
            "nan",
            "Infinity",
            "inf",
            "1e309",
            "1e308",
            "1e-400",
            "1e+5",
            "1e5",
            "1E-2",
            "1d",
            "1_0",
            "4.9e-324",
            "0.1",
            ".5",
            "5.",
            "1e22",
            "1e23",
            "9007199254740992",
            "9007199254740993",
            "9007199254740994",
            "0.30000000000000004",
            "123456789012345678",
            "1234567890123456789",
            "12345678901234567890",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "00000000000000000000000000000000000001",
            "1.7976931348623157e308",
            "A",
            "BRK.A",
            "a b",
            "ticker",
            "volume",
            "é",
            "☃",
            "1699974000000000000",
            "1699974000000000001",
            "1699974030000000000",
            "O:AAPL231117C00150000",
            "O:AAPL231332C00150000",
            "O:AAPL231101C00150000",
            "O:C00150000",
            "\"\"",
            "\"",
            "\"1\"",
            "\"a\nb\"",
            "\"1\"2",
            "0000000000000001",
            "99999999",
            "100000000",
            "0.00000001",
            "1234567.8");

    private static final List<String> TOKENS = List.of(
            ",",
            ",,",
            "\"",
            "\"\"",
            "\"\"\"",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\n\r\n",
            "\r\r\n",
            "\0",
            "é",
            "☃",
            "𝄞",
            "\ufeff",
            "\u007f",
            " ",
            "\t",
            "e",
            "-",
            "+",
            ".",
            "0",
            "9",
            "/",
            ":",
            "\",\"",
            "\n\"",
            "\"\n",
            ",\"",
            FlatFile.HEADER + "\n");

    /** Bytes that are no UTF-8: overlong, surrogates, too large, cut short, out of place. */
    private static final byte[][] NO_UTF8 = {
        {(byte) 0xff},
        {(byte) 0xc3},
        {(byte) 0x80},
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xe2, (byte) 0x98},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xe0, (byte) 0x80, (byte) 0x80},
        {(byte) 0xf0, (byte) 0x9d, (byte) 0x84}
    };

    /** The changed bytes; {@code text} is not empty. */
    abstract byte[] apply(byte[] text, Random random);

    private static byte[] token(Random random) {
        if (random.nextInt(8) == 0) {
            return NO_UTF8[random.nextInt(NO_UTF8.length)];
        }
        return bytes(TOKENS.get(random.nextInt(TOKENS.size())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] replaced(byte[] text, int from, int to, byte[] by) {
        return GzipFiles.concat(Arrays.copyOf(text, from), by, Arrays.copyOfRange(text, to, text.length));
    }

    /** The place after the next {@code mark} at or after {@code from}, or the end. */
    private static int after(byte[] text, int from, byte mark) {
        for (int i = from; i < text.length; i++) {
            if (text[i] == mark) {
                return i + 1;
            }
        }
        return text.length;
    }
}
