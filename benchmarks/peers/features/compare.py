"""Checks that samples agree: compare.py REFERENCE.csv OTHER.csv...

Every row of REFERENCE stands in each OTHER, and every column of OTHER in REFERENCE; the same nulls; numbers a and b with
|a - b| <= 1e-6 + 1e-5 |b|.
"""

import csv
import sys


def read(path):
    with open(path, newline="", encoding="utf-8") as lines:
        return {(row["symbol"], row["date"]): row for row in csv.DictReader(lines)}


def agree(a, b):
    if a == "" or b == "":
        return a == b
    return abs(float(a) - float(b)) <= 1e-6 + 1e-5 * abs(float(b))


def main():
    reference = read(sys.argv[1])
    failed = False
    for path in sys.argv[2:]:
        rows = read(path)
        columns = [name for name in next(iter(rows.values())) if name not in ("symbol", "date")]
        faults = []
        if rows.keys() != reference.keys():
            faults.append(f"{len(rows.keys() ^ reference.keys())} rows in one of the two only")
        for key in sorted(rows.keys() & reference.keys()):
            for name in columns:
                if not agree(rows[key][name], reference[key][name]):
                    faults.append(f"{' '.join(key)} {name}: {rows[key][name]!r}, expected {reference[key][name]!r}")
        print(f"{path}: {len(rows)} rows of {len(columns)} columns, {len(faults)} differences")
        print("".join(f"  {fault}\n" for fault in faults[:10]), end="")
        failed |= bool(faults)
    sys.exit(failed)


main()
