package io.quantmini.features.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class NumpyLogTest {
    private static final int SAMPLES = 50_000;

    @Test
    void a_logarithm_has_the_bits_that_numpy_gives_it() throws IOException {
        FloatBuffer pairs = numpy();
        for (int i = 0; i < SAMPLES; i++) {
            float x = pairs.get(2 * i);

            assertThat(Float.floatToIntBits(NumpyLog.log(x)))
                    .as("log(%s)", x)
                    .isEqualTo(Float.floatToIntBits(pairs.get(2 * i + 1)));
        }
    }

    @Test
    void an_array_of_them_has_too_whatever_its_length_and_in_place() throws IOException {
        FloatBuffer pairs = numpy();
        for (int rows : new int[] {0, 1, 27, 511, 512, 513, SAMPLES}) {
            float[] values = new float[rows + 1];
            float[] expected = new float[rows + 1];
            for (int i = 0; i < rows; i++) {
                values[i] = pairs.get(2 * i);
                expected[i] = pairs.get(2 * i + 1);
            }

            NumpyLog.log(values, values, rows);

            assertThat(values).isEqualTo(expected);
        }
    }

    private static FloatBuffer numpy() throws IOException {
        try (InputStream in = NumpyLogTest.class.getResourceAsStream("/numpy/numpy_log.bin")) {
            byte[] bytes = in.readAllBytes();
            assertThat(bytes).hasSize(2 * SAMPLES * Float.BYTES);
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        }
    }
}
