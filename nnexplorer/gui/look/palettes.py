"""Palettes: how a number becomes a colour, on a map with signs and in two regions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nnexplorer.gui.look.colors import ramp, to_bytes
from nnexplorer.gui.look.theme import Theme

Table = NDArray[np.uint8]
"""256 colours (256, 4), each red, green, blue and opacity from 0 to 255; read-only."""

LENGTH = 256


@dataclass(frozen=True)
class Palette:
    """How one way of colouring looks on the grounds of a theme."""

    name: str
    title: str
    diverging: Callable[[Theme], Table]
    """Table of a quantity with a sign, from the lowest through zero, half-way, to the highest."""
    regions: Callable[[Theme], tuple[str, str]]
    """Colours of the regions where a classifier says -1 and +1."""


def palette(name: str) -> Palette:
    """Find a palette by its name.

    Raises
    ------
    ValueError
        If there is none of that name; the message lists those there are.
    """
    try:
        return PALETTES[name]
    except KeyError:
        raise ValueError(f"palette '{name}' is unknown; there are {', '.join(PALETTES)}") from None


def _opaque(colors: NDArray[np.uint8]) -> Table:
    table = np.column_stack([colors, np.full(len(colors), 255, dtype=np.uint8)])
    table.setflags(write=False)
    return table


@cache
def _safe_diverging(theme: Theme) -> Table:
    half = LENGTH // 2
    below = ramp(theme.negative, theme.neutral, count=half)
    return _opaque(np.concatenate([below, ramp(theme.neutral, theme.positive, count=half)]))


def _safe_regions(theme: Theme) -> tuple[str, str]:
    return theme.negative, theme.positive


@cache
def _jet(_theme: Theme) -> Table:
    """MATLAB's jet(256): three trapezia, each 191 entries wide, for blue, green and red."""
    entry = np.arange(1, LENGTH + 1)[:, np.newaxis] - (96, 32, -32)
    return _opaque(to_bytes(np.minimum(entry, 192 - entry) / 64))


def _red_and_blue(_theme: Theme) -> tuple[str, str]:
    return "#0000FF", "#FF0000"


@cache
def _grey_diverging(_theme: Theme) -> Table:
    return _opaque(ramp("#1C1C1C", "#FFFFFF", count=LENGTH))


def _grey_regions(_theme: Theme) -> tuple[str, str]:
    return "#6E6E6E", "#E2E2E2"


PALETTES: dict[str, Palette] = {
    palette.name: palette
    for palette in (
        Palette("safe", "Blue to orange", _safe_diverging, _safe_regions),
        Palette("lecture", "The lecture's jet", _jet, _red_and_blue),
        Palette("grey", "Grey, for print", _grey_diverging, _grey_regions),
    )
}
"""By name; a new palette is one entry here."""
