"""Lecture mode: the whole display for the canvases, large type, and a clicker that walks through the scenes.

What is edited in a scene stays in it, with its steps of undo, until the lecture ends; then the window is as it was.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QDialog

from nnexplorer.gui import displays, halo
from nnexplorer.gui.canvases.nudges import Nudge
from nnexplorer.gui.lecture_keys import LectureKeys, Number
from nnexplorer.gui.overlays import Dark, Overlay
from nnexplorer.gui.theme import Sizes

if TYPE_CHECKING:
    from nnexplorer.gui.presenter import Presenter
    from nnexplorer.gui.style import Look
    from nnexplorer.gui.training_control import Course
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Standing

IDLE_MILLISECONDS = 120
"""How long nothing must happen before the next scene is made ready."""

TOGGLES = ("hurry", "refit_drags", "add_line", "paint")
"""Actions that are put back as they were."""

NEXT_KEYS = (Qt.Key.Key_Right, Qt.Key.Key_Down)

NOTHING, TITLE, CAPTION = range(3)
"""What words are shown: none, the title above the canvases, or the caption over their foot too."""


@dataclass(frozen=True, eq=False)
class _Before:
    """What the window was before the lecture."""

    standing: Standing
    course: Course
    look: Look
    geometry: QRect
    maximized: bool
    toggles: dict[str, bool]


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
        self._words = TITLE
        self._number, self._halo = Number(), halo.Halo()
        self._screen: QScreen | None = None
        ground = window.arrangement
        self._caption, self._typed, self._dark = Overlay(ground), Overlay(ground, corner=True), Dark(window)
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
        keys.darkened.connect(lambda: self._darken(not self.dark))
        keys.worded.connect(lambda: self._show_words((self._words + 1) % 3))
        for canvas in it.window.arrangement.every_canvas():
            canvas.unit_clicked.connect(self._pick)
        it.display.rested.connect(lambda _: self._idle.start() if self.on else None)
        it.files.interrupting.connect(self.leave)
        it.window.closing.connect(self._halo.take_off)
        it.window.closing.connect(self._idle.stop)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._screen_removed)

    # Beginning and end ----------------------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        """Whether a lecture goes on."""
        return self._before is not None

    @property
    def dark(self) -> bool:
        """Whether the display is blanked."""
        return not self._dark.isHidden()

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
        it.files.recovery.rest(True)
        self._before = _Before(
            it.session.set_aside(),
            it.control.set_aside(),
            it.display.look,
            window.normalGeometry() if window.isMaximized() else window.geometry(),
            window.isMaximized(),
            {name: window.actions_[name].isChecked() for name in TOGGLES},
        )
        self._at, self._picked, self._words = it.scene_id(), False, TITLE
        self._may_close, window.may_close = window.may_close, self._close
        window.arrangement.input.show_hint("")
        window.setAcceptDrops(False)
        self._keys.listen(True)
        window.show_bare(True)
        self._fill(displays.chosen(window))
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
        self._watch(None)
        self._idle.stop()
        self._kept.clear()
        self._ready = None
        it.display.prepare(None)
        self._darken(False)
        self._forget_number()
        self._caption.show_text("")
        self._keys.listen(False)
        window.banner.clear()
        window.show_bare(False)
        window.setAcceptDrops(True)
        window.may_close = self._may_close
        it.control.resume(before.course)
        it.session.resume(before.standing)
        self._put_back(before)
        it.display.wear(before.look)
        it.show_scene()
        it.files.recovery.rest(False)

    def _put_back(self, before: _Before) -> None:
        """Put the window where it was, or on what display there is."""
        window, geometry = self._it.window, before.geometry
        if not any(screen.geometry().intersects(geometry) for screen in QGuiApplication.screens()):
            geometry.moveTopLeft(QGuiApplication.primaryScreen().availableGeometry().topLeft())
        window.showNormal()
        window.setGeometry(geometry)
        if before.maximized:
            window.showMaximized()

    def _close(self) -> bool:
        """The window is to be closed: what was open before is asked about, not the lecture."""
        self.leave()
        return self._may_close()

    # The display ----------------------------------------------------------------------------------------------

    def _fill(self, screen: QScreen) -> None:
        """Fill a display, in sizes that its last row can read."""
        it, window = self._it, self._it.window
        self._watch(screen)
        if window.screen() is not screen:
            window.setScreen(screen)
        window.setGeometry(screen.geometry())
        window.showFullScreen()
        look = it.display.look
        sizes = Sizes(displays.scale(screen), look.sizes.font_scale, lecture=True)
        it.display.wear(replace(look, sizes=sizes))
        it.show_scene()
        self._show_words(self._words)
        self._wear_halo()

    def _watch(self, screen: QScreen | None) -> None:
        """Follow a display that gets another size; None: no display any more."""
        if self._screen is not None:
            self._screen.geometryChanged.disconnect(self._rescaled)
        self._screen = screen
        if screen is not None:
            screen.geometryChanged.connect(self._rescaled)

    def _rescaled(self, _geometry: QRect) -> None:
        if self._screen is not None:
            self._fill(self._screen)

    def _screen_removed(self, screen: QScreen) -> None:
        """A display was unplugged: the lecture goes on where there is one."""
        if self.on and screen is self._screen:
            self._screen = None  # it is about to be destroyed, and its signals with it
            self._fill(QGuiApplication.primaryScreen())

    def show_halo(self, shown: bool) -> None:
        """Have the pointer wear its halo in lectures, or not."""
        halo.remember(shown)
        self._wear_halo()

    def _wear_halo(self) -> None:
        style = self._it.window.arrangement.style_
        if self.dark:
            self._halo.hide_pointer()
        elif self.on and self._it.window.actions_["halo"].isChecked():
            self._halo.show(style.color("accent"), style.scale)
        else:
            self._halo.take_off()

    def _darken(self, dark: bool) -> None:
        if dark != self.dark:
            self._dark.fall(dark)
            self._wear_halo()
        elif not self.on:
            self._halo.take_off()

    def _show_words(self, words: int) -> None:
        """Show the title, the caption too, or neither; no canvas changes its size for that."""
        self._words = words
        document = self._it.session.document
        gap = self._it.window.arrangement.style_.gap(4)
        self._it.window.header.show_bare(True, titled=words != NOTHING, gap=gap)
        self._caption.show_text(html.escape(document.caption) if words == CAPTION else "")

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
            self._darken(False)
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
            session.open(it.lectern.scene(to).document)
        if way:
            session.look(self._entered(to, session.document, way))
        it.show_scene()
        self._show_words(self._words)
        self._darken(False)

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
        if self.dark:
            self._darken(False)
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
            self._typed.show_text(self._number.digits)
        else:
            self._jump(number)

    def _enter_number(self) -> None:
        number = self._number.enter()
        if number is None:
            self._it.guide.walk(1)
        else:
            self._typed.show_text("")
            self._jump(number)

    def _forget_number(self) -> None:
        self._number.digits = ""
        self._typed.show_text("")
