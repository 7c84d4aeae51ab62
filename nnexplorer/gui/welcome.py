"""The first thing that a newcomer reads: a few words over input space, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer

if TYPE_CHECKING:
    from nnexplorer.gui.canvases.input import InputCanvas

KEY = "welcomed"
"""Of the setting that says that the words were shown."""

WELCOME = "Drag a line. Space trains."

LASTS = 15_000
"""Milliseconds after which the words go by themselves; a drag and Space take them away before."""


class Welcome(QObject):
    """Shows the words over a canvas of the first window that is ever opened."""

    def __init__(self, canvas: InputCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LASTS)
        self._timer.timeout.connect(self.end)

    def begin(self) -> None:
        """Show the words, unless that was done once, or the canvas is put away."""
        if self._canvas.isVisible() and QSettings().value(KEY) is None:
            QSettings().setValue(KEY, "yes")
            self._canvas.show_hint(WELCOME)
            self._timer.start()

    def end(self) -> None:
        """Take the words away, if they still stand there."""
        self._timer.stop()
        if self._canvas.hint == WELCOME:
            self._canvas.show_hint("")
