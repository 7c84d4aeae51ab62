"""Open the window on a document or a scene; without either, where the last one ended."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nnexplorer.commands import figures
from nnexplorer.commands.common import FAILED, complain, is_path, opened

FIGURES_FOLDER = "nnexplorer-figures"
"""Where the lecture's figures go when there is no display to show them on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "document",
        nargs="?",
        metavar="DOCUMENT | SCENE",
        help="path of a document, a lecture, a figure that carries a document or a folder of them, or a scene's id",
    )


def run(options: argparse.Namespace) -> int:
    """Open the window; without a display, render the lecture's figures instead or say how to."""
    from nnexplorer.gui import screen

    name = options.document
    found = None if name is None else opened(name)
    if not screen.display_named():
        return _without_display(name)
    obstacle = screen.obstacle()
    if obstacle is not None:
        return complain(f"no window can be opened: {obstacle}", FAILED)
    try:
        from nnexplorer.gui import app
    except ImportError as error:  # a part of Qt that only the canvases load
        return complain(f"no window can be opened: {screen.missing_library(error)}", FAILED)
    return app.run(found, Path(name) if name is not None and is_path(name) else None)


def _without_display(name: str | None) -> int:
    why = "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)"
    if name is not None:
        return complain(f"{why}; 'nnexplorer figures {name}' renders it without one", FAILED)
    print(f"nnexplorer: {why}; rendering the lecture's figures into {FIGURES_FOLDER}", file=sys.stderr)
    parser = argparse.ArgumentParser()
    figures.add_arguments(parser)
    return figures.run(parser.parse_args(["-o", FIGURES_FOLDER]))
