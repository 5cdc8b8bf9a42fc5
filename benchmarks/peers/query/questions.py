"""Writes random questions for bars: kind, symbol, first and last session. The same arguments give the same questions."""

import argparse
import gzip
import pathlib
import random


def symbols(file):
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        next(lines)
        return sorted({line.split(",", 1)[0] for line in lines})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("flat", type=pathlib.Path, help="flat files that the lake was made from")
    parser.add_argument("questions", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=1000, help="questions of a kind")
    parser.add_argument("--sessions", type=int, default=21, help="sessions of a month, the last ones")
    options = parser.parse_args()
    files = sorted(options.flat.glob("us_stocks_sip/minute_aggs_v1/*/*/*.csv.gz"))[-options.sessions :]
    names = symbols(files[-1])
    dates = [file.name.removesuffix(".csv.gz") for file in files]
    choice = random.Random(20241127)
    with open(options.questions, "w", encoding="utf-8") as out:
        for _ in range(options.count):
            date = choice.choice(dates)
            out.write(f"day,{choice.choice(names)},{date},{date}\n")
        for _ in range(options.count):
            out.write(f"month,{choice.choice(names)},{dates[0]},{dates[-1]}\n")


if __name__ == "__main__":
    main()
