"""How figures and films look: the options that their commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

VIEWS = "input, hidden, output, surface, activation, diagram, loss, sweep or table"


def add_arguments(parser: argparse.ArgumentParser, more_views: str = "") -> None:
    """Declare the options; `more_views` are views that this command has beside the canvases."""
    several = "; canvases also with commas between"
    parser.add_argument("--width", type=int, metavar="PX", help="exact width in pixels, 16 to 16384")
    parser.add_argument("--view", metavar="NAME", help=f"{more_views}{VIEWS}{several}")
    parser.add_argument("--theme", metavar="NAME", help="light, dark or contrast")
    parser.add_argument("--palette", metavar="NAME", help="safe, lecture or grey")
    parser.add_argument("--notation", metavar="NAME", help="letter of the excitations: e, xi or z")
    parser.add_argument("--index-base", type=int, metavar="0|1", help="the first index")
    parser.add_argument("--font-scale", type=float, metavar="S", help="factor of the type's size, 0.25 to 4")
    parser.add_argument("--transparent", action="store_true", help="no ground: a slide's shines through")
