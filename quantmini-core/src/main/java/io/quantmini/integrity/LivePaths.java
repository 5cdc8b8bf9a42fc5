package io.quantmini.integrity;

import java.util.Arrays;

/**
 * Which paths the lake's units list, kept as 64-bit hashes: eight bytes a file, for a lake lists millions. A path that was
 * not added passes for one that was with a chance of one in 2^64 for each that was.
 */
final class LivePaths {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] hashes = new long[1 << 10];
    private int count;
    private boolean sorted;

    void add(String path) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, count * 2);
        }
        hashes[count++] = hash(path);
        sorted = false;
    }

    boolean contains(String path) {
        if (!sorted) {
            Arrays.sort(hashes, 0, count);
            sorted = true;
        }
        return Arrays.binarySearch(hashes, 0, count, hash(path)) >= 0;
    }

    private static long hash(String path) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
