"""Autosave and recovery: what is edited is kept in the user's data folder, and found again after a crash.

Each process has one file there, under a lock of its own; a file whose lock nobody holds was left by a crash.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, QTimer, Signal

from nnexplorer.model import storage, trees

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Session

INTERVAL_MILLISECONDS = 3000
"""The most of one's work that a crash can take, as long as keeping it takes no time to speak of."""

LEAST_REST = 10
"""The writer rests so many times longer than it writes: a table of a million samples takes seconds."""

AUTOSAVE, LOCK, LEFT = ".autosave", ".lock", "left-scene.nnx"
"""Endings of a process's file and of its lock, and the name of the edited scene that was walked away from last."""

STALE_SECONDS = 86400
"""Age at which what a write has left half done is cleared away."""


def folder() -> Path:
    """Where documents are kept."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation), "recovery")


@dataclass
class Abandoned:
    """A document that a crash has left: what it was, the file it belongs to if any, and when it was kept."""

    document: Document
    path: Path | None
    when: float
    _file: Path
    _lock: QLockFile

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
        if not _taken(lock):
            continue
        try:
            document, path = _read(file.read_bytes())
            found.append(Abandoned(document, path, file.stat().st_mtime, file, lock))
        except (OSError, ValueError, MemoryError):
            lock.unlock()
    _clear_halves()
    return sorted(found, key=lambda one: one.when, reverse=True)


class Recovery(QObject):
    """Keeps a session's document while it has what its file lacks; writing is done beside the window's thread."""

    failed = Signal(str)
    """The document can't be kept, and why; told once until it can again."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        """The file that the document belongs to."""
        self._session = session
        self._writer = ThreadPoolExecutor(max_workers=1)
        self._writing: Future[float] | None = None
        self._leaving: Future[None] | None = None
        self._left: Document | None = None
        self._lock: QLockFile | None = None
        self._file = folder() / f"{os.getpid()}-{secrets.token_hex(4)}{AUTOSAVE}"
        self._kept: Document | None = None
        self._told = self._ended = self._resting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        session.changed.connect(self._follow)

    @property
    def file(self) -> Path:
        """Where the document is kept."""
        return self._file

    @property
    def waiting(self) -> bool:
        """Whether it has yet to look whether there is something to keep, or how that ended."""
        return self._timer.isActive()

    @property
    def ended(self) -> bool:
        """Whether it has stopped keeping anything."""
        return self._ended

    def keep(self) -> bool:
        """Keep the document now, and wait until it is; whether that was done."""
        if self._writing is not None:
            self._collect(wait=True)
        self._start()
        return self._collect(wait=True)

    def rest(self, resting: bool) -> None:
        """Keep the document as it is now and nothing more, for others are open beside it; or go on keeping it."""
        if resting and self._session.modified and not self._ended:
            self.keep()
        self._resting = resting
        if resting:
            self._timer.stop()
        elif not self._ended:
            self._timer.start()

    def forget(self) -> None:
        """Throw away what is kept: it is saved, or was given up."""
        if self._writing is not None:
            self._collect(wait=True)
        self._kept = None
        if self._lock is not None:
            self._file.unlink(missing_ok=True)
            self._release()

    def end(self) -> None:
        """The window closes: nothing more is kept, and what is kept is thrown away."""
        self._ended = True
        self.forget()
        self.stop()

    def stop(self) -> None:
        """Keep nothing more; what is kept stays, and is offered at the next start."""
        self._ended = True
        self._timer.stop()
        self._writer.shutdown(wait=True)
        self._release()

    def leave_scene(self) -> None:
        """Keep an edited scene that is walked away from, in place of the last one."""
        if not self._ended:
            self._left = self._session.document
            try:
                folder().mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                self._tell(error)
            else:
                self._leaving = self._writer.submit(storage.save, self._left, folder() / LEFT)
                if not self._resting:
                    self._timer.start()

    def left_scene(self) -> Document | None:
        """The edited scene that was walked away from last, here or else before this start."""
        if self._left is not None:
            return self._left
        try:
            return storage.load(folder() / LEFT)
        except (OSError, ValueError):
            return None

    def _follow(self, _old: Document, _new: Document) -> None:
        if not (self._timer.isActive() or self._ended or self._resting):
            self._timer.start()

    def _tick(self) -> None:
        """Keep what has changed since the last time, unless that is still being written."""
        if self._leaving is not None and self._leaving.done():
            leaving, self._leaving = self._leaving, None
            if (error := leaving.exception()) is not None:
                self._tell(error)
        if any(one is not None and not one.done() for one in (self._writing, self._leaving)):
            self._timer.start()
            return
        self._collect()
        if not self._session.modified:
            self.forget()
        elif self._session.document is not self._kept:
            self._start()
            self._timer.start()

    def _start(self) -> None:
        document, path = self._session.document, self.path
        try:
            self._take_lock()
        except OSError as error:
            self._tell(error)
            return
        self._kept = document
        self._writing = self._writer.submit(_write, document, path, self._file)

    def _collect(self, *, wait: bool = False) -> bool:
        """See how the last writing ended; whether it did so well."""
        writing, self._writing = self._writing, None
        if writing is None:
            return False
        error = writing.exception(None if wait else 0)
        self._told = self._told and error is not None
        if error is not None:
            self._kept = None
            self._tell(error)
            return False
        self._timer.setInterval(max(INTERVAL_MILLISECONDS, round(1000 * LEAST_REST * writing.result())))
        return True

    def _take_lock(self) -> None:
        if self._lock is None:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = QLockFile(str(self._file.with_suffix(LOCK)))
            if not _taken(lock):
                raise PermissionError(0, "no lock can be made", str(self._file.parent))
            self._lock = lock

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _tell(self, error: BaseException) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(getattr(error, "strerror", None) or str(error))


def _taken(lock: QLockFile) -> bool:
    """Take a lock that nobody holds.

    That a process of the same number lives says nothing: numbers are used again. The system's own lock on the file
    ends with its process, and Qt asks for it before it takes a lock away.
    """
    lock.setStaleLockTime(0)
    return lock.tryLock(0) or (lock.removeStaleLockFile() and lock.tryLock(0))


def _write(document: Document, path: Path | None, file: Path) -> float:
    """Keep a document with the name of its file in a line before it, as one file; return the seconds it took."""
    began = time.perf_counter()
    head = {"file": None if path is None else str(path)}
    storage.write(json.dumps(head).encode() + b"\n" + storage.encode(document), file)
    return time.perf_counter() - began


def _read(content: bytes) -> tuple[Document, Path | None]:
    head, _, document = content.partition(b"\n")
    values = trees.parse_tree(head)
    name = values.get("file") if isinstance(values, dict) else None
    return storage.decode(document), Path(name) if isinstance(name, str) and "\0" not in name else None


def _clear_halves() -> None:
    """Remove what processes that were killed in mid-write have left, once it is old."""
    for half in folder().glob(".*.tmp"):
        try:
            if time.time() - half.stat().st_mtime > STALE_SECONDS:
                half.unlink()
        except OSError:
            continue  # another process was quicker
