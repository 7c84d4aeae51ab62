"""Lectures of one's own: documents in order, arranged, and kept as one file or as a folder of documents."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from nnexplorer.model import beginnings, layout, storage, trees
from nnexplorer.model.document import Document, checked_text
from nnexplorer.model.lecture import Scene, scenes, sound
from nnexplorer.model.trees import Place, TreeError

UNTITLED = "Untitled lecture"
"""Title of a lecture that nobody has given one."""

LONGEST_ID = 100
"""Characters of a scene's id, which names its figure's file."""

MOST_SCENES = 2000
"""Of a lecture that is read: more than any has, and few enough to be listed."""

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_LEFT_OUT = re.compile(r"[^\w]+")


@dataclass(frozen=True, eq=False)
class Lecture:
    """Scenes in order; immutable, compared by identity.

    Parameters
    ----------
    title : str
        What it is called.
    scenes : tuple of Scene
        At least one, numbered from 1, each with an id of its own.
    """

    title: str
    scenes: tuple[Scene, ...]

    def contents(self) -> list[tuple[str, str, str]]:
        """Id, title and section of every scene, in order."""
        return [(scene.id, scene.title, scene.section) for scene in self.scenes]

    def place(self, id: str) -> int:  # noqa: A002 (as Scene calls it)
        """The place of the scene of that id, counted from 0; ValueError if there is none."""
        return [scene.id for scene in self.scenes].index(id)

    def added(self, document: Document, after: int | None = None) -> Lecture:
        """The lecture with a document as one more scene, behind the one at place `after` or at the end."""
        place = len(self.scenes) if after is None else after + 1
        return self._with([*self.scenes[:place], self._new(document), *self.scenes[place:]])

    def removed(self, place: int) -> Lecture:
        """The lecture without one of its scenes; ValueError for the last one that is left."""
        if len(self.scenes) == 1:
            raise ValueError("a lecture has at least one scene")
        return self._with([*self.scenes[:place], *self.scenes[place + 1 :]])

    def moved(self, place: int, to: int) -> Lecture:
        """The lecture with one of its scenes at another place."""
        left = [*self.scenes[:place], *self.scenes[place + 1 :]]
        return self._with([*left[:to], self.scenes[place], *left[to:]])

    def changed(self, place: int, document: Document) -> Lecture:
        """The lecture with another document as one of its scenes."""
        scene = Scene.of(self.scenes[place].id, place + 1, document)
        return self._with([*self.scenes[:place], scene, *self.scenes[place + 1 :]])

    def _new(self, document: Document) -> Scene:
        return Scene.of(unused_id(document.title, [scene.id for scene in self.scenes]), 0, document)

    def _with(self, found: Iterable[Scene]) -> Lecture:
        return replace(self, scenes=_numbered(found))


def unused_id(title: str, used: Iterable[str]) -> str:
    """Return an id for a scene of that title which none of those `used` is."""
    words = _LEFT_OUT.sub("-", title.lower()).strip("-_")[: LONGEST_ID - 10].strip("-_") or "scene"
    taken, found, number = set(used), words, 1
    while found in taken:
        number += 1
        found = f"{words}-{number}"
    return found


def shipped() -> Lecture:
    """Return the shipped lecture, of its scenes those that can be read.

    It lies in a folder, a file a scene, so that a change to one is seen as such, and the first scene is on the screen
    before the last one is read. `save` makes one file of it like of any other.
    """
    return _shipped()[0]


def faults() -> tuple[str, ...]:
    """Return what is wrong with scenes of the shipped lecture, in a line each."""
    return _shipped()[1]


@cache
def _shipped() -> tuple[Lecture, tuple[str, ...]]:
    try:
        found, wrong = sound(scenes())
    except OSError as fault:
        found, wrong = (), (str(fault),)
    return Lecture("Two-layer nets", found) if found else begun(beginnings.untitled()), wrong


def begun(document: Document) -> Lecture:
    """Return a new lecture of one document."""
    return Lecture(UNTITLED, (Scene.of(unused_id(document.title, ()), 1, document),))


def opened(path: Path) -> Document | Lecture:
    """Read what is at a path: a document, a lecture, or a folder of documents.

    Raises
    ------
    ValueError
        If it is none of them; the place of the fault is named: ``$.documents[2].network.W1[3]: ...``.
    OSError
        If it can't be read.
    """
    if path.is_dir():
        return folder(path)
    content = storage.read(path)
    try:
        tree = trees.parse_tree(content)
    except TreeError as fault:
        raise ValueError(f"{path}: {fault}") from None
    return _decoded(tree, str(path)) if layout.kind(tree) == layout.LECTURE else storage.decode(content, str(path))


def load(path: Path) -> Lecture:
    """Read a lecture from its file or its folder; errors are those of `opened`."""
    found = opened(path)
    if isinstance(found, Document):
        raise ValueError(f"{path}: $.kind: missing; this is a document, expected a lecture")
    return found


def save(lecture: Lecture, path: str | os.PathLike[str]) -> None:
    """Write a lecture as one file, all of it or nothing; saving what was loaded gives the same bytes."""
    storage.write(encode(lecture), path)


def encode(lecture: Lecture) -> bytes:
    """Return a lecture as the bytes of its file; ValueError for an id that no file can have, or too many scenes."""
    if len(lecture.scenes) > MOST_SCENES:
        raise ValueError(f"$.documents: expected at most {MOST_SCENES} documents, got {len(lecture.scenes)}")
    for i, scene in enumerate(lecture.scenes):
        with Place(f"$.documents[{i}].id", scene.id).blamed():
            _check_id(scene.id)
    entries = [{"id": scene.id} | layout.fields_of(scene.document) for scene in lecture.scenes]
    return layout.written({"kind": layout.LECTURE, "title": lecture.title, "documents": entries})


def decode(content: bytes, name: str = "lecture") -> Lecture:
    """Return the lecture that the bytes of a file hold; errors call it `name`."""
    try:
        return _decoded(trees.parse_tree(content), name)
    except TreeError as fault:
        raise ValueError(f"{name}: {fault}") from None


def _decoded(tree: object, name: str) -> Lecture:
    try:
        return _lecture(layout.upgraded(Place("$", tree)))
    except TreeError as fault:
        raise ValueError(f"{name}: {fault}") from None


def _lecture(place: Place) -> Lecture:
    if place.field("kind").value != layout.LECTURE:
        raise place.field("kind").unlike(repr(layout.LECTURE))
    found = place.fields(["format", "version", "kind", "title", "documents"], required=["documents"])
    entries = found["documents"].items()
    if not entries:
        raise found["documents"].unlike("at least one document")
    if len(entries) > MOST_SCENES:
        raise found["documents"].unlike(f"at most {MOST_SCENES} documents")
    title = trees.text(found["title"]) if "title" in found else ""
    if "title" in found:
        with found["title"].blamed():
            checked_text("title", title)
    read: dict[str, Scene] = {}
    for entry in entries:
        scene = _scene(entry, read)
        read[scene.id] = scene
    return Lecture(title, tuple(read.values()))


def _scene(place: Place, before: dict[str, Scene]) -> Scene:
    """Read an entry: a document with an id, which may be left out when a file is written by hand."""
    document = layout.document(place, beside=("id",))
    given = place.field("id")
    if given.value is None and "id" not in place.value:
        return Scene.of(unused_id(document.title, before), len(before) + 1, document)
    id = trees.text(given)  # noqa: A001 (as Scene calls it)
    with given.blamed():
        _check_id(id)
    if id in before:
        raise TreeError(f"{given.path}: {id!r} is the id of $.documents[{before[id].number - 1}] already")
    return Scene.of(id, len(before) + 1, document)


def _check_id(id: str) -> None:  # noqa: A002 (as Scene calls it)
    checked_text("id", id)
    if not id.strip() or len(id) > LONGEST_ID or id.startswith(".") or _FORBIDDEN.search(id):
        wanted = f"a name that a file can have, of at most {LONGEST_ID} characters"
        raise ValueError(f"expected {wanted}, got {id[: LONGEST_ID + 1]!r}")


def _numbered(found: Iterable[Scene]) -> tuple[Scene, ...]:
    return tuple(Scene.of(scene.id, number, scene.document) for number, scene in enumerate(found, 1))


def folder(path: Path) -> Lecture:
    """Return the documents in a folder as a lecture, in the order of their files' names, titled as the folder is.

    Numbers in the names count as such: 2-lines comes before 10-planes.

    Raises
    ------
    ValueError
        If there is none, or one of them is no document.
    OSError
        If the folder or a file can't be read.
    """
    files = sorted((file for file in path.iterdir() if file.suffix.lower() == ".nnx"), key=_place)
    if not files:
        raise ValueError(f"{path}: expected a folder of documents, found none that ends in .nnx")
    if len(files) > MOST_SCENES:
        raise ValueError(f"{path}: expected at most {MOST_SCENES} documents, got {len(files)}")
    for file in files:
        storage.check_waits_for_nobody(file)
    found = tuple(Scene(file.stem, number, file) for number, file in enumerate(files, 1))
    for one in found:
        _ = one.document
    return Lecture(path.resolve().name, found)


def _place(file: Path) -> list[tuple[int, str]]:
    """What a file is sorted by: its name, in which digits make numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", file.name.lower())]
