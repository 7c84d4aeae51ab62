"""Autosave: what is edited is kept in the user's data folder, to be found again after a crash."""

from __future__ import annotations

import os
import secrets
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from nnexplorer.gui.files.keepsakes import AUTOSAVE, LEFT, LOCK, folder, taken, write
from nnexplorer.model import storage

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.model.document import Document
    from nnexplorer.model.lectures import Lecture
    from nnexplorer.session.session import Session

INTERVAL_MILLISECONDS = 3000
"""The most of one's work that a crash can take, as long as keeping it takes no time to speak of."""

LEAST_REST = 10
"""The writer rests so many times longer than it writes: a table of a million samples takes seconds."""


class Recovery(QObject):
    """Keeps a session's document, or what `unsaved` gives, while its file lacks it.

    Writing is done beside the window's thread. `unsaved` gives the same object as long as there is nothing new in it,
    and None where nothing is to be kept.
    """

    failed = Signal(str)
    """The document can't be kept, and why; told once until it can again."""

    def __init__(
        self, session: Session, parent: QObject, unsaved: Callable[[], Document | Lecture | None] | None = None
    ) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        """The file that the document belongs to."""
        self.unsaved = unsaved or (lambda: session.document if session.modified else None)
        self._session = session
        self._writer = ThreadPoolExecutor(max_workers=1)
        self._writing: Future[float] | None = None
        self._leaving: Future[None] | None = None
        self._left: Document | None = None
        self._lock: QLockFile | None = None
        self._file = folder() / f"{os.getpid()}-{secrets.token_hex(4)}{AUTOSAVE}"
        self._kept: Document | Lecture | None = None
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
        """Keep now what there is to keep, and wait until that is done; whether it was."""
        if self._writing is not None:
            self._collect(wait=True)
        self._start()
        return self._collect(wait=True)

    def rest(self, resting: bool) -> None:
        """Keep the document as it is now and nothing more, for others are open beside it; or go on keeping it."""
        if resting and not self._ended:
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
        """The window closes: nothing more is kept, and what is kept is thrown away, unless it was interrupted."""
        if not self._ended:
            self._ended = True
            self.forget()
            self.stop()

    def interrupt(self) -> None:
        """The window is closed unasked: what there is to keep stays, and is offered at the next start."""
        if self.unsaved() is not None:
            self.keep()
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
        self.look()

    def look(self) -> None:
        """Look soon whether there is something to keep."""
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
        work = self.unsaved()
        if work is None:
            self.forget()
        elif work is not self._kept:
            self._start()
            self._timer.start()

    def _start(self) -> None:
        work, path = self.unsaved(), self.path
        if work is None:
            return
        try:
            self._take_lock()
        except OSError as error:
            self._tell(error)
            return
        self._kept = work
        self._writing = self._writer.submit(write, work, path, self._file)

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
            if not taken(lock):
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
