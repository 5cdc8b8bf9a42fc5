"""Qlib's Alpha158, all 158 columns, by Qlib's own expressions, in two processes."""

import measure
import qlib
from qlib.contrib.data.loader import Alpha158DL
from qlib.data import D

CONFIG = {"kbar": {}, "price": {"windows": [0], "feature": ["OPEN", "HIGH", "LOW", "VWAP"]}, "rolling": {}}


def compute(market):
    frame = D.features(D.instruments("all"), FIELDS, freq="day")
    return len(frame), frame


def sampled(market, frame, symbols):
    some = frame[frame.index.get_level_values("instrument").isin(symbols)]
    return [(symbol, date, *values) for (symbol, date), values in zip(some.index, some.to_numpy())]


FIELDS, NAMES = Alpha158DL.get_feature_config(CONFIG)

if __name__ == "__main__":
    import sys

    qlib.init(
        provider_uri=f"{sys.argv[1]}/qlib",
        region="us",
        expression_cache=None,
        dataset_cache=None,
        kernels=measure.THREADS,
        logging_level=30,
    )
    measure.run("qlib", [name.lower() for name in NAMES], compute, sampled)
