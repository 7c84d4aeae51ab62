"""The keys of a lecture: what a clicker, arrows, numbers and letters do while it goes on, and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)

MOVED = {"paint": "Shift+B", "step": "Shift+Space", "lecture_mode": "F11"}
"""Actions whose keys a clicker needs, and the key that they have meanwhile: F5 begins and never ends."""

RESTING = ("new", "new_curve", "open", "open_folder", "save", "save_as", "reopen", "arrange", "panels")
"""Actions that wait for the end of the lecture."""


class Number:
    """A scene's number as it is typed: it is complete as soon as no further digit can make a number of a scene.

    Of 31 scenes, 4 is the fourth at once, 2 waits for a second digit or for Enter, and 2 2 is the 22nd at once.
    """

    def __init__(self) -> None:
        self.digits = ""

    def type(self, digit: str, most: int) -> int | None:
        """Add a digit; return the number once it is complete. One that no scene has is forgotten."""
        self.digits += digit
        number = int(self.digits)
        if number > most:
            self.digits = ""
        elif 10 * number > most or len(self.digits) == len(str(most)):
            return self.enter()
        return None

    def enter(self) -> int | None:
        """Return the number as it stands, None if nothing was typed; it is forgotten."""
        digits, self.digits = self.digits, ""
        return int(digits) if digits else None


class LectureKeys(QObject):
    """The shortcuts of `window` while a lecture goes on."""

    arrow = Signal(object)
    """An arrow key."""

    digit = Signal(str)

    entered = Signal()
    """Enter."""

    ended = Signal(bool)
    """Home (False) or End (True)."""

    darkened = Signal()
    """B, or the full stop that many clickers send."""

    worded = Signal()
    """W: title and caption."""

    def __init__(self, window: QWidget, actions: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._actions = actions
        self._keys: dict[str, list[QKeySequence]] = {}
        self._shortcuts: list[QShortcut] = []
        for key in ARROWS:
            self._add(window, QKeySequence(key)).activated.connect(lambda key=key: self.arrow.emit(key))
        for digit in "0123456789":
            self._add(window, QKeySequence(digit)).activated.connect(lambda digit=digit: self.digit.emit(digit))
        for enter in ("Return", "Enter"):
            self._add(window, QKeySequence(enter)).activated.connect(self.entered)
        for name, last in (("Home", False), ("End", True)):
            self._add(window, QKeySequence(name)).activated.connect(lambda last=last: self.ended.emit(last))
        for dark in ("B", "."):
            self._add(window, QKeySequence(dark)).activated.connect(self.darkened)
        self._add(window, QKeySequence("W")).activated.connect(self.worded)

    def _add(self, window: QWidget, keys: QKeySequence) -> QShortcut:
        shortcut = QShortcut(keys, window)
        shortcut.setEnabled(False)
        self._shortcuts.append(shortcut)
        return shortcut

    def listen(self, listening: bool) -> None:
        """Take these keys, those of some actions among them, or give all of them back."""
        if listening:
            self._keys = {name: self._actions[name].shortcuts() for name in MOVED}
        for name, key in MOVED.items():
            self._actions[name].setShortcuts([QKeySequence(key)] if listening else self._keys[name])
        for name in RESTING:
            self._actions[name].setEnabled(not listening)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(listening)
