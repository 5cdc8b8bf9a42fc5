"""The float32 logarithms of NumPy, for NumpyLogTest: pairs of little-endian float32, x and numpy.log(x).

NumPy 2.4.6 on x86-64 with AVX-512; with NPY_DISABLE_CPU_FEATURES="X86_V4" (AVX2 and FMA) the file has the same bytes.

    python numpy_log.py numpy_log.bin
"""
import sys
import numpy as np

rng = np.random.default_rng(20260101)
edges = np.array([0x00000000, 0x80000000, 0x7F800000, 0xFF800000, 0x7FC00000, 0xFFC00000, 0x7F800001, 0x00000001,
                  0x80000001, 0x007FFFFF, 0x00800000, 0x00800001, 0x7F7FFFFF, 0x3F3504F2, 0x3F3504F3, 0x3F3504F4,
                  0x3F3504F5, 0x3FB504F2, 0x3FB504F3, 0x3FB504F4, 0x3F7FFFFF, 0x3F800000, 0x3F800001, 0x3F000000,
                  0x3F486945, 0xBF800000, 0xFF7FFFFF], dtype=np.uint32).view(np.float32)
x = np.concatenate([
    edges,
    rng.integers(0, 1 << 32, 10_000, dtype=np.uint64).astype(np.uint32).view(np.float32),
    rng.integers(1, 1 << 23, 2_000, dtype=np.uint64).astype(np.uint32).view(np.float32),
    rng.uniform(0.5, 2, 10_000).astype(np.float32),
    (1 + rng.normal(0, 0.02, 10_000)).astype(np.float32),
    rng.lognormal(3, 1, 8_000).astype(np.float32),
    np.floor(rng.lognormal(13, 2, 9_973)).astype(np.float32)])
with np.errstate(all="ignore"):
    pairs = np.stack([x, np.log(x)], axis=1).astype("<f4")
pairs.tofile(sys.argv[1])
