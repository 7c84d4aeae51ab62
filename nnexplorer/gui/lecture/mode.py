"""Lecture mode: the whole display for the canvases, large type, and a clicker that walks through the scenes.

What is edited in a scene stays in it, with its steps of undo, until the lecture ends; then the window is as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from nnexplorer.gui.canvases.nudges import Nudge
from nnexplorer.gui.lecture.keys import LectureKeys, Number
from nnexplorer.gui.lecture.stage import Stage
from nnexplorer.gui.look.wardrobe import chosen_theme, remember

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.look.style import Look
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.gui.presenter import Presenter
    from nnexplorer.gui.training.control import Course
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Standing

IDLE_MILLISECONDS = 120
"""How long nothing must happen before the next scene is made ready."""

TOGGLES = ("hurry", "refit_drags", "add_line", "paint")
"""Actions that are put back as they were."""

NEXT_KEYS = (Qt.Key.Key_Right, Qt.Key.Key_Down)


@dataclass(frozen=True, eq=False)
class _Before:
    """What the window was before the lecture."""

    standing: Standing
    course: Course
    look: Look
    theme: str | None
    geometry: QRect
    maximized: bool
    toggles: dict[str, bool]
    say_again: Callable[[], None]


class LectureMode(QObject):
    """Gives a lecture in the window of a presenter, who is asked for everything else."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__(presenter)
        self._it, window = presenter, presenter.window
        self._before: _Before | None = None
        self._kept: dict[str | None, tuple[Standing, Course]] = {}
        self._at: str | None = None
        self._picked = False
        self._ready: tuple[str, Document] | None = None
        self._number = Number()
        self.stage = Stage(window, presenter.session, presenter.display, self)
        self._keys = LectureKeys(window, window.actions_)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MILLISECONDS)
        self._idle.timeout.connect(self._make_ready)
        self._wire()

    def _wire(self) -> None:
        it, keys = self._it, self._keys
        keys.arrow.connect(self._arrow)
        keys.digit.connect(self._type)
        keys.entered.connect(self._enter_number)
        keys.ended.connect(lambda last: self._jump(len(it.lectern.ids()) if last else 1))
        keys.darkened.connect(lambda: self.stage.darken(not self.stage.dark))
        keys.worded.connect(self.stage.next_words)
        for canvas in it.window.arrangement.every_canvas():
            canvas.unit_clicked.connect(self._pick)
        it.display.rested.connect(lambda _: self._idle.start() if self.on else None)
        it.files.interrupting.connect(self.leave)
        it.window.closing.connect(self._idle.stop)

    # Beginning and end ----------------------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        """Whether a lecture goes on."""
        return self._before is not None

    def toggle(self) -> None:
        """Begin the lecture at what is open, or end it."""
        if self.on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Begin the lecture at what is open, on the display that was chosen."""
        it, window = self._it, self._it.window
        for dialog in window.findChildren(QDialog):
            dialog.close()
        it.guide.play(False)
        it.settle()
        for recovery in it.files.recoveries:
            recovery.rest(True)
        self._before = _Before(
            it.session.set_aside(),
            it.control.set_aside(),
            it.display.look,
            chosen_theme(),
            window.normalGeometry() if window.isMaximized() else window.geometry(),
            window.isMaximized(),
            {name: window.actions_[name].isChecked() for name in TOGGLES},
            window.banner.put_aside(),
        )
        self._at, self._picked = it.scene_id(), False
        self._may_close, window.may_close = window.may_close, self._close
        window.arrangement.input.show_hint("")
        window.setAcceptDrops(False)
        self._keys.listen(True)
        self.stage.open()
        it.show_scene()
        window.setFocus()

    def leave(self) -> None:
        """End the lecture: the window and the document in it are as they were before."""
        if self._before is None:
            return
        it, window, before = self._it, self._it.window, self._before
        it.guide.play(False)
        it.settle()
        self._keep_last()
        for name, was in before.toggles.items():
            if window.actions_[name].isChecked() != was:
                window.actions_[name].trigger()
        self._before = None
        self._idle.stop()
        self._kept.clear()
        self._ready = None
        it.display.prepare(None)
        self._number.digits = ""
        self._keys.listen(False)
        window.banner.clear()
        window.setAcceptDrops(True)
        window.may_close = self._may_close
        it.control.resume(before.course)
        it.session.resume(before.standing)
        remember(before.theme)
        it.display.wear(before.look)
        self.stage.close()
        _put_back(window, before)
        it.show_scene()
        before.say_again()
        for recovery in it.files.recoveries:
            recovery.rest(False)

    def _close(self) -> bool:
        """The window is to be closed: what was open before is asked about, not the lecture."""
        self.leave()
        return self._may_close()

    # Walking --------------------------------------------------------------------------------------------------

    def walk_to(self, identifier: str) -> None:
        """Go to a scene: from the one before to its first frame, from the one after to its last one."""
        ids = self._it.lectern.ids()
        here = ids.index(self._at) if self._at in ids else -1
        way = ids.index(identifier) - here
        self._go(identifier, way if abs(way) == 1 else 0)

    def _jump(self, number: int) -> None:
        """Go to the scene of that number; 0 is the document that the lecture began with, if that was no scene."""
        ids = self._it.lectern.ids()
        if 1 <= number <= len(ids):
            self._go(ids[number - 1], 0)
        elif number == 0 and None in self._kept:
            self._go(None, 0)

    def _go(self, to: str | None, way: int) -> None:
        it, session = self._it, self._it.session
        self._forget_number()
        if to == self._at:
            self.stage.darken(False)
            return
        it.guide.play(False)
        it.settle()
        self._keep_last()
        self._kept[self._at] = (session.set_aside(), it.control.set_aside())
        self._at, self._picked = to, False
        it.window.banner.clear()
        if to in self._kept:
            standing, course = self._kept[to]
            it.control.resume(course)
            session.resume(standing)
        elif to is not None:
            it.control.forget()
            it.control.discard()
            session.open(it.lectern.scene(to).document)
        if way:
            session.look(self._entered(to, session.document, way))
        self._ready = None  # what is ready is ready for this walk alone: the scene may be edited now
        it.show_scene()
        self.stage.show_words()
        self.stage.darken(False)

    def _entered(self, to: str | None, document: Document, way: int) -> Document:
        """A scene's document as one walks into it."""
        if way > 0 and self._ready is not None and self._ready[0] == to:
            return self._ready[1]
        return document.at_frame(0 if way > 0 else document.frames - 1)

    def _make_ready(self) -> None:
        """Read and evaluate the scene that comes next, while nobody waits for it."""
        it, ids = self._it, self._it.lectern.ids()
        place = ids.index(self._at) + 1 if self._at in ids else 0
        if not self.on or it.control.running or it.hand.holding or place >= len(ids):
            return
        following = ids[place]
        if self._ready is None or self._ready[0] != following:
            standing = self._kept.get(following)
            document = standing[0].document if standing is not None else it.lectern.scene(following).document
            self._ready = (following, document.at_frame(0))
        it.display.prepare(self._ready[1])

    def _keep_last(self) -> None:
        """Keep an edited scene that is left, to be reopened after the lecture in place of the last one."""
        it = self._it
        began = self._before is not None and it.session.document is self._before.standing.document
        if self._at is not None and it.session.modified and not began:
            it.files.recovery.leave_scene()

    # Keys -----------------------------------------------------------------------------------------------------

    def escape(self) -> bool:
        """Esc, where nothing else is to be cancelled: light, no number, no line, at last no lecture; whether so."""
        if not self.on:
            return False
        if self.stage.dark:
            self.stage.darken(False)
        elif self._number.digits:
            self._forget_number()
        elif self._picked:
            self._picked = False
            self._it.select(None)
        else:
            self.leave()
        return True

    def _pick(self, unit: int | None) -> None:
        """A hand has selected a unit: the arrows are for its line now. What a scene selects by itself is not meant."""
        self._picked = unit is not None

    def _arrow(self, key: Qt.Key) -> None:
        canvas = self._it.window.arrangement.input
        if self._picked and canvas.isVisible() and canvas.paper is not None and not canvas.dragging:
            canvas.line_nudged.emit(Nudge(key, Qt.KeyboardModifier.NoModifier, canvas.paper))
        else:
            self._it.guide.walk(1 if key in NEXT_KEYS else -1)

    def _type(self, digit: str) -> None:
        number = self._number.type(digit, len(self._it.lectern.ids()))
        if number is None:
            self.stage.show_number(self._number.digits)
        else:
            self._jump(number)

    def _enter_number(self) -> None:
        number = self._number.enter()
        if number is None:
            self._it.guide.walk(1)
        else:
            self.stage.show_number("")
            self._jump(number)

    def _forget_number(self) -> None:
        self._number.digits = ""
        self.stage.show_number("")


def _put_back(window: MainWindow, before: _Before) -> None:
    """Put the window where it was, or on what display there is."""
    geometry = before.geometry
    if not any(screen.geometry().intersects(geometry) for screen in QGuiApplication.screens()):
        geometry.moveTopLeft(QGuiApplication.primaryScreen().availableGeometry().topLeft())
    window.showNormal()
    window.setGeometry(geometry)
    if before.maximized:
        window.showMaximized()
