package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.s3.Checks.Algorithm;
import io.quantmini.s3.Checks.Promise;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class ChecksTest {
    private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);
    private static final String MD5 = "25f9e794323b453885f5181f1b624d0b";

    // The check values of the catalogue of parametrised CRC algorithms; the hashes are those of coreutils.
    @ParameterizedTest
    @CsvSource({
        "CRC32, cbf43926",
        "CRC32C, e3069283",
        "CRC64NVME, ae8b14860a799888",
        "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    })
    void a_checksum_is_the_published_one(Algorithm algorithm, String hex) {
        String value = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
        assertThat(after(new Promise(algorithm, value), DIGITS)).isEmpty();
        assertThat(after(new Promise(algorithm, value), new byte[9])).contains("expected " + algorithm + " " + value);
    }

    @Test
    void bytes_may_come_in_pieces_one_by_one() {
        Crc64Nvme crc = new Crc64Nvme();
        for (byte digit : DIGITS) {
            crc.update(digit);
        }
        assertThat(crc.getValue()).isEqualTo(0xae8b14860a799888L);
        crc.reset();
        assertThat(crc.getValue()).isZero();
    }

    @Test
    void eight_bytes_at_once_come_to_what_one_bit_after_the_other_does() {
        Random random = new Random(64);
        byte[] bytes = new byte[300];
        for (int round = 0; round < 500; round++) {
            random.nextBytes(bytes);
            int from = random.nextInt(20);
            int middle = from + random.nextInt(100);
            int end = middle + random.nextInt(180);
            Crc64Nvme crc = new Crc64Nvme();
            crc.update(bytes, from, middle - from);
            crc.update(bytes, middle, end - middle);
            assertThat(crc.getValue()).isEqualTo(bitByBit(Arrays.copyOfRange(bytes, from, end)));
        }
    }

    /** As the specification says it, the polynomial in its own bit order. */
    private static long bitByBit(byte[] bytes) {
        long crc = -1;
        for (byte value : bytes) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                boolean divide = (crc < 0) != ((value >>> bit & 1) == 1);
                crc = divide ? crc << 1 ^ 0xAD93D23594C93659L : crc << 1;
            }
        }
        return Long.reverse(~crc);
    }

    @Test
    void the_tag_of_a_single_part_is_an_md5() {
        assertThat(Checks.promised(answer().build())).containsExactly(new Promise(Algorithm.MD5, MD5));
        assertThat(after(new Promise(Algorithm.MD5, MD5), DIGITS)).isEmpty();
    }

    @Test
    void the_tag_of_several_parts_or_of_encrypted_bytes_is_none() {
        assertThat(Checks.promised(answer().eTag("\"" + MD5 + "-2\"").build())).isEmpty();
        assertThat(Checks.promised(answer().serverSideEncryption("aws:kms").build()))
                .isEmpty();
        assertThat(Checks.promised(answer().sseCustomerAlgorithm("AES256").build()))
                .isEmpty();
    }

    @Test
    void a_checksum_of_checksums_promises_nothing_of_the_bytes() {
        assertThat(Checks.promised(answer().checksumCRC32("AAAAAA==-3").build()))
                .extracting(Promise::algorithm)
                .containsExactly(Algorithm.MD5);
        assertThat(Checks.promised(answer().checksumCRC32("AAAAAA==")
                        .checksumType(ChecksumType.COMPOSITE)
                        .build()))
                .extracting(Promise::algorithm)
                .containsExactly(Algorithm.MD5);
        assertThat(Checks.promised(answer().checksumCRC32("AAAAAA==")
                        .checksumType(ChecksumType.FULL_OBJECT)
                        .build()))
                .extracting(Promise::algorithm)
                .containsExactly(Algorithm.MD5, Algorithm.CRC32);
    }

    @Test
    void a_strong_checksum_takes_the_place_of_the_md5_and_one_of_parts_does_not() {
        assertThat(Checks.promised(answer().checksumCRC64NVME("rosUhgp5mIg=").build()))
                .containsExactly(new Promise(Algorithm.CRC64NVME, "rosUhgp5mIg="));
        assertThat(Checks.promised(answer().checksumSHA256("FeKw08M4keu-").build()))
                .extracting(Promise::algorithm)
                .containsExactly(Algorithm.MD5);
        assertThat(Checks.promised(answer().checksumCRC64NVME("rosUhgp5mIg=")
                        .checksumType(ChecksumType.COMPOSITE)
                        .build()))
                .extracting(Promise::algorithm)
                .containsExactly(Algorithm.MD5);
    }

    private static GetObjectResponse.Builder answer() {
        return GetObjectResponse.builder().eTag("\"" + MD5 + "\"");
    }

    private static String after(Promise promise, byte[] bytes) {
        Checks checks = new Checks(List.of(promise));
        checks.update(bytes, bytes.length);
        return checks.broken().orElse("");
    }
}
