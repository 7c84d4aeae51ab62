"""What is kept on the disk against a crash, and what crashes have left there.

Each process has its files, under locks of their own; a file whose lock nobody holds was left by a crash.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QStandardPaths

from nnexplorer.model import layout, lectures, storage, trees
from nnexplorer.model.document import UNTITLED
from nnexplorer.model.lectures import Lecture

if TYPE_CHECKING:
    from nnexplorer.model.document import Document

AUTOSAVE, LOCK, LEFT = ".autosave", ".lock", "left-scene.nnx"
"""Endings of a process's file and of its lock, and the name of the edited scene that was walked away from last."""

STALE_SECONDS = 86400
"""Age at which what a write has left half done is cleared away."""


def folder() -> Path:
    """Where documents are kept."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation), "recovery")


@dataclass
class Abandoned:
    """What a crash has left, a document or a lecture: the file it belongs to if any, and when it was kept."""

    work: Document | Lecture
    path: Path | None
    when: float
    _file: Path
    _lock: QLockFile

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.name if self.path is not None else self.work.title or UNTITLED

    @property
    def outdated(self) -> bool:
        """Whether its file was written later, so that it must not be saved over it unasked."""
        try:
            return self.path is not None and self.path.stat().st_mtime > self.when
        except (OSError, ValueError):
            return False

    def discard(self) -> None:
        """Throw it away."""
        self._file.unlink(missing_ok=True)
        self.release()

    def release(self) -> None:
        """Leave it to the next start."""
        self._lock.unlock()


def abandoned() -> list[Abandoned]:
    """All that crashes have left, the newest first; no other process can take them while these objects live."""
    found = []
    for file in filter(Path.is_file, folder().glob(f"*{AUTOSAVE}")):
        lock = QLockFile(str(file.with_suffix(LOCK)))
        if not taken(lock):
            continue
        try:
            work, path = _read(file.read_bytes())
            found.append(Abandoned(work, path, file.stat().st_mtime, file, lock))
        except (OSError, ValueError, MemoryError):
            lock.unlock()
    _clear_halves()
    return sorted(found, key=lambda one: one.when, reverse=True)


def taken(lock: QLockFile) -> bool:
    """Take a lock that nobody holds.

    That a process of the same number lives says nothing: numbers are used again. The system's own lock on the file
    ends with its process, and Qt asks for it before it takes a lock away.
    """
    lock.setStaleLockTime(0)
    return lock.tryLock(0) or (lock.removeStaleLockFile() and lock.tryLock(0))


def write(work: Document | Lecture, path: Path | None, file: Path) -> float:
    """Keep something with the name of its file in a line before it, as one file; return the seconds it took."""
    began = time.perf_counter()
    head = {"file": None if path is None else str(path)}
    content = lectures.encode(work) if isinstance(work, Lecture) else storage.encode(work)
    storage.write(json.dumps(head).encode() + b"\n" + content, file)
    return time.perf_counter() - began


def _read(content: bytes) -> tuple[Document | Lecture, Path | None]:
    head, _, work = content.partition(b"\n")
    values = trees.parse_tree(head)
    name = values.get("file") if isinstance(values, dict) else None
    whole = layout.kind(trees.parse_tree(work)) == layout.LECTURE
    found = lectures.decode(work) if whole else storage.decode(work)
    return found, Path(name) if isinstance(name, str) and "\0" not in name else None


def _clear_halves() -> None:
    """Remove what processes that were killed in mid-write have left, once it is old."""
    for half in folder().glob(".*.tmp"):
        try:
            if time.time() - half.stat().st_mtime > STALE_SECONDS:
                half.unlink()
        except OSError:
            continue  # another process was quicker
