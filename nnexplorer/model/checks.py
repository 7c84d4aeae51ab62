"""Numbers, points and ranges that a user gives: checked, and refused in one line that says what is wanted."""

from __future__ import annotations

import math
import reprlib
import sys
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np

NARROWEST, WIDEST = 1e-300, 1e300
"""Widths of a range between which a picture's scale is a number."""

Bounds: TypeAlias = tuple[tuple[float, float], ...]
Point: TypeAlias = tuple[float, ...]


def checked_number(what: str, value: object) -> float:
    """Return `value` as a finite float; ValueError naming `what` for anything else."""
    number = value.item() if isinstance(value, np.number) else value
    # The comparison also refuses nan, and whole numbers that are too long for a float.
    if isinstance(number, int | float) and type(number) is not bool and abs(number) <= sys.float_info.max:
        return float(number)
    raise ValueError(f"{what}: expected a finite number, got {reprlib.repr(number)}")


def checked_count(what: str, value: object, least: int = 0, most: int = sys.maxsize) -> int:
    """Return `value` as an int from `least` to `most`; ValueError naming `what` for anything else."""
    number = value.item() if isinstance(value, np.number) else value
    if isinstance(number, int) and type(number) is not bool and least <= number <= most:
        return number
    wanted = f"of at least {least}" if most == sys.maxsize else f"from {least} to {most}"
    raise ValueError(f"{what}: expected a whole number {wanted}, got {reprlib.repr(number)}")


def checked_point(what: str, values: Iterable[object]) -> Point:
    """Return `values` as a tuple of finite floats; ValueError naming `what` for anything else."""
    return tuple(checked_number(what, value) for value in values)


def checked_bounds(what: str, ranges: Iterable[Iterable[object]]) -> Bounds:
    """Return `ranges` as pairs of finite floats, the lower first; ValueError naming `what` for others."""
    pairs = tuple(checked_point(what, pair) for pair in ranges)
    for pair in pairs:
        if len(pair) != 2 or not 0 < pair[1] - pair[0] < math.inf:
            raise ValueError(f"{what}: expected pairs (lo, hi) with lo < hi, got {reprlib.repr(pair)}")
        if not NARROWEST < pair[1] - pair[0] < WIDEST:
            raise ValueError(f"{what}: expected widths from {NARROWEST:g} to {WIDEST:g}, got {reprlib.repr(pair)}")
    return tuple((lo, hi) for lo, hi in pairs)
