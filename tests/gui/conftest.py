"""A window to work in, and the hand that works in it: mouse and key events as Qt delivers them."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl, SignalInstance
from PySide6.QtGui import (
    QClipboard,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QVBoxLayout, QWidget

import nnexplorer
from nnexplorer.gui.app import open_window
from nnexplorer.gui.canvases.input import InputCanvas
from nnexplorer.gui.look.colors import linear
from nnexplorer.gui.look.fonts import load_fonts
from nnexplorer.gui.look.style import Look, Style, style_for
from nnexplorer.gui.presenter import Presenter
from nnexplorer.model import edits, storage
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


@dataclass
class Answers:
    """Answers what the File menu asks, and notes what that was; changes are given up unless a test says otherwise."""

    opens: Path | None = None
    saves: Path | None = None
    several: list[Path] = field(default_factory=list)
    unsaved: str = "discard"
    changed: str = "cancel"
    asked: list[object] = field(default_factory=list)

    def ask_open(self, folder: Path) -> Path | None:
        self.asked.append(folder)
        return self.opens

    def ask_several(self, folder: Path) -> list[Path]:
        self.asked.append(folder)
        return self.several

    def ask_save(self, proposed: Path) -> Path | None:
        self.asked.append(proposed)
        return self.saves

    def ask_unsaved(self, name: str) -> str:
        self.asked.append(name)
        return self.unsaved

    def ask_changed(self, name: str) -> str:
        self.asked.append(f"{name} was changed")
        return self.changed


class Mouse:
    """A mouse over one widget: it presses, moves and releases there, on a canvas or a table on its viewport."""

    def __init__(self, widget: QWidget) -> None:
        self._target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        self._at = QPointF()

    @property
    def at(self) -> QPointF:
        """Where it is."""
        return QPointF(self._at)

    def hover(self, at: QPointF) -> None:
        """Move to a pixel with no button down."""
        self._at = QPointF(at)
        self._send(QEvent.Type.MouseMove, NONE, NONE)

    def press(
        self,
        at: QPointF,
        button: Qt.MouseButton = LEFT,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a button at a pixel."""
        self._at = QPointF(at)
        self._send(QEvent.Type.MouseButtonPress, button, button, modifiers)

    def move(
        self, dx: float, dy: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, stops: int = 3
    ) -> QPointF:
        """Move on by so many pixels, with as many `stops` on the way; return where that is."""
        for _ in range(stops):
            self._at += QPointF(dx, dy) / stops
            self._send(QEvent.Type.MouseMove, NONE, LEFT, modifiers)
        return QPointF(self._at)

    def release(self, button: Qt.MouseButton = LEFT) -> None:
        """Let go of a button."""
        self._send(QEvent.Type.MouseButtonRelease, button, NONE)

    def drag(
        self, at: QPointF, dx: float, dy: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> QPointF:
        """Press at a pixel, move by so many, let go; return where that was."""
        self.press(at)
        end = self.move(dx, dy, modifiers)
        self.release()
        return end

    def click(self, at: QPointF) -> None:
        """Press and let go at a pixel."""
        self.press(at)
        self.release()

    def double_click(self, at: QPointF) -> None:
        """Click twice at a pixel."""
        self.click(at)
        self._send(QEvent.Type.MouseButtonDblClick, LEFT, LEFT)
        self.release()

    def _send(
        self,
        kind: QEvent.Type,
        button: Qt.MouseButton,
        held: Qt.MouseButton,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        globally = self._target.mapToGlobal(self._at)
        QApplication.sendEvent(self._target, QMouseEvent(kind, self._at, globally, button, held, modifiers))
        QApplication.processEvents()


def press_keys(presenter: Presenter, keys: str) -> None:
    """Press keys, written like Ctrl+Z, where the keyboard is."""
    QTest.keySequence(QApplication.focusWidget() or presenter.window, QKeySequence(keys))
    QApplication.processEvents()


def type_text(widget: QWidget, text: str) -> None:
    """Type characters into a widget, those among them that no key of its own stands for."""
    none = Qt.KeyboardModifier.NoModifier
    for character in text:
        if character.isascii():
            QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key(ord(character.upper())), character, none)
        else:  # PySide6 6.10.0 takes only the first byte of the character
            QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, none, character))


def drop_files(widget: QWidget, urls: list[QUrl]) -> bool:
    """Drag files over a widget and let go, as the window system tells it; whether the drag was accepted."""
    data = QMimeData()
    data.setUrls(urls)
    data.setText(urls[0].toString())
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # QPointF joined QPoint in PySide6 6.12
        enter = QDragEnterEvent(QPoint(9, 9), action, data, button, none)
        move = QDragMoveEvent(QPoint(9, 9), action, data, button, none)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        target = widget.window() if not widget.acceptDrops() else widget
        QApplication.sendEvent(target, move)
        QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), action, data, button, none))
        QApplication.processEvents()
    return enter.isAccepted()


