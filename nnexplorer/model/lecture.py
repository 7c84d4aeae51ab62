"""The shipped lecture: its scenes in the order of the slides, each a document in a file of its own."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from nnexplorer import resources
from nnexplorer.model import storage
from nnexplorer.model.document import Document
from nnexplorer.model.network import Array, Network

_FILE_NAME = re.compile(r"(?P<number>\d+)-(?P<id>[a-z0-9-]+)\.nnx")


@dataclass(frozen=True)
class Scene:
    """A scene of the lecture; its document is read when something of it is first asked for.

    Parameters
    ----------
    id : str
        Its name on the command line.
    number : int
        Its place in the order of the slides.
    path : Path or None
        The file of its document; None if it has none of its own.
    """

    id: str
    number: int
    path: Path | None = None

    @classmethod
    def of(cls, id: str, number: int, document: Document) -> Scene:  # noqa: A002
        """A scene whose document is here already."""
        made = cls(id, number)
        made.__dict__["document"] = document
        return made

    @cached_property
    def document(self) -> Document:
        """The scene as it opens."""
        if self.path is None:
            raise ValueError(f"scene {self.id!r} has neither a document nor a file")
        return storage.load(self.path)

    def holds(self, document: Document) -> bool:
        """Whether that is the scene's document; one that was never asked for is not read for this."""
        return self.__dict__.get("document") is document

    @property
    def network(self) -> Network:
        """The document's network."""
        return self.document.network

    @property
    def X(self) -> Array:  # noqa: N802
        """The inputs of the document's samples, (M,D)."""
        return self.document.X

    @property
    def Y(self) -> Array:  # noqa: N802
        """The targets of the document's samples, (M,K)."""
        return self.document.Y

    @property
    def title(self) -> str:
        """The title of the slide; of a document without one, the name of its file."""
        return self.document.title or self.id

    @property
    def section(self) -> str:
        """The section of the lecture that the slide belongs to."""
        return self.document.section

    @property
    def caption(self) -> str:
        """A sentence or two: what to look at and what to try."""
        return self.document.caption

    @property
    def frames(self) -> int:
        """How many frames it has; 1 for a still."""
        return self.document.frames


@cache
def scenes() -> tuple[Scene, ...]:
    """Return all scenes of the lecture, in the order of the slides."""
    found = []
    for path in resources.path("scenes").iterdir():
        match = _FILE_NAME.fullmatch(path.name)
        if match:
            found.append(Scene(match["id"], int(match["number"]), path))
    return tuple(sorted(found, key=lambda scene: scene.number))


def sound(candidates: Iterable[Scene]) -> tuple[tuple[Scene, ...], tuple[str, ...]]:
    """Return the scenes whose documents can be read, and in a line each what is wrong with the others."""
    found, faults = [], []
    for one in candidates:
        try:
            _ = one.document
        except (OSError, ValueError) as fault:
            faults.append(" ".join(str(fault).split()))
        else:
            found.append(one)
    return tuple(found), tuple(faults)


def scene(id: str) -> Scene:  # noqa: A002 (the public signature)
    """Return the scene of that id.

    Raises
    ------
    ValueError
        If there is none; ids that look like it are named, or else all.
    """
    known = {scene.id: scene for scene in scenes()}
    if id in known:
        return known[id]
    near = difflib.get_close_matches(str(id), known, n=3, cutoff=0.5)
    advice = f"did you mean {' or '.join(near)}?" if near else f"scenes are {', '.join(known)}"
    raise ValueError(f"scene {id!r} is not known; {advice}")
