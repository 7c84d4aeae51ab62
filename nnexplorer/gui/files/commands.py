"""The commands for files: new, open, save, recent ones, dropped ones, and what a crash has left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from nnexplorer.gui.files import openings, recent
from nnexplorer.gui.files.dialogs import SUFFIX, FileDialogs
from nnexplorer.gui.files.leftovers import Leftovers
from nnexplorer.gui.files.recovery import Recovery
from nnexplorer.gui.files.stamps import Stamp, stamp
from nnexplorer.gui.files.writing import Writing
from nnexplorer.model import beginnings, lectures, storage
from nnexplorer.model.document import UNTITLED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nnexplorer.gui.files.keepsakes import Abandoned
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Session


class Files(QObject):
    """Knows which file the open document belongs to, and lets nothing that was edited get lost unasked.

    `settle` ends what a hand or a run does, `scene_id` tells which scene of the lecture is open, and `show` opens a
    document in the window. A scene belongs to no file: one walks on without a question, and what was edited of it can
    be reopened.
    """

    lecture_found = Signal(object, object)
    """A whole Lecture was to be opened, and the path that it was read from."""

    picture_opened = Signal(object, object)
    """The samples of a picture that is opened, and the Picture."""

    interrupting = Signal()
    """The window is about to be closed unasked."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        settle: Callable[[], None],
        scene_id: Callable[[], str | None],
        show: Callable[[Document, bool], None],
    ) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._settle, self._scene_id, self._show = settle, scene_id, show
        self.dialogs = FileDialogs(window)
        self.writing = Writing(window.banner, settle)
        self.recovery = Recovery(session, self)
        self.lecture_recovery = Recovery(session, self, lambda: None)
        self.recoveries = (self.recovery, self.lecture_recovery)
        self.rescue_lecture: Callable[[lectures.Lecture, Path | None, bool], bool] = lambda *_: False
        """Opens a lecture that a crash has left of a file, which may be newer; tells whether it is kept again."""
        self.leftovers = Leftovers(window.banner, self._resume)
        self.scene_left: Callable[[], None] = lambda: None
        """Called when an edited scene of the lecture gives way."""
        self.path: Path | None = None
        self._origin: Path | None = None
        self._stamp: Stamp | None = None
        self._fill_recent()
        window.recent_menu.aboutToShow.connect(self._fill_recent)
        window.dropped.connect(self._open_dropped, Qt.ConnectionType.QueuedConnection)
        window.may_close = self.may_leave
        window.closing.connect(self._close)
        session.changed.connect(self._show_modified)
        for recovery in self.recoveries:
            recovery.failed.connect(lambda reason: window.banner.say(openings.unkept(reason)))
        self.show_title()

    folder = staticmethod(recent.folder)

    @property
    def name(self) -> str:
        """What the open document is called in the window's title."""
        return self._origin.name if self._origin is not None else self._session.document.title or UNTITLED

    # Opening --------------------------------------------------------------------------------------------------

    def new(self, make: Callable[[], Document] = beginnings.untitled) -> None:
        """Open an untitled document that `make` makes."""
        if self.may_leave():
            self._begin(make())

    def open(self) -> None:
        """Ask for a file, and open it."""
        if (path := self.dialogs.ask_open(recent.folder())) is not None:
            self.open_path(path)

    def open_folder(self) -> None:
        """Ask for a folder of documents, and open it as a lecture."""
        if (path := self.dialogs.ask_folder(recent.folder())) is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a document, a figure's, a lecture, a folder of them, a table's samples or a picture; or tell why not."""
        read = stamp(path)  # before it is read: what others write from now on is noticed when it is saved
        try:
            document, picture = openings.found(path)
        except (OSError, ValueError, MemoryError) as error:
            recent.forget(path)
            self._window.banner.say(f"{path.name} was not opened: {openings.reason(error, path)}.")
            return
        if isinstance(document, lectures.Lecture):
            recent.remember(path)
            self.lecture_found.emit(document, path)
        elif self.may_leave():
            if picture is not None:
                self.picture_opened.emit(document.data, picture)
            self._begin(document, path)
            self._stamp = read

    def open_scene(self, document: Callable[[], Document]) -> bool:
        """Open a scene of the lecture, which is asked for once the last one was left; whether that was done."""
        leaves = self.may_leave()
        if leaves:
            self._begin(document())
        return leaves

    def belongs_to(self, path: Path) -> None:
        """Note that the open document was read from a file; of a figure or a table it is no more than the origin."""
        self._origin = path
        self.path = path if openings.is_own(path) else None
        self.recovery.path = self.path
        self._stamp = stamp(path)
        recent.remember(path)
        self.show_title()

    def _begin(self, document: Document, origin: Path | None = None, *, modified: bool = False) -> None:
        self.recovery.forget()
        self.path = self._origin = self.recovery.path = None
        self._show(document, modified)
        if origin is None:
            self.show_title()
        else:
            self.belongs_to(origin)

    def _open_dropped(self, paths: Sequence[Path]) -> None:
        self.open_path(paths[0])
        if len(paths) > 1 and not self._window.banner.text:
            self._window.banner.say(f"A window shows one document: of {len(paths)} files, {paths[0].name} was opened.")

    # Saving ---------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save the document in its file, or ask for one; whether it is saved."""
        if self.path is None:
            return self.save_as()
        if stamp(self.path) not in {self._stamp, None}:  # a file that has gone is simply made again
            answer = self.dialogs.ask_changed(self.path.name)
            if answer != "replace":
                return answer == "elsewhere" and self.save_as()
        return self._write(self.path)

    def save_as(self) -> bool:
        """Ask for a file, and save the document there."""
        path = self.ask_goal(self._proposed())
        return path is not None and self._write(path)

    def ask_goal(self, proposed: Path) -> Path | None:
        """Ask for the file to save in; None if the user thinks better of it, or is told of one that is in the way."""
        chosen = self.dialogs.ask_save(proposed)
        if chosen is None or chosen.suffix.lower() == SUFFIX:
            return chosen
        path = chosen.with_name(f"{chosen.name}{SUFFIX}")
        if path.exists():
            self.writing.refuse(path, "there is such a file already, and you were not asked about it", self.save_as)
            return None
        return path

    def _write(self, path: Path) -> bool:
        if not self.writing.wrote(path, lambda: storage.save(self._session.document, path), self.save_as):
            return False
        self._session.mark_saved()
        self.recovery.forget()
        self.belongs_to(path)
        return True

    def _proposed(self) -> Path:
        if self._origin is not None:
            return self.path or self._origin.with_suffix(SUFFIX)
        return self.folder() / f"{self._scene_id() or 'untitled'}{SUFFIX}"

    # Leaving --------------------------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Whether the open document may give way: it is saved, or it was asked what becomes of its changes."""
        if self._session.modified:
            self._settle()
        if not self._session.modified:
            return True
        if self.path is None and self._scene_id() is not None:
            self.recovery.leave_scene()
            self.scene_left()
            return True
        answer = self.dialogs.ask_unsaved(self.name)
        if self.recovery.ended:
            return True  # it was interrupted while it was asked
        return (self.save() or self.recovery.ended) if answer == "save" else answer == "discard"

    def interrupt(self) -> None:
        """Close the window unasked, as Ctrl-C in the terminal does: what is not saved is offered at the next start."""
        self.interrupting.emit()
        self._settle()
        for recovery in self.recoveries:
            recovery.interrupt()
        asking = QApplication.activeModalWidget()
        if asking is not None:
            asking.close()
        self._window.may_close = lambda: True
        self._window.close()

    def _close(self) -> None:
        self.leftovers.release()
        for recovery in self.recoveries:
            recovery.end()

    # Recovery -------------------------------------------------------------------------------------------------

    def reopen(self) -> None:
        """Open what a crash has left, else the edited scene that was walked away from last."""
        if self.leftovers.open_newest():
            return
        if (document := self.recovery.left_scene()) is None:
            self._window.banner.say("Nothing was left unsaved: no scene was edited and walked away from.")
        elif self.may_leave():
            self._begin(document, modified=True)

    def _resume(self, one: Abandoned) -> bool:
        """Go on with what a crash has left, in its file if nobody has written that since; whether it is kept anew."""
        if isinstance(one.work, lectures.Lecture):
            return self.rescue_lecture(one.work, one.path, one.outdated)
        if not self.may_leave():
            return False
        self._begin(one.work, modified=True)
        if one.path is not None:
            self._origin = one.path
            self.path = self.recovery.path = None if one.outdated else one.path
            self._stamp = stamp(one.path)
            self.show_title()
        return self.recovery.keep()

    # Title and menu -------------------------------------------------------------------------------------------

    def show_title(self) -> None:
        """Show what the window holds, and whether all of it is saved."""
        self._window.setWindowTitle(f"{self.name.replace('[*]', '[*][*]')}[*] \N{EN DASH} nnexplorer")
        self._window.setWindowModified(self._session.modified)
        self._window.header.show_file(Path(self.name).stem)
        whose = "saved" if self._origin is not None else "scene's" if self._scene_id() is not None else "first"
        self._window.actions_["snap_back"].setText(f"Back to the {whose} weights")

    def _show_modified(self, _old: Document, _new: Document) -> None:
        if (modified := self._session.modified) != self._window.isWindowModified():
            self._window.setWindowModified(modified)

    def _fill_recent(self) -> None:
        recent.fill(self._window.recent_menu, self.open_path)
