package io.quantmini.ingest;

import io.quantmini.admission.GzipFiles;
import java.util.Arrays;
import java.util.Random;

/** Ways to damage a gzip file. */
enum GzipMutation {
    FLIP_A_BIT {
        @Override
        byte[] apply(byte[] gzip, Random random) {
            byte[] changed = gzip.clone();
            changed[random.nextInt(gzip.length)] ^= (byte) (1 << random.nextInt(8));
            return changed;
        }
    },
    FLIP_A_BIT_OF_THE_TRAILER {
        @Override
        byte[] apply(byte[] gzip, Random random) {
            byte[] changed = gzip.clone();
            changed[gzip.length - 1 - random.nextInt(8)] ^= (byte) (1 << random.nextInt(8));
            return changed;
        }
    },
    CUT_THE_END {
        @Override
        byte[] apply(byte[] gzip, Random random) {
            return Arrays.copyOf(gzip, random.nextInt(gzip.length));
        }
    },
    DELETE_BYTES {
        @Override
        byte[] apply(byte[] gzip, Random random) {
            int from = random.nextInt(gzip.length);
            int to = Math.min(gzip.length, from + 1 + random.nextInt(20));
            return GzipFiles.concat(Arrays.copyOf(gzip, from), Arrays.copyOfRange(gzip, to, gzip.length));
        }
    },
    ADD_BYTES_AFTER_THE_END {
        @Override
        byte[] apply(byte[] gzip, Random random) {
            byte[] more = new byte[1 + random.nextInt(20)];
            random.nextBytes(more);
            more[0] = random.nextBoolean() ? more[0] : 0x1f;
            return GzipFiles.concat(gzip, more);
        }
    };

    /** The damaged bytes. */
    abstract byte[] apply(byte[] gzip, Random random);
}
