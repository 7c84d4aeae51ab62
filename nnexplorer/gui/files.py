"""The commands for files: new, open, save, recent ones, dropped ones, and what a crash has left."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from nnexplorer.gui import recent
from nnexplorer.gui.file_dialogs import SUFFIX, FileDialogs
from nnexplorer.gui.recovery import Abandoned, Recovery, abandoned
from nnexplorer.model import beginnings, carriers, storage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Session

TABLE = ".csv"


class Files(QObject):
    """Knows which file the open document belongs to, and lets nothing that was edited get lost unasked.

    `settle` ends what a hand or a run does, `scene_id` tells which scene of the lecture is open, and `show` opens a
    document in the window. A scene belongs to no file: one walks on without a question, and what was edited of it can
    be reopened.
    """

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
        self.recovery = Recovery(session, self)
        self.path: Path | None = None
        self._origin: Path | None = None
        self._found: list[Abandoned] = []
        self._fill_recent()
        window.recent_menu.aboutToShow.connect(self._fill_recent)
        window.dropped.connect(self._open_dropped, Qt.ConnectionType.QueuedConnection)
        window.may_close = self.may_leave
        window.closing.connect(self._close)
        session.changed.connect(self._show_modified)
        self.recovery.failed.connect(self._tell_unkept)
        self._show_title()

    @property
    def name(self) -> str:
        """What the open document is called in the window's title."""
        return self._origin.name if self._origin is not None else self._session.document.title or "Untitled"

    # Opening --------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Open an untitled document."""
        if self.may_leave():
            self._begin(beginnings.untitled())

    def new_curve(self) -> None:
        """Open an untitled document with a net of one input."""
        if self.may_leave():
            self._begin(beginnings.curve())

    def open(self) -> None:
        """Ask for a file, and open it."""
        path = self.dialogs.ask_open(self._folder())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a document, the one that a figure carries, or the samples of a table; what can't be is told."""
        try:
            document = beginnings.from_table(path) if path.suffix.lower() == TABLE else storage.load(path)
        except (OSError, ValueError) as error:
            recent.forget(path)
            self._window.banner.say(f"{path.name} was not opened: {_reason(error, path)}.")
            return
        if self.may_leave():
            self._begin(document, path)

    def open_scene(self, document: Document) -> bool:
        """Open a scene of the lecture; whether that was done."""
        leaves = self.may_leave()
        if leaves:
            self._begin(document)
        return leaves

    def belongs_to(self, path: Path) -> None:
        """Note that the open document was read from a file; of a figure or a table it is no more than the origin."""
        self._origin = path
        self.path = None if path.suffix.lower() == TABLE or _is_figure(path) else path
        self.recovery.path = self.path
        recent.remember(path)
        self._show_title()

    def _begin(self, document: Document, origin: Path | None = None, *, modified: bool = False) -> None:
        self.recovery.forget()
        self.path = self._origin = self.recovery.path = None
        self._show(document, modified)
        if origin is None:
            self._show_title()
        else:
            self.belongs_to(origin)

    def _open_dropped(self, paths: Sequence[Path]) -> None:
        self.open_path(paths[0])
        if len(paths) > 1 and not self._window.banner.text:
            self._window.banner.say(f"A window shows one document: of {len(paths)} files, {paths[0].name} was opened.")

    # Saving ---------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save the document in its file, or ask for one; whether it is saved."""
        return self.save_as() if self.path is None else self._write(self.path)

    def save_as(self) -> bool:
        """Ask for a file, and save the document there."""
        chosen = self.dialogs.ask_save(self._proposed())
        if chosen is None:
            return False
        path = chosen if chosen.suffix.lower() == SUFFIX else chosen.with_name(f"{chosen.name}{SUFFIX}")
        if path != chosen and path.exists():
            return self._refuse(path, "there is such a file already, and you were not asked about it")
        return self._write(path)

    def _write(self, path: Path) -> bool:
        self._settle()
        if _is_figure(path):
            return self._refuse(path, "this is a figure, which would be lost")
        try:
            storage.save(self._session.document, path)
        except (OSError, ValueError) as error:
            return self._refuse(path, _reason(error, path))
        self._session.mark_saved()
        self.recovery.forget()
        self.belongs_to(path)
        return True

    def _refuse(self, path: Path, reason: str) -> bool:
        text = f"{path.name} was not saved: {reason}. Your work is still here; save it somewhere else."
        self._window.banner.say(text, (("Save as\N{HORIZONTAL ELLIPSIS}", self.save_as),))
        return False

    def _proposed(self) -> Path:
        if self.path is not None:
            return self.path
        if self._origin is not None:
            return self._origin.with_suffix(SUFFIX)
        return self._folder() / f"{self._scene_id() or 'untitled'}{SUFFIX}"

    # Leaving --------------------------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Whether the open document may give way: it is saved, or it was asked what becomes of its changes."""
        if self._session.modified:
            self._settle()
        if not self._session.modified:
            return True
        if self.path is None and self._scene_id() is not None:
            self.recovery.leave_scene()
            return True
        answer = self.dialogs.ask_unsaved(self.name)
        if self.recovery.ended:
            return True  # it was interrupted while it was asked
        return self.save() if answer == "save" else answer == "discard"

    def interrupt(self) -> None:
        """Close the window unasked, as Ctrl-C in the terminal does: what is not saved is offered at the next start."""
        self._settle()
        if self._session.modified:
            self.recovery.keep()
            self.recovery.stop()
        asking = QApplication.activeModalWidget()
        if asking is not None:
            asking.close()
        self._window.may_close = lambda: True
        self._window.close()

    def _close(self) -> None:
        for one in self._found:
            one.release()
        self._found.clear()
        if not self.recovery.ended:
            self.recovery.end()

    # Recovery -------------------------------------------------------------------------------------------------

    def offer_abandoned(self) -> None:
        """Offer what crashes have left."""
        self._found = self._found or abandoned()
        if not self._found:
            return
        one = self._found[0]
        name = one.path.name if one.path is not None else one.document.title or "Untitled"
        when = datetime.fromtimestamp(one.when).astimezone().strftime("%d %B, %H:%M")
        text = f"nnexplorer ended without saving {name}. It was kept as it stood on {when}."
        answers = (("Open it", lambda: self._recover(one)), ("Throw it away", lambda: self._discard(one)))
        self._window.banner.say(text, answers)

    def reopen(self) -> None:
        """Open what a crash has left, else the edited scene that was walked away from last."""
        if self._found:
            self._recover(self._found[0])
            return
        document = self.recovery.left_scene()
        if document is None:
            self._window.banner.say("Nothing was left unsaved: no scene was edited and walked away from.")
        elif self.may_leave():
            self._begin(document, modified=True)

    def _recover(self, one: Abandoned) -> None:
        if not self.may_leave():
            return
        self._begin(one.document, modified=True)
        if one.path is not None:
            self._origin = one.path
            self.path = self.recovery.path = None if one.outdated else one.path
            self._show_title()
        if self.recovery.keep():
            self._discard(one)

    def _discard(self, one: Abandoned) -> None:
        one.discard()
        self._found.remove(one)
        self.offer_abandoned()

    def _tell_unkept(self, reason: str) -> None:
        self._window.banner.say(f"What you edit can't be kept against a crash: {reason}. Save it now and then.")

    # Title and menu -------------------------------------------------------------------------------------------

    def _show_title(self) -> None:
        self._window.setWindowTitle(f"{self.name.replace('[*]', '[*][*]')}[*] \N{EN DASH} nnexplorer")
        self._window.setWindowModified(self._session.modified)

    def _show_modified(self, _old: Document, _new: Document) -> None:
        modified = self._session.modified
        if modified != self._window.isWindowModified():
            self._window.setWindowModified(modified)

    def _fill_recent(self) -> None:
        recent.fill(self._window.recent_menu, self.open_path)

    def _folder(self) -> Path:
        """Where dialogs begin: beside the last file."""
        known = recent.recent()
        return known[0].parent if known and known[0].parent.is_dir() else Path.home()


def _is_figure(path: Path) -> bool:
    """Whether a file is a picture, by its content."""
    try:
        with path.open("rb") as file:
            return carriers.kind(file.read(carriers.HEAD)) is not None
    except OSError:
        return False


def _reason(error: OSError | ValueError, path: Path) -> str:
    """Why a file could not be had, without its name, which is told already."""
    text = (error.strerror or str(error)) if isinstance(error, OSError) else str(error).removeprefix(f"{path}: ")
    return " ".join(text.split()).rstrip(".")
