"""Times that can be compared: contestants take turns in one run, and the median of each one's rounds counts."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

Work = Callable[[int], object]
"""Does so many units of work: steps, evaluations, frames."""

SECONDS = 0.25
"""How long a round of one contestant takes, about."""


def rates(contestants: Mapping[str, Work], rounds: int = 7, seconds: float = SECONDS) -> dict[str, float]:
    """Units of work per second of each contestant, the median of `rounds` interleaved rounds."""
    sizes = {name: _size(work, seconds) for name, work in contestants.items()}
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, work in contestants.items():
            gc.collect()
            began = time.perf_counter()
            work(sizes[name])
            found[name].append(sizes[name] / (time.perf_counter() - began))
    return {name: statistics.median(values) for name, values in found.items()}


def _size(work: Work, seconds: float) -> int:
    """How much work fills a round, whole units of it; the first run of all warms up."""
    unit = size = getattr(work, "unit", 1)
    work(size)
    while True:
        began = time.perf_counter()
        work(size)
        took = time.perf_counter() - began
        if took > seconds / 4:
            return max(1, round(size * seconds / took / unit)) * unit
        size *= 4


def table(title: str, head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown, its first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]

    def line(cells: list[str]) -> str:
        first, *rest = (
            cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(cells, widths, strict=True))
        )
        return "| " + " | ".join([first, *rest]) + " |"

    rule = "|" + "|".join("-" * (w + 2) if i == 0 else "-" * (w + 1) + ":" for i, w in enumerate(widths)) + "|"
    return "\n".join([f"### {title}", "", line(head), rule, *map(line, rows), ""])


def short(value: float) -> str:
    """A rate in few digits: 342 k, 1.2 M, 11.9."""
    for limit, unit in ((1e6, " M"), (1e3, " k")):
        if value >= limit:
            return f"{value / limit:.3g}{unit}"
    return f"{value:.3g}"
