"""Tells of errors that nobody caught: once each, with details to copy, while the window lives on."""

from __future__ import annotations

import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.main_window import MainWindow

TITLE = "Something went wrong inside nnexplorer. Your document is as it was; you can go on."

MOST_DETAILS = 5
"""Different errors that one dialog tells of."""

AGAIN = "The same thing went wrong again inside nnexplorer. Your document is as it was; save it before you go on."


class Reports(QObject):
    """Shows a dialog for an error, and none for its repeats, of which a timer can make sixty a second.

    `hook` takes the place of `sys.excepthook`. It may be called by any thread and in the middle of painting: the
    dialog opens in the window's thread, after what is being done. `interrupt` is what Ctrl-C does.
    """

    _caught = Signal(str, str)

    def __init__(self, window: MainWindow, interrupt: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._interrupt = window, interrupt
        self._told: set[str] = set()
        self._box: QMessageBox | None = None
        self._details: list[str] = []
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take note of an error that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            self._interrupt()
            return
        places = traceback.extract_tb(trace)
        place = f"{kind.__name__} {places[-1].filename}:{places[-1].lineno}" if places else kind.__name__
        self._caught.emit(place, "".join(traceback.format_exception(kind, error, trace)))

    def _tell(self, place: str, details: str) -> None:
        if place in self._told:
            if self._box is None and self._window.banner.text != AGAIN:
                self._window.banner.say(AGAIN)
            return
        self._told.add(place)
        self._details.append(details)
        if self._box is None:
            self._open()
        else:
            self._box.setDetailedText("\n".join(self._details[:MOST_DETAILS]))

    def _open(self) -> None:
        self._box = box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("nnexplorer")
        box.setText(TITLE)
        box.setDetailedText("\n".join(self._details))
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.setEscapeButton(QMessageBox.StandardButton.Ok)
        copy = box.addButton("Copy details", QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(box.detailedText()))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._forget_box)
        box.open()

    def _forget_box(self) -> None:
        self._box, self._details = None, []