@pytest.fixture
def drop(qapp) -> Callable[[QWidget, list[QUrl]], bool]:
    """`drop(widget, urls)` lets files go over a widget."""
    return drop_files


@pytest.fixture
def typed(qapp) -> Callable[[QWidget, str], None]:
    """`typed(widget, "0,5")` types that there."""
    return type_text


@pytest.fixture
def keys(qapp) -> Callable[[Presenter, str], None]:
    """`keys(presenter, "Ctrl+Z")` presses them in that window."""
    return press_keys


@pytest.fixture
def one_step(keys) -> Callable[[Presenter, Network, str], None]:
    """`one_step(presenter, before, label)`: the last command is a step that undo takes back and redo makes again."""

    def check(presenter: Presenter, before: Network, label: str) -> None:
        after = presenter.session.document.network
        assert presenter.session.undo_label == label
        keys(presenter, "Ctrl+Z")
        assert presenter.session.document.network is before
        keys(presenter, "Ctrl+Shift+Z")
        assert presenter.session.document.network is after

    return check


def point_on_line(view: InputCanvas, unit: int) -> QPointF:
    """A pixel of a unit's line, away from its handle and its normal."""
    start, end = view.thresholds.ends(unit)
    return QPointF(*(start + 0.3 * (end - start)))


@pytest.fixture
def on_line(qapp) -> Callable[[InputCanvas, int], QPointF]:
    """`on_line(canvas, unit)` is a pixel where a hand can take that line."""
    return point_on_line


@pytest.fixture
def mouse() -> type[Mouse]:
    """The class of mice: `mouse(widget)` is one over that widget."""
    return Mouse


@pytest.fixture
def opened(qtbot) -> Callable[..., Presenter]:
    """Open a window on a document or on the scene of that id; it is closed when the test ends."""

    def open_on(what: Document | str, width: int = 1100, height: int = 760) -> Presenter:
        presenter = open_window(scene(what).document if isinstance(what, str) else what, Look("light"))
        presenter.files.dialogs = Answers()
        presenter.window.resize(width, height)
        qtbot.addWidget(presenter.window, before_close_func=lambda _: presenter.control.pause())
        with qtbot.waitActive(presenter.window):
            presenter.window.show()
            presenter.window.activateWindow()
        QApplication.processEvents()
        return presenter

    return open_on


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, this test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A document of one's own, in a file; a module of tests may have a lecture in its place."""
    path = tmp_path / "mine.nnx"
    storage.save(edits.randomise(scene("second-layer-output").document, 3), path)
    return path


@pytest.fixture
def at_work(opened, mine: Path) -> Presenter:
    """A window in which that was opened."""
    presenter = opened("second-layer-output")
    presenter.files.open_path(mine)
    return presenter


@pytest.fixture
def run_beside(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`run_beside("soak.py", "training")` runs a program of these tests to its end, with those words."""
    package = str(Path(nnexplorer.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": package, "TMPDIR": str(tmp_path)}

    def run(program: str, *words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(Path(__file__).with_name(program)), *map(str, words)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280, check=False)

    return run


@pytest.fixture
def clipboard(qapp) -> Iterator[QClipboard]:
    """The clipboard, emptied afterwards: the offscreen platform crashes at its end on what Python has put there."""
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def style(qapp) -> Style:
    """What a canvas draws with unless something else is asked for."""
    load_fonts()  # as the application does: texts are measured in the shipped typeface
    return style_for(ViewSettings(), Look())


@pytest.fixture
def stands_out() -> Callable[[QPixmap, QPixmap], int]:
    """`stands_out(before, after)` is how many pixels change their contrast by 3 : 1 or more."""

    def luminance(picture: QPixmap) -> np.ndarray:
        image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
        return linear(pixels / 255) @ (0.2126, 0.7152, 0.0722)

    def count(before: QPixmap, after: QPixmap) -> int:
        first, second = luminance(before), luminance(after)
        return int(((np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05) >= 3).sum())

    return count


@pytest.fixture
def placed(qtbot) -> Callable[[QWidget], QWidget]:
    """`placed(field)` is an active window in which it has the keyboard, and `other` stands where that can go to."""
    kept = []

    def place(field: QWidget) -> QWidget:
        kept.append(window := QWidget())
        qtbot.addWidget(window)
        window.other = QLineEdit()
        column = QVBoxLayout(window)
        column.addWidget(window.other)
        column.addWidget(field)
        window.resize(300, 120)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        field.setFocus()
        return window

    return place


@pytest.fixture
def told() -> Callable[..., list[object]]:
    """`told(*signals)` lists the first value of whatever they emit from now on, None where there is none."""

    def listen(*signals: SignalInstance) -> list[object]:
        log: list[object] = []
        for signal in signals:
            signal.connect(lambda *values: log.append(values[0] if values else None))
        return log

    return listen
