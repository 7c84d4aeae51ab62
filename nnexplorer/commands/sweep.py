"""Measure the error against the number of hidden units, on all cores of this machine or on a cluster."""

from __future__ import annotations

import argparse
import csv
import errno
import io
import math
import os
import reprlib
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

from nnexplorer.commands.common import DONE, FAILED, complain, document_named, progress, render_offscreen

if TYPE_CHECKING:
    from nnexplorer.compute.experiments.approximation import Row, Trial
    from nnexplorer.model.document import Document

DEFAULT = "semicircle-frames"
"""The scene whose data are learnt where none is named."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    about = f"{DEFAULT} if absent; samples that it holds out of training are what is measured on"
    parser.add_argument("name", nargs="?", default=DEFAULT, metavar="SCENE|DOCUMENT", help=about)
    parser.add_argument("--hidden", required=True, metavar="N,N,...", help="numbers of hidden units")
    parser.add_argument("--seeds", type=int, default=1, metavar="R", help="random networks of each kind, 1 if absent")
    parser.add_argument("--activation", dest="activations", action="append", metavar="NAME", help="may be repeated")
    parser.add_argument("--method", default="train", metavar="NAME", help="construct, refit or train, the default")
    parser.add_argument("--steps", type=int, metavar="N", help="updates of a training")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--jobs", type=int, metavar="J", help="processes; one a core if absent")
    where.add_argument("--scheduler", metavar="ADDRESS", help="of a dask.distributed cluster: tcp://host:8786")
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE.csv", help="write the table there")
    parser.add_argument("--figure", type=Path, metavar="FILE.pdf", help="draw error against N: .pdf, .svg or .png")


def run(options: argparse.Namespace) -> int:
    """Run the sweep; its rows are printed as they come, or written when all are there."""
    from nnexplorer.compute.experiments.approximation import plan, sweep

    hidden = _numbers(options.hidden)
    document = _document(options)
    trials = plan(document, hidden, options.activations or (), options.method, options.seeds)
    encode = _encoder(options.figure, held_out=document.tested is not None)
    if isinstance(encode, str):
        return complain(encode, FAILED)
    for path in (options.output, options.figure):
        _check_folder(path)
    rows = _watched(sweep(document, trials, options.jobs, options.scheduler), trials, printed=options.output is None)
    _write(rows, options, encode)
    return _warn(rows)


def _numbers(text: str) -> list[int]:
    """The whole numbers of a list such as 1,2,4."""
    numbers = []
    for word in text.split(","):
        try:
            numbers.append(int(word))
        except ValueError:
            wanted = "whole numbers with commas between, such as 1,2,4"
            got = f"{reprlib.repr(word.strip())} in {reprlib.repr(text)}"
            raise ValueError(f"--hidden: expected {wanted}, got {got}") from None
    return numbers


def _document(options: argparse.Namespace) -> Document:
    from nnexplorer.model import edits

    document = document_named(options.name)
    return document if options.steps is None else edits.set_training(document, steps=options.steps)


def _check_folder(path: Path | None) -> None:
    """Say before the work is done that there is no place for it."""
    if path is not None and not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))


def _encoder(path: Path | None, *, held_out: bool) -> Callable[[Sequence[Row]], bytes] | str | None:
    """What makes a figure's bytes of rows, or a word on why nothing can; None where no figure is wanted."""
    if path is None:
        return None
    render_offscreen()
    try:
        from nnexplorer.gui.app import application
        from nnexplorer.gui.figures import painting
        from nnexplorer.gui.figures.sweep_figure import sweep_figure
    except ImportError as error:
        from nnexplorer.gui.screen import missing_library

        return missing_library(error)
    file_format = path.suffix.lower().removeprefix(".")
    painting.check_format(file_format)

    def encode(rows: Sequence[Row]) -> bytes:
        application()
        figure = sweep_figure(rows, painting.FigureOptions(), held_out)
        try:
            return painting.encode(figure, file_format, painting.DEFAULT_WIDTH)
        finally:
            figure.close()

    return encode


def _watched(rows: Generator[Row, None, None], trials: Sequence[Trial], *, printed: bool) -> list[Row]:
    """All rows, once they are there; printed as they come if that is wanted."""
    out = sys.stdout  # a progress bar puts something of its own in its place
    done: list[Row] = []
    with closing(rows), progress("sweep", len(trials)) as advance:
        for row in rows:
            if printed:
                table = _table([row], headed=not done)
                print(table, end="", file=sys.stdout if out.isatty() else out, flush=True)
            done.append(row)
            advance(len(done))
    return done


def _table(rows: Sequence[Row], *, headed: bool = True) -> str:
    from nnexplorer.compute.experiments.approximation import Row

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if headed:
        writer.writerow(field.name for field in fields(Row))
    writer.writerows(astuple(row) for row in rows)
    return text.getvalue()


def _write(rows: Sequence[Row], options: argparse.Namespace, encode: Callable[[Sequence[Row]], bytes] | None) -> None:
    """Write the files that were asked for; each path is printed, unless the table itself was."""
    from nnexplorer.model import storage

    files = []
    if options.output is not None:
        files.append((options.output, _table(rows).encode()))
    if encode is not None:
        files.append((options.figure, encode(rows)))
    for path, content in files:
        storage.write(content, path)
        if options.output is not None:
            print(path, flush=True)


def _warn(rows: Sequence[Row]) -> int:
    lost = sum(math.isinf(row.mse) for row in rows)
    if lost:
        complain(f"{lost} of {len(rows)} trainings diverged (mse inf); their learning rate is too large", DONE)
    return DONE
