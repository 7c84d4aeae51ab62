"""Open the window on a document or a scene; without either, where the last one ended."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nnexplorer.commands import figures
from nnexplorer.commands.common import FAILED, complain, document_named, is_path, scenes_named

FIGURES_FOLDER = "nnexplorer-figures"
"""Where the lecture's figures go when there is no display to show them on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "document",
        nargs="?",
        metavar="DOCUMENT | SCENE",
        help="path of a document, of a figure that carries one or of a folder of documents, or a scene's id",
    )


def run(options: argparse.Namespace) -> int:
    """Open the window; without a display, render the lecture's figures instead or say how to."""
    from nnexplorer.gui import screen

    name = options.document
    scenes = () if name is None else scenes_named(name)
    document = None if name is None or scenes else document_named(name)
    if not screen.display_named():
        return _without_display(name)
    obstacle = screen.obstacle()
    if obstacle is not None:
        return complain(f"no window can be opened: {obstacle}", FAILED)
    from nnexplorer.gui import app

    path = Path(name) if document is not None and is_path(name) else None
    return app.run(document, scenes, path)


def _without_display(name: str | None) -> int:
    why = "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)"
    if name is not None:
        return complain(f"{why}; 'nnexplorer figures {name}' renders it without one", FAILED)
    print(f"nnexplorer: {why}; rendering the lecture's figures into {FIGURES_FOLDER}", file=sys.stderr)
    parser = argparse.ArgumentParser()
    figures.add_arguments(parser)
    return figures.run(parser.parse_args(["-o", FIGURES_FOLDER]))
