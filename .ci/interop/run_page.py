#!/usr/bin/env python3
"""Runs the Python of a page of documentation, as it stands there.

usage: run_page.py PAGE.md [ARGUMENT ...]
"""
import re
import sys
from pathlib import Path


def main(arguments):
    if not arguments:
        print(__doc__)
        return 2
    page = Path(arguments[0])
    blocks = re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    if not blocks:
        print(f"{page}: no Python", file=sys.stderr)
        return 1
    sys.argv = arguments
    exec(compile("\n".join(blocks), str(page), "exec"), {"__name__": "__main__"})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
