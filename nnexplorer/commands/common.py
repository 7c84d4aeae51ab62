"""What the commands share: exit codes, complaints, documents by name, and progress on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.lectures import Lecture

DONE, FAILED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; it could not be done; the input is wrong; Ctrl-C."""

SUFFIXES = (".nnx", ".png", ".svg", ".pdf")
"""Endings that make a name a document's path, whether or not the file is there."""

DESKTOP = (
    "QT_AUTO_SCREEN_SCALE_FACTOR",
    "QT_ENABLE_HIGHDPI_SCALING",
    "QT_FONT_DPI",
    "QT_QPA_PLATFORMTHEME",
    "QT_SCALE_FACTOR",
    "QT_SCALE_FACTOR_ROUNDING_POLICY",
    "QT_SCREEN_SCALE_FACTORS",
    "QT_STYLE_OVERRIDE",
    "QT_USE_PHYSICAL_DPI",
)
"""Variables by which a desktop tells Qt how windows look there."""


def complain(message: str, code: int) -> int:
    """Say in one line on stderr what is wrong, and return the exit code."""
    line = "".join(map(_printable, " ".join(message.split())))
    try:
        print(f"nnexplorer: {line}", file=sys.stderr, flush=True)
    except OSError:
        print_no_more(sys.stderr)  # there is no room for it, and the code says it too
    return code


def print_no_more(stream: TextIO) -> None:
    """Drop what is left to be printed: it could not be, and the flush at exit must not say so again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _printable(character: str) -> str:
    """A character, or how it is written if a terminal can't print it or would do what it says."""
    return character if character.isprintable() else ascii(character)[1:-1]


def render_offscreen() -> None:
    """Have Qt render without a screen, and alike on every desktop: a figure has a scale and a style of its own."""
    for name in DESKTOP:
        os.environ.pop(name, None)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def is_path(name: str) -> bool:
    """Whether a name is a document's path; else it is a scene's id."""
    return name.lower().endswith(SUFFIXES) or os.path.exists(name)  # noqa: PTH110 - Path's takes '' for the folder


def document_named(name: str) -> Document:
    """The document that a scene's id or a path names.

    Raises
    ------
    ValueError
        If there is no such scene, or the file is no document.
    OSError
        If the file can't be read.
    """
    from nnexplorer.model import lecture, storage

    return storage.load(name) if is_path(name) else lecture.scene(name).document


def opened(name: str) -> Document | Lecture:
    """The document that a scene's id or a path names, or the lecture that a path names; errors as above.

    A folder of documents is a lecture too.
    """
    from nnexplorer.model import lectures

    return lectures.opened(Path(name)) if name and is_path(name) else document_named(name)


def stem(name: str) -> str:
    """What a document's figures are called: a scene's id, or a path's last part without its ending."""
    return Path(name).stem if is_path(name) else name


def check_output(path: Path | None) -> None:
    """Refuse a path of -o that nothing can be saved to before the work is done, not after it."""
    if path is None:
        return
    if path.is_dir():
        raise ValueError(f"-o {path}: this is a folder; give the name of a file")
    if not path.parent.is_dir():
        raise ValueError(f"-o {path}: there is no folder {path.parent}; make it first")


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal, told how much is done; silence in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
