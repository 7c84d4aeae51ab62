"""The lecture that lies open: the shipped one or one's own, with its scenes opened, arranged and saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from nnexplorer.model import beginnings, lectures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnexplorer.gui.files.commands import Files
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.model.document import Document
    from nnexplorer.model.lecture import Scene
    from nnexplorer.model.lectures import Lecture
    from nnexplorer.session.session import Session


class Lectern(QObject):
    """Knows which lecture is walked through and which scene of it is open.

    What is edited in a scene of one's own lecture stays in it when one walks on, and is saved with it; the shipped
    lecture stays as it is.
    """

    changed = Signal()
    """The scenes, their order or their titles are others, or it was saved."""

    def __init__(self, lecture: Lecture, session: Session) -> None:
        super().__init__()
        self.lecture = lecture
        self._saved: Lecture | None = lecture
        self._edited: tuple[Lecture, Document, Lecture] | None = None
        self.path: Path | None = None
        """The file that the lecture belongs to."""
        self.origin: Path | None = None
        """The file or the folder that it came from; a folder is not written to."""
        self._session = session
        self._standing: tuple[str, Document] | None = None

    def attach(self, window: MainWindow, files: Files) -> None:
        """Serve a window and its files."""
        self._window, self._files = window, files
        self.setParent(window)
        window.may_close = lambda: files.may_leave() and self.may_leave()
        files.scene_left = self.keep
        files.recovery.unsaved, files.lecture_recovery.unsaved = self._unsaved_document, self.unsaved
        files.rescue_lecture = self._rescue
        files.lecture_found.connect(self.open)
        self.changed.connect(self._show)
        self._show()

    # Which scene ----------------------------------------------------------------------------------------------

    @property
    def own(self) -> bool:
        """Whether it is one's own lecture, not the shipped one."""
        return self.lecture is not lectures.shipped()

    @property
    def modified(self) -> bool:
        """Whether the lecture has what its file lacks."""
        return self.own and self.lecture is not self._saved

    @property
    def name(self) -> str:
        """What the lecture is called: as its file is, if nobody has given it a title."""
        if self.lecture.title not in ("", lectures.UNTITLED):
            return self.lecture.title
        return lectures.UNTITLED if self.origin is None else self.origin.stem

    def ids(self) -> list[str]:
        """The scenes' ids, in order."""
        return [scene.id for scene in self.lecture.scenes]

    def scene(self, identifier: str) -> Scene:
        """The scene of that id; ValueError if there is none."""
        return self.lecture.scenes[self.lecture.place(identifier)]

    def scene_id(self) -> str | None:
        """Id of the scene that is open; None for a document of one's own."""
        opened = self._session.opened
        if self._standing is not None and self._standing[1] is opened:
            return self._standing[0] if self._standing[0] in self.ids() else None
        return next((scene.id for scene in self.lecture.scenes if scene.holds(opened)), None)

    def unsaved(self) -> Lecture | None:
        """The lecture as it would be saved, with what was edited in the open scene, if its file lacks something."""
        today, document = self.scene_id(), self._session.document
        if not (self._belongs and self._session.modified) or today is None:
            return self.lecture if self.modified else None
        if self._edited is None or self._edited[:2] != (self.lecture, document):
            self._edited = (self.lecture, document, self.lecture.changed(self.lecture.place(today), document))
        return self._edited[2]

    def _unsaved_document(self) -> Document | None:
        """The open document, if its file lacks something; a scene of one's own lecture is kept with that."""
        return self._session.document if self._session.modified and not self._belongs else None

    @property
    def _belongs(self) -> bool:
        """Whether the open document is saved with one's own lecture."""
        return self.own and self._files.path is None and self.scene_id() is not None

    # Opening --------------------------------------------------------------------------------------------------

    def open_scene(self, identifier: str) -> bool:
        """Open a scene in place of the document, unless its changes are to be kept; whether that was done."""
        return self._files.open_scene(lambda: self.scene(identifier).document)

    def visit(self, identifier: str) -> None:
        """Open a scene, and show which one is open now."""
        self.open_scene(identifier)
        self._show()

    def open(self, lecture: Lecture, path: Path | None = None) -> bool:
        """Open another lecture and its first scene; whether that was done."""
        if not (self._files.may_leave() and self.may_leave()):
            return False
        self.place(lecture, path)
        return self._files.open_scene(lambda: lecture.scenes[0].document)

    def place(self, lecture: Lecture, path: Path | None) -> None:
        """Lay a lecture open that was read at `path`, whichever document the window shows."""
        self.lecture = self._saved = lecture
        self._standing = None
        self.path, self.origin = (None if path is None or path.is_dir() else path), path
        self._files.lecture_recovery.forget()
        self.changed.emit()

    def _rescue(self, lecture: Lecture, path: Path | None, outdated: bool) -> bool:
        """Open a lecture that a crash has left, to be saved in its file unless that is newer; whether it is kept."""
        if not self.open(lecture, path):
            return False
        self._saved, self.path = None, None if outdated else self.path
        self.changed.emit()
        return self._files.lecture_recovery.keep()

    def open_shipped(self) -> None:
        """Open the shipped lecture."""
        self.open(lectures.shipped())

    def begin(self) -> None:
        """Begin a new lecture; its first scene is the document that is open."""
        if not self.may_leave():
            return
        self.path = self.origin = self._standing = None
        self.lecture = lectures.begun(self._document())
        if self._files.path is None:
            self._standing = (self.ids()[0], self._session.opened)
        self.changed.emit()

    def _document(self) -> Document:
        """The document that is open, as it becomes a scene."""
        return beginnings.entitled(self._session.document, Path(self._files.name).stem)

    # Arranging ------------------------------------------------------------------------------------------------

    def arrange(self, lecture: Lecture) -> None:
        """Go on with the lecture as it was arranged; the scene that is open stays open."""
        today = self.scene_id()
        self.lecture = lecture
        self._standing = None if today is None else (today, self._session.opened)
        self.changed.emit()

    def add(self, after: int | None = None) -> None:
        """Add the document that is open as one more scene."""
        self.arrange(self.lecture.added(self._document(), after))

    def add_all(self, documents: Sequence[Document], after: int) -> None:
        """Add documents as scenes, in their order, behind the one at place `after`."""
        lecture = self.lecture
        for place, document in enumerate(documents, after):
            lecture = lecture.added(document, place)
        if documents:
            self.arrange(lecture)

    def rename(self, title: str) -> None:
        """Call the lecture something else."""
        if title != self.lecture.title:
            self.arrange(replace(self.lecture, title=title))

    def word(self, place: int, **words: Any) -> None:
        """Give a scene another title, section or caption; where it is open, as a step of undo too."""
        scene = self.lecture.scenes[place]
        if all(getattr(scene.document, name) == text for name, text in words.items()):
            return
        open_here = self.scene_id() == scene.id
        self.arrange(self.lecture.changed(place, replace(scene.document, **words)))
        if open_here:
            self._session.commit(f"Change {next(iter(words))}", replace(self._session.document, **words))

    def keep(self) -> None:
        """Take what was edited in the open scene over into one's own lecture."""
        today = self.scene_id()
        if self.own and today is not None and self._session.modified:
            self.arrange(self.lecture.changed(self.lecture.place(today), self._session.document))
            self._session.mark_saved()

    # Saving ---------------------------------------------------------------------------------------------------

    def save_open(self) -> bool:
        """Save the document in its file, or a scene with the lecture that it belongs to; whether it is saved."""
        return self.save() if self._belongs else self._files.save()

    def save(self) -> bool:
        """Save the lecture in its file, or ask for one; whether it is saved."""
        return self.save_as() if self.path is None else self._write(self.path)

    def save_as(self) -> bool:
        """Ask for a file, and save the lecture there; the shipped one too can be had as a file."""
        beside = self.origin.with_suffix(".nnx") if self.origin is not None else None
        wish = self.path or beside or self._files.folder() / f"{lectures.unused_id(self.name, ())}.nnx"
        chosen = self._files.ask_goal(wish)
        return chosen is not None and self._write(chosen)

    def _write(self, path: Path) -> bool:
        self.keep()
        if not self._files.writing.wrote(path, lambda: lectures.save(self.lecture, path), self.save_as):
            return False
        if self.own:
            self.path = self.origin = path
            self._saved = self.lecture
            self._files.lecture_recovery.forget()
        self.changed.emit()
        return True

    def may_leave(self) -> bool:
        """Whether the lecture may give way: it is saved, or it was asked what becomes of its arrangement."""
        if not self.modified:
            return True
        answer = self._files.dialogs.ask_unsaved(self.name)
        return self.save() if answer == "save" else answer == "discard"

    def _show(self) -> None:
        self._files.lecture_recovery.path = self.path
        self._files.lecture_recovery.look()
        heading = f"{self.name}{'*' if self.modified else ''}" if self.own else "Scene"
        self._window.scene_panel.show_list(heading, self.lecture.contents())
        self._window.scene_panel.show_scene(self.scene_id(), self._session.document.caption)
        self._files.show_title()
