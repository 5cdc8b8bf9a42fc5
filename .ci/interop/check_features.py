#!/usr/bin/env python3
"""Computes features of daily stocks with pyqlib over a lake's gold and compares them with the lake's silver.

usage: check_features.py LAKE DEFINITIONS.yaml LABELS.csv

Alpha158 as Qlib's own handler defines it, and every feature of the YAML file, which must be of precision qlib; and its labels
in a preview of all sessions. Every bar of silver is compared: nulls exactly, numbers within 1e-6 + 1e-5 of Qlib's. Prints a
line of counts; exits 1 at any difference.
"""
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from check_gold import Difference, expect, name_instruments, read_aliases, read_rows


def alpha158():
    from qlib.contrib.data.loader import Alpha158DL

    kinds = {"kbar": {}, "price": {"windows": [0], "feature": ["OPEN", "HIGH", "LOW", "VWAP"]}, "rolling": {}}
    expressions, names = Alpha158DL.get_feature_config(kinds)
    return dict(zip((name.lower() for name in names), expressions))


def silver_rows(lake, names):
    files = sorted((lake / "silver" / "stocks_daily").rglob("*.parquet"))
    files += sorted((lake / "silver" / "_sessions" / "stocks_daily").rglob("*.parquet"))
    expect(files, "no silver of stocks_daily")
    return read_rows(files, ["symbol", "date", *names])


def with_labels(frame, file, labels):
    """The rows of silver with the labels of the same rows of a preview."""
    preview = pd.read_csv(file, usecols=["symbol", "date", *labels], keep_default_na=False, na_values={name: [""] for name in labels})
    preview["date"] = pd.to_datetime(preview["date"])
    expect(len(preview) == len(frame), f"silver has {len(frame)} rows, the preview {len(preview)}")
    joined = frame.merge(preview, on=["symbol", "date"], how="left", validate="one_to_one", indicator=True)
    expect((joined["_merge"] == "both").all(), "the preview's rows are not silver's")
    return joined


def compare(name, got, wanted, index):
    """Numbers compared, and how many of Qlib's are the residue of a flat window."""
    flat = np.zeros(len(got), dtype=bool)
    if name.startswith("wvma"):
        # Over equal values pandas' deviation is a rounding residue, which the feature divides by 1e-12
        flat = (got == 0) & (np.abs(wanted) > 1e3)
    null = np.isnan(got) & np.isnan(wanted)
    with np.errstate(invalid="ignore"):
        near = np.abs(got - wanted) <= 1e-6 + 1e-5 * np.abs(wanted)
    wrong = ~(null | near | flat)
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise Difference(f"{name}: {int(wrong.sum())} values differ, first {index[at]}: Qlib {wanted[at]!r}, silver {got[at]!r}")
    return int((~np.isnan(wanted)).sum()), int(flat.sum())


def main(arguments):
    if len(arguments) != 3:
        print(__doc__)
        return 2
    import qlib
    from qlib.data import D

    lake = Path(arguments[0]).resolve()
    definitions = yaml.safe_load(Path(arguments[1]).read_text())
    expect(definitions["precision"] == "qlib", "the definitions are not of precision qlib")
    features = {**alpha158(), **definitions["features"]}
    labels = definitions["labels"]
    expressions = {**features, **labels}
    root = lake / "gold" / "qlib" / "stocks_daily"
    qlib.init(provider_uri=str(root), region="us", expression_cache=None, dataset_cache=None, kernels=1, logging_level=40)

    frame = with_labels(silver_rows(lake, list(features)), arguments[2], list(labels))
    frame["instrument"] = name_instruments(frame, "symbol", read_aliases(root))
    names = D.list_instruments(D.instruments("all"), freq="day", as_list=True)
    answer = D.features(names, list(expressions.values()), freq="day")
    answer.columns = list(expressions)
    index = pd.MultiIndex.from_arrays([frame["instrument"], frame["date"]])
    place = answer.index.get_indexer(index)
    expect((place >= 0).all(), f"rows that Qlib does not give: {list(index[place < 0][:3])}")
    numbers = residues = 0
    try:
        for name in expressions:
            got = frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
            wanted = answer[name].to_numpy(dtype=np.float64)[place]
            wanted[np.isinf(wanted)] = np.nan
            counted, flat = compare(name, got, wanted, index)
            numbers += counted
            residues += flat
    except Difference as difference:
        print(f"features: DIFFERENT: {difference}", file=sys.stderr)
        return 1
    print(f"features: {len(frame)} rows, {len(features)} features, {len(labels)} labels, {numbers} numbers equal, {residues} residues of flat windows")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
