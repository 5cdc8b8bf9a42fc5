package io.quantmini.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What the bytes of an object must come to, as the store promised, and what they have come to so far. Not thread-safe. */
final class Checks {
    /** Of sixty-four bits and more. */
    private static final Set<Algorithm> STRONG = EnumSet.of(Algorithm.CRC64NVME, Algorithm.SHA1, Algorithm.SHA256);

    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private final List<Promise> promises;
    private final List<Digest> digests;

    Checks(List<Promise> promises) {
        this.promises = List.copyOf(promises);
        this.digests =
                promises.stream().map(promise -> promise.algorithm().start()).toList();
    }

    /**
     * A digest that the store told.
     *
     * @param algorithm it was computed with
     * @param value lower-case hex of an MD5, base64 of all others
     */
    record Promise(Algorithm algorithm, String value) {}

    /** How a store may tell what an object holds. */
    enum Algorithm {
        MD5,
        SHA1,
        SHA256,
        CRC32,
        CRC32C,
        CRC64NVME;

        private Digest start() {
            return switch (this) {
                case MD5 -> new Hash("MD5");
                case SHA1 -> new Hash("SHA-1");
                case SHA256 -> new Hash("SHA-256");
                case CRC32 -> new Sum(new CRC32(), Integer.BYTES);
                case CRC32C -> new Sum(new CRC32C(), Integer.BYTES);
                case CRC64NVME -> new Sum(new Crc64Nvme(), Long.BYTES);
            };
        }
    }

    private interface Digest {
        void update(byte[] bytes, int length);

        /** To be asked once. */
        byte[] value();
    }

    /** What an answer of the whole object promises of its bytes; no MD5, which takes the longest, beside a strong checksum. */
    static List<Promise> promised(GetObjectResponse answer) {
        List<Promise> promises = new ArrayList<>();
        String tag = S3Objects.tag(answer.eTag());
        if (MD5.matcher(tag).matches() && tagIsMd5(answer)) {
            promises.add(new Promise(Algorithm.MD5, tag));
        }
        if (answer.checksumType() != ChecksumType.COMPOSITE) {
            add(promises, Algorithm.SHA1, answer.checksumSHA1());
            add(promises, Algorithm.SHA256, answer.checksumSHA256());
            add(promises, Algorithm.CRC32, answer.checksumCRC32());
            add(promises, Algorithm.CRC32C, answer.checksumCRC32C());
            add(promises, Algorithm.CRC64NVME, answer.checksumCRC64NVME());
        }
        if (promises.stream().anyMatch(promise -> STRONG.contains(promise.algorithm()))) {
            promises.removeIf(promise -> promise.algorithm() == Algorithm.MD5);
        }
        return promises;
    }

    private static void add(List<Promise> promises, Algorithm algorithm, @Nullable String value) {
        // With a count of parts behind it, it is a digest of digests.
        if (value != null && !value.contains("-")) {
            promises.add(new Promise(algorithm, value));
        }
    }

    // With keys of the store's or the customer's own, the tag of a single part is no digest of the plain bytes.
    private static boolean tagIsMd5(GetObjectResponse answer) {
        return answer.sseCustomerAlgorithm() == null
                && (answer.serverSideEncryption() == null
                        || answer.serverSideEncryption() == ServerSideEncryption.AES256);
    }

    List<Promise> promises() {
        return promises;
    }

    void update(byte[] bytes, int length) {
        for (Digest digest : digests) {
            digest.update(bytes, length);
        }
    }

    /** The first promise that the bytes break, for a message; to be asked once, after the last byte. */
    Optional<String> broken() {
        for (int i = 0; i < promises.size(); i++) {
            Promise promise = promises.get(i);
            byte[] value = digests.get(i).value();
            String got = promise.algorithm() == Algorithm.MD5
                    ? HexFormat.of().formatHex(value)
                    : Base64.getEncoder().encodeToString(value);
            if (!got.equals(promise.value())) {
                return Optional.of("expected " + promise.algorithm() + " " + promise.value() + ", got " + got);
            }
        }
        return Optional.empty();
    }

    private static final class Hash implements Digest {
        private final MessageDigest hash;

        Hash(String name) {
            try {
                hash = MessageDigest.getInstance(name);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + name, e);
            }
        }

        @Override
        public void update(byte[] bytes, int length) {
            hash.update(bytes, 0, length);
        }

        @Override
        public byte[] value() {
            return hash.digest();
        }
    }

    private static final class Sum implements Digest {
        private final Checksum sum;
        private final int width;

        Sum(Checksum sum, int width) {
            this.sum = sum;
            this.width = width;
        }

        @Override
        public void update(byte[] bytes, int length) {
            sum.update(bytes, 0, length);
        }

        @Override
        public byte[] value() {
            byte[] value = new byte[Long.BYTES];
            ByteBuffer.wrap(value).putLong(sum.getValue());
            byte[] end = new byte[width];
            System.arraycopy(value, Long.BYTES - width, end, 0, width);
            return end;
        }
    }
}
