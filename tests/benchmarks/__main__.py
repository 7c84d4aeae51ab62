"""Benchmarks, outside the tests: `python tests/benchmarks [NAME ...]` prints the tables, all of them without a name."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # as the window does: one BLAS thread, our own over chunks
    os.environ.setdefault(_name, "1")

import numpy as np

NAMES = ("training", "surface", "window", "lecture", "start", "memory")


def main(names: list[str]) -> int:
    """Run the benchmarks called `names`."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"benchmark {unknown[0]!r} is unknown; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {os.cpu_count()} cores, {_processor()}\n")
    for name in names or NAMES:
        __import__(name).run()
    return 0


def _processor() -> str:
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
