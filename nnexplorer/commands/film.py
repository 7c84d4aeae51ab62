"""Make a film of a scene's frames, of a training, or of one number that changes, without a window."""

from __future__ import annotations

import argparse
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nnexplorer.commands import looks
from nnexplorer.commands.common import DONE, FAILED, check_output, complain, document_named, progress, render_offscreen

if TYPE_CHECKING:
    from nnexplorer.compute.films import Film
    from nnexplorer.model.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    formats = ".gif, .png (APNG), .webp, .mp4; .tex makes numbered frames and the line that shows them in LaTeX"
    parser.add_argument("name", metavar="SCENE|DOCUMENT")
    parser.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE", help=formats)
    parser.add_argument("--of", metavar="frames|training|sweep", help="frames where there are any, else the training")
    parser.add_argument(
        "--fps", type=float, metavar="F", help="frames a second, 0.1 to 50; a scene's frames 2, others 12"
    )
    parser.add_argument("--steps", type=int, metavar="N", help="training: updates; the document's own if absent")
    parser.add_argument("--every", type=int, metavar="N", help="training: updates from picture to picture")
    parser.add_argument("--afresh", action="store_true", help="training: from the weights that training began with")
    parser.add_argument("--number", metavar="NAME", help="sweep: bias, angle, gain or slope")
    parser.add_argument("--unit", type=int, metavar="K", help="sweep: the unit as figures count it; the selected one")
    parser.add_argument("--from", dest="start", type=float, metavar="A", help="sweep: the number's first value")
    parser.add_argument("--to", dest="stop", type=float, metavar="B", help="sweep: its last value")
    parser.add_argument("--pictures", type=int, metavar="N", help="sweep: how many, 60 if absent")
    parser.add_argument("--pages", metavar="pdf|png", help="format of numbered frames, pdf if absent")
    looks.add_arguments(parser, "window, ")


def run(options: argparse.Namespace) -> int:
    """Make the film and print each path that was written."""
    document = document_named(options.name)
    check_output(options.output)
    render_offscreen()
    try:
        from nnexplorer.gui import headless
        from nnexplorer.gui.app import application
        from nnexplorer.gui.figures import filming
        from nnexplorer.gui.garbage import Garbage
    except ImportError as error:
        from nnexplorer.gui.screen import missing_library

        return complain(missing_library(error), FAILED)
    given = {name: value for name, value in vars(options).items() if value is not None}
    look = headless.Request(**{name: value for name, value in given.items() if name in headless.OPTIONS})
    wanted = {name: given[name] for name in ("fps", "width", "pages") if name in given}
    document = look.look(document)
    film = _film(document, options)
    wanted.setdefault("fps", film.fps)
    request = filming.Request(options.output, options=look.options, **wanted)
    application()
    stage = partial(headless.stage, document, look.options, film.trained)
    making = closing(filming.make(film, request, stage))
    with Garbage() as garbage, making as steps, progress("film", 2 * film.count + 1) as advance:
        for step in steps:
            garbage.collect()
            advance(step.done)
    for path in step.written:
        print(path)
    return complain(step.remark, DONE) if step.remark else DONE


def _film(document: Document, options: argparse.Namespace) -> Film:
    from nnexplorer.compute import films

    kind = options.of or ("frames" if document.frames > 1 else "training")
    if kind == "frames":
        return films.of_frames(document)
    if kind == "training":
        steps = document.training.steps if options.steps is None else options.steps
        every = max(1, steps // films.USUAL) if options.every is None else options.every
        return films.of_training(document, steps, every, afresh=options.afresh)
    if kind == "sweep":
        unit = None if options.unit is None else options.unit - document.view.index_base
        shots = films.USUAL if options.pictures is None else options.pictures
        return films.of_sweep(document, options.number or "bias", unit, options.start, options.stop, shots)
    raise ValueError(f"--of {kind}: expected {', '.join(films.KINDS)}")
