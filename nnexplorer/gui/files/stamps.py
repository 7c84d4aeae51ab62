"""Tells whether somebody else has written a file since it was read."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int]
"""Which file it is, its size, and when it was written, in nanoseconds."""


def stamp(path: Path) -> Stamp | None:
    """What changes whenever a file is written, whatever its name leads to; None where there is none to be seen."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    return (state.st_ino, state.st_size, state.st_mtime_ns)
