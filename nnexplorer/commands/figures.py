"""Render figures without a window; without names, those of every scene."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nnexplorer.commands import looks
from nnexplorer.commands.common import DONE, FAILED, complain, opened, progress, render_offscreen, stem

if TYPE_CHECKING:
    from nnexplorer.model.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("names", nargs="*", metavar="SCENE|DOCUMENT", help="a lecture stands for its scenes")
    parser.add_argument("-o", dest="folder", type=Path, default=Path(), metavar="DIR", help="where they go")
    parser.add_argument("--format", dest="formats", action="append", metavar="png|svg|pdf", help="may be repeated")
    parser.add_argument("--all-frames", action="store_true", help="every frame of a scene, numbered from 0")
    looks.add_arguments(parser, "window, ")


def run(options: argparse.Namespace) -> int:
    """Render the figures and print each path that was written."""
    from nnexplorer.model.lecture import scenes

    names = list(dict.fromkeys(options.names)) or [scene.id for scene in scenes()]
    documents = [found for name in names for found in _documents(name)]
    render_offscreen()
    try:
        from nnexplorer.gui import headless
        from nnexplorer.gui.garbage import Garbage
    except ImportError as error:
        from nnexplorer.gui.screen import missing_library

        return complain(missing_library(error), FAILED)
    given = {name: value for name, value in vars(options).items() if value is not None and name in headless.OPTIONS}
    if options.folder.exists() and not options.folder.is_dir():
        raise ValueError(f"-o {options.folder}: there is a file of that name; give a folder")
    jobs = headless.jobs(documents, headless.Request(**given))
    options.folder.mkdir(parents=True, exist_ok=True)
    with Garbage() as garbage, progress("figures", len(jobs)) as advance:
        for done, job in enumerate(jobs, 1):
            for path in job.render(options.folder):
                print(path, flush=True)
            garbage.collect()
            advance(done)
    return DONE


def _documents(name: str) -> list[tuple[str, Document]]:
    """The documents that a name stands for, all those of a lecture, each with the name of its figure."""
    from nnexplorer.model.lectures import Lecture

    found = opened(name)
    if isinstance(found, Lecture):
        return [(scene.id, scene.document) for scene in found.scenes]
    return [(stem(name), found)]
