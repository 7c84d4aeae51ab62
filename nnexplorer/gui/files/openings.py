"""What a file is opened as: a document, a lecture, or something to be learnt; and why it could not be had."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from nnexplorer.gui.files import pictures
from nnexplorer.model import beginnings, carriers, lectures, storage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from nnexplorer.model.document import Document
    from nnexplorer.model.lectures import Lecture
    from nnexplorer.model.pictures import Picture

TABLE = ".csv"


def found(path: Path) -> tuple[Document | Lecture, Picture | None]:
    """What is at a path: a document, a figure's, a lecture, or one made to learn a table's samples or a picture.

    Raises
    ------
    OSError
        If it can't be read.
    ValueError
        If it is none of them.
    """
    storage.check_waits_for_nobody(path)
    if path.suffix.lower() == TABLE:
        return beginnings.from_table(path), None
    if pictures.is_bare(path):
        picture = pictures.read_picture(path)
        return beginnings.from_picture(picture, path.stem), picture
    return lectures.opened(path), None


def gathered(paths: Iterable[Path], tell: Callable[[str], object]) -> list[Document]:
    """The documents in files, of lectures those of all scenes; `tell` is told of files that can't be had."""
    documents: list[Document] = []
    faults = []
    for path in paths:
        try:
            one, _picture = found(path)
        except (OSError, ValueError, MemoryError) as error:
            faults.append(f"{path.name} was not added: {reason(error, path)}.")
            continue
        scenes = [scene.document for scene in one.scenes] if isinstance(one, lectures.Lecture) else [one]
        documents += [beginnings.entitled(document, path.stem) for document in scenes]
    if faults:
        tell(" ".join(faults))
    return documents


def is_picture(path: Path) -> bool:
    """Whether a file is a picture of any kind, by its content; no document may be saved over it."""
    return carriers.is_figure(path) or pictures.is_picture(path)


def is_own(path: Path) -> bool:
    """Whether what is opened from a path is saved there again; figures, tables and pictures are only read."""
    return path.suffix.lower() != TABLE and not is_picture(path)


def moment(when: float) -> str:
    """A day and a time of day as one says them."""
    try:
        return datetime.fromtimestamp(when).astimezone().strftime("%d %B, %H:%M")
    except (OSError, OverflowError, ValueError):
        return "an unknown day"  # what a damaged disk says of a file may be in no year


def reason(error: OSError | ValueError | MemoryError, path: Path) -> str:
    """Why a file could not be had, without its name, which is told already."""
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    text = (error.strerror or str(error)) if isinstance(error, OSError) else str(error).removeprefix(f"{path}: ")
    return " ".join(text.split()).rstrip(".")


def unkept(reason: str) -> str:
    """What is told of a document that can't be kept against a crash."""
    return f"What you edit can't be kept against a crash: {reason}. Save it now and then."
