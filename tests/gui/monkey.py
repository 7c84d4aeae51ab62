"""A monkey in the window: random gestures by a seed, and what must hold after each of them.

Run as a program: `python monkey.py --seed 7 --acts 300`. Acts are drawn before anything is done and are numbers and
texts alone, so that the same seed, or the file of acts that a failure names (`--replay FILE`), does the same again as
far as training's clock allows. `--shrink FILE` looks for few acts that still fail.
"""

from __future__ import annotations

import argparse
import atexit
import faulthandler
import gc
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import traceback
import warnings
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from time import perf_counter, thread_time

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    HOME = Path(tempfile.mkdtemp(prefix="monkey-"))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(HOME / name.lower())

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    QSettings,
    Qt,
    QThread,
    QTimer,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
    qWarning,
)
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)
from shiboken6 import isValid

from nnexplorer.compute.evaluation import Evaluation
from nnexplorer.gui.actions import ACTIONS
from nnexplorer.gui.app import SWITCH_INTERVAL, application, open_window
from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.display import _evaluated
from nnexplorer.gui.figures.figure_dialog import FigureDialog
from nnexplorer.gui.figures.film_dialog import FilmDialog
from nnexplorer.gui.garbage import Garbage
from nnexplorer.gui.look.style import Look
from nnexplorer.gui.widgets.formula_field import FormulaField
from nnexplorer.gui.words.notation import compact, count
from nnexplorer.gui.words.readings import error_text
from nnexplorer.model import edits, storage
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene, scenes
from nnexplorer.model.network import Network
from nnexplorer.session.history import LIMIT

NO_THREADS = ("_MainThread", "_DummyThread")
"""Kinds of Python's threads that are none of the window's: the other is a mere record of one that Qt started."""

SLOWEST, LONGEST = 5.0, 60.0
"""Seconds of the window's own time that an act may take, and seconds on the clock, whatever else the machine does."""

MINUTES, TOLD = 10, 60
"""How long a seed of many may take, and how many lines are repeated of what one that failed has told."""

ENDING = 3.0
"""Seconds within which the threads of an experiment's pool end, once it was told to."""

SLOW = 20.0
"""Seconds after which it is told, on the error channel, where an act stands."""

FOREIGN = ("This plugin does not support", "Mouse event occurs outside", "Mouse event at")
"""Beginnings of messages that are not about the window: the platform's, and those of Qt's own test library."""

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
BUTTONS = (LEFT, LEFT, LEFT, LEFT, LEFT, LEFT, RIGHT, MIDDLE)
NO_KEY, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MODIFIERS = (NO_KEY, NO_KEY, NO_KEY, SHIFT, CTRL, CTRL | SHIFT, ALT)

TEXTS = (
    *("0", "1", "-1", "0.5", "2,5", "1/3", "-2/7", "pi/4", "sqrt(2)", "1e-3", "3", "8", "17", "64", "300", "10000"),
    *("1e308", "-1e308", "1e309", "1e-320", "1e12", "999999", "1000000", "9" * 400, "nan", "-inf"),
    *("\u0663\u066b\u0665", "\u0661\u0662", "\u00bd", "\u221212", "\uff11\uff12", "\U0001d7d9", "1 000", "1\u202f000"),
    *(
        "",
        " ",
        "x",
        "1/0",
        "--3",
        "0x10",
        "1e",
        "e^e^e^e",
        "(" * 60,
        "10**400",
        "\t",
        "<b>3</b>",
        "\u202e1",
        "a" * 3000,
    ),
    *("sin(3*x0)*x1", "x0^2 + x1^2 - 1", "sin(3*x1)*x2", "log(x0)", "1/(x0 - x0)", "x0 +", "x9", "exp(exp(9*x0))"),
    *("sqrt(1 - x0^2)", "abs(x0) < 1", "max(x0, x1)", "0.1 + 0*x0", "tanh(1e6*x0)"),
)
"""What is typed into fields: numbers, formulas, and much that is neither."""

CLIPS = ("1\t2\n3\t4", "0.5", "1\t\n\t2", "a\tb", "", "1e400", "\n" * 50, "1;2;3", "1\t2\t3\t4\t5\t6\t7\t8", "\x00\x01")
"""What is in the clipboard when something is pasted."""

GOALS = ("saved.nnx", "saved", "figure.png", "figure.svg", "figure.pdf", "data.csv", "no/such/folder.nnx", "scene.nnx")
"""Where things are saved; '' is thinking better of it."""

ANSWERS = (QMessageBox.StandardButton.Discard, QMessageBox.StandardButton.Save, QMessageBox.StandardButton.Cancel)
"""What a question about changes is answered."""

KEYS = ("Left", "Right", "Up", "Down", "Tab", "Backtab", "Return", "Escape", "Delete", "Home", "End", "PgUp", "PgDown")
"""Keys that are pressed apart from those of the actions."""

LAST_ACT = "quit"
"""The action that ends the window, and is left for the end."""

PARTS = {
    "input": "input",
    "output": "surface",
    "hidden": "hidden",
    "activation": "activation",
    "diagram": "diagram",
}
"""What of an evaluation a canvas shows; the plane of two outputs comes for the surface where there are two."""

EXCLUDED = {LAST_ACT: "ends the window; it is the last thing that is done"}
"""Actions that a tour need not reach, and why."""

DIALOGS = ("ArrangeDialog", "FigureDialog", "FilmDialog", "ExportDialog", "HelpDialog")
"""Classes of the dialogs that a tour must have seen."""

OPENERS = ("arrange", "figure", "film", "export", "help", "import_data")
"""The actions that open them, and what asks for a file."""

Act = list
"""The name of what is done, then numbers and texts that say how."""


class BrokenError(AssertionError):
    """Something that must hold does not."""


# What is drawn ------------------------------------------------------------------------------------------------------


def _way(rng: random.Random, most: int = 5) -> list[list[float]]:
    """A way across a widget, as shares of its size; now and then out of it."""
    far = rng.random() < 0.1
    return [[rng.uniform(-0.5, 1.5) if far else rng.random() for _ in "xy"] for _ in range(rng.randint(1, most))]


def _hand(rng: random.Random) -> list[object]:
    return [rng.random(), rng.random(), rng.randrange(len(BUTTONS)), rng.randrange(len(MODIFIERS))]


DRAWN: dict[str, tuple[float, Callable[[random.Random], list]]] = {
    "drag": (14, lambda r: [*_hand(r), _way(r)]),
    "grip": (16, lambda r: [r.random(), r.random(), r.randrange(len(MODIFIERS)), _way(r), r.random() < 0.85]),
    "press": (2, _hand),
    "move": (3, lambda r: [r.random(), r.random(), _way(r)]),
    "release": (4, lambda _: []),
    "click": (8, _hand),
    "double": (4, lambda r: _hand(r)[:2]),
    "wheel": (3, lambda r: [r.random(), r.random(), r.choice((-120, 120, -1200, 30)), r.randrange(len(MODIFIERS))]),
    "keys": (16, lambda r: [r.random(), r.random()]),
    "menu": (8, lambda r: [r.random()]),
    "key": (6, lambda r: [r.choice(KEYS), r.randrange(len(MODIFIERS)), r.choice((1, 1, 1, 8))]),
    "type": (12, lambda r: [r.random(), r.choice(TEXTS), r.choice(("Return", "Tab", "Escape", ""))]),
    "cell": (4, lambda r: [r.random(), r.random(), r.choice(TEXTS), r.choice(("Return", "Tab", "Escape", ""))]),
    "choose": (7, lambda r: [r.random(), r.randint(0, 9)]),
    "button": (4, lambda r: [r.random()]),
    "paste": (2, lambda r: [r.random(), r.random(), r.choice(CLIPS)]),
    "train": (7, lambda r: [r.choice((5, 20, 60, 120))]),
    "diverge": (2, lambda r: [r.choice(("sgd", "momentum", "adam")), 10 ** r.uniform(2, 12)]),
    "wait": (4, lambda r: [r.choice((1, 20, 60, 200))]),
    "travel": (2, lambda r: [r.choice((1, 3, 10, 600))]),
    "scene": (3, lambda r: [r.random()]),
    "walk": (3, lambda r: [r.choice((-1, 1)), r.randint(1, 6)]),
    "units": (3, lambda r: [r.choice((1, 2, 3, 5, 8, 20, 65, 200, 1000))]),
    "file": (4, lambda r: [r.random(), r.random(), r.random(), r.randint(0, 2)]),
    "drop": (4, lambda r: [r.random(), r.randint(1, 3)]),
    "resize": (3, lambda r: [r.randint(300, 2200), r.randint(300, 1400)]),
    "entry": (3, lambda r: [r.random()]),
    "scrub": (3, lambda r: [r.random(), _way(r), r.choice(("", "", "Escape"))]),
    "storm": (2, lambda r: [[r.randrange(2) for _ in range(r.randint(3, 40))]]),
    "dialog": (3, lambda r: [r.randrange(6), r.random() < 0.6]),
    "state": (2, lambda r: [r.choice(("hide", "minimize", "maximize", "full", "normal"))]),
    "close": (8, lambda _: []),
}
"""Each kind of act: how often it comes, and how its particulars are drawn."""


def drawn(seed: int, acts: int) -> list[Act]:
    """So many acts by a seed."""
    rng, kinds = random.Random(seed), list(DRAWN)
    weights = [DRAWN[kind][0] for kind in kinds]
    return [[kind, *DRAWN[kind][1](rng)] for kind in rng.choices(kinds, weights, k=acts)]


def tour(seed: int) -> list[Act]:
    """Every action from the menu and by each of its keys, every entry and dialog, in some order, among a few others."""
    rng = random.Random(seed)
    wanted: list[Act] = [["action", spec.id, way] for spec in ACTIONS for way in range(-1, len(spec.shortcuts))]
    wanted = [act for act in wanted if act[1] not in EXCLUDED]
    wanted += [["entry", share / 40] for share in range(40)]
    wanted += [["dialog", number, accepted] for number in range(6) for accepted in (True, False)]
    rng.shuffle(wanted)
    acts = drawn(seed, len(wanted) // 3)
    for act in wanted:
        place = rng.randrange(len(acts) + 1)
        acts[place:place] = [["close"], ["ready", *act[1:2]], act] if act[0] == "action" else [["close"], act]
    return acts


def extreme(example: Document) -> dict[str, Document]:
    """Documents of shapes that no scene has."""
    line = replace(example.view, bounds=((-1.0, 1.0),), canvases=("input", "output", "hidden"))
    space = replace(example.view, bounds=((-1.0, 1.0),) * 3, probe=None)
    X, rng = np.linspace(-1, 1, 12), np.random.default_rng(5)
    column, waves = X[:, np.newaxis], np.stack((np.sin(3 * X), np.cos(2 * X)), axis=1)
    cloud = rng.uniform(-1, 1, (40, 2))
    solid = rng.uniform(0, 1, (30, 3))
    rings = np.stack((np.hypot(*cloud.T) < 0.6, cloud[:, 0] > 0), axis=1).astype(float)
    return {
        "many": replace(example, network=Network.random(2, 300, 1, "relu", seed=1)),
        "thousands": replace(example, network=Network.random(2, 3000, 1, "tanh", seed=1)),
        "single": replace(example, network=Network.random(2, 1, 1, "step", seed=1)),
        "curve": Document(Network.random(1, 4, 1, "relu", seed=2), PointData(column, waves[:, :1]), view=line),
        "path": Document(Network.random(1, 5, 2, "tanh", seed=2), PointData(column, waves), view=line),
        "classes": Document(Network.random(2, 6, 2, "tanh", seed=3, output="logistic"), PointData(cloud, rings)),
        "cube": Document(Network.random(3, 5, 1, "logistic", seed=4), PointData(solid, solid[:, :1]), view=space),
        "outputs": Document(Network.random(2, 5, 9, seed=5), PointData(cloud, np.tile(rings, 5)[:, :9])),
        "empty": replace(example, data=PointData(np.zeros((0, 2)), np.zeros((0, 1)))),
        "far": replace(example, view=replace(example.view, bounds=((-1e9, 7e9), (1e-9, 2e-9)), probe=(1e5, -1e5))),
    }


def prepared(folder: Path) -> list[Path]:
    """Files to open, good and bad."""
    for name in ("second-layer-output", "semicircle-frames", "classifier-network"):
        storage.save(scene(name).document, folder / f"{name}.nnx")
    whole = (folder / "semicircle-frames.nnx").read_bytes()
    for name, document in extreme(scene("second-layer-output").document).items():
        storage.save(document, folder / f"{name}.nnx")
    contents = {
        "scene.nnx": whole,
        "half.nnx": whole[: len(whole) // 2],
        "foreign.nnx": b"\x89PNG\r\n\x1a\n\x00",
        "newer.nnx": whole.replace(b'"version": 1', b'"version": 99').replace(b'"version":1', b'"version":99'),
        "points.csv": b"x0,x1,y0\n0,0,1\n1,0,0\n0,1,0.5\n-1,1,1\n",
        "two.csv": b"x0,x1,y0,y1\n0,0,1,0\n1,0,0,1\n",
        "line.csv": b"x0,y0\n0,0\n1,1\n2,4\n",
        "bad.csv": b"x0,x1,y0\n0,zero,1\n",
        "many.csv": b"x0,x1,y0\n" + b"".join(b"%d,%d,%d\n" % (i % 71, i % 53, i % 2) for i in range(20_000)),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [*sorted(path for path in folder.iterdir() if path.is_file()), folder, folder / "missing.nnx"]


# What is done -------------------------------------------------------------------------------------------------------


class Monkey:
    """Does acts in one window and checks what must hold; `folder` is its own."""

    def __init__(self, document: object, folder: Path) -> None:
        self.told: list[str] = []
        """What reached the hooks for errors, and what Qt warned of."""
        self.times: list[tuple[float, str]] = []
        self.done: Counter[str] = Counter()
        self.reached: Counter[str] = Counter()
        """Actions that were carried out, and dialogs that were seen."""
        self._began: float | None = None
        self._held: tuple[Qt.MouseButton, QWidget, QPoint] | None = None
        self._files, self._folder = prepared(folder), folder
        self._opens, self._saves, self._answer = self._files[0], "", 0
        self._hook()
        self._timers, self._threads = _recorded(QTimer), _recorded(QThread)
        self.presenter = open_window(document, Look("light"))
        self.window = self.presenter.window
        self._commits = 0
        self.presenter.session.committed.connect(self._count)
        self.presenter.session.changed.connect(self._recount)
        self._opened = self.presenter.session.opened
        for name, action in self.window.actions_.items():
            action.triggered.connect(lambda *_, name=name: self.reached.update([name]))
        self.window.resize(1100, 760)
        self.window.show()
        self.window.activateWindow()
        self._closer = QTimer()
        self._closer.setInterval(100)
        self._closer.timeout.connect(self._close_what_blocks)
        self._closer.start()
        self.settle()

    def _hook(self) -> None:
        sys.excepthook = lambda *error: self.told.append("".join(traceback.format_exception(*error)))
        threading.excepthook = lambda error: self.told.append(
            "".join(traceback.format_exception(error.exc_type, error.exc_value, error.exc_traceback))
        )
        sys.unraisablehook = lambda error: self.told.append(f"{error.err_msg} {error.object!r}: {error.exc_value!r}")

        warnings.simplefilter("always")

        def note(text: object, kind: type, file: str, line: int, *_: object) -> None:
            self.told.append(
                f"{kind.__name__}: {text} {file}:{line}\n" + "".join(traceback.format_stack(limit=12)[:-1])
            )

        warnings.showwarning = note

        def hear(kind: QtMsgType, _context: object, text: str) -> None:
            if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not text.startswith(FOREIGN):
                self.told.append(f"Qt: {text}\n" + "".join(traceback.format_stack(limit=12)[:-1]))

        qInstallMessageHandler(hear)
        QFileDialog.getOpenFileName = staticmethod(lambda *_, **__: (str(self._opens), ""))
        QFileDialog.getOpenFileNames = staticmethod(lambda *_, **__: ([str(self._opens)], ""))
        QFileDialog.getSaveFileName = staticmethod(lambda *_, **__: (self._goal(), ""))
        QFileDialog.getExistingDirectory = staticmethod(lambda *_, **__: str(self._folder))
        QFileDialog.exec = lambda _dialog: bool(self._saves)
        QFileDialog.selectedFiles = lambda _dialog: [self._goal()]
        QMessageBox.exec = lambda box: self._answered(box)  # noqa: PLW0108 - so that it is called with the box

    def _goal(self) -> str:
        return str(self._folder / self._saves) if self._saves else ""

    def _answered(self, box: QMessageBox) -> QMessageBox.StandardButton:
        mine = ANSWERS[self._answer]
        return mine if box.button(mine) is not None else box.standardButton(box.buttons()[0])

    def _count(self) -> None:
        self._commits += 1

    def _recount(self, _old: object, _new: object) -> None:
        if self.presenter.session.opened is not self._opened:
            self._opened, self._commits = self.presenter.session.opened, 0

    def _close_what_blocks(self) -> None:
        """Close a dialog or menu whose own loop keeps an act from ending.

        Others stay: Qt's test library would go on with a window that is gone.
        """
        late = self._began is not None and perf_counter() - self._began > 0.4
        if late and QThread.currentThread().loopLevel() > 0:
            blocking = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if blocking is not None:
                blocking.close()
            else:
                QDrag.cancel()  # a text that is dragged waits for the real mouse

    # Where ----------------------------------------------------------------------------------------------------

    def _tops(self) -> list[QWidget]:
        """The windows that a mouse can reach, the one in front first."""
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if front is not None:
            return [front]
        return [top for top in QApplication.topLevelWidgets() if top.isVisible() and top.isWindow()]

    def _reachable(self, kind: type | tuple[type, ...] = QWidget) -> list[QWidget]:
        found = [child for top in self._tops() for child in top.findChildren(QWidget) if isinstance(child, kind)]
        found = [child for child in found if isValid(child)]
        return [one for one in found if one.isVisible() and one.isEnabled() and not one.visibleRegion().isEmpty()]

    def _pick(self, share: float, kind: type | tuple[type, ...] = QWidget) -> QWidget | None:
        found = self._reachable(kind)
        return found[int(share * len(found))] if found else None

    def _target(self, what: float, which: float) -> QWidget | None:
        """A canvas as a rule, else a field, else anything."""
        kinds = (Canvas, Canvas, (QLineEdit, QAbstractSpinBox, QAbstractSlider, QComboBox, QAbstractItemView), QWidget)
        one = self._pick(which, kinds[int(what * len(kinds))]) or self._pick(which)
        return one.viewport() if isinstance(one, QAbstractScrollArea) else one

    @staticmethod
    def _at(widget: QWidget, x: float, y: float) -> QPoint:
        box = widget.visibleRegion().boundingRect()
        return QPoint(round(box.left() + x * (box.width() - 1)), round(box.top() + y * (box.height() - 1)))

    # The mouse, as the window system tells of it ----------------------------------------------------------------

    def _mouse(
        self,
        action: QTest.MouseAction,
        widget: QWidget,
        at: QPoint,
        button: Qt.MouseButton = LEFT,
        modifiers: Qt.KeyboardModifier = NO_KEY,
    ) -> None:
        if not isValid(widget):
            return
        handle = widget.window().windowHandle()
        if handle is None or not widget.window().isVisible():
            return
        place = widget.mapTo(widget.window(), at)
        with _gone(handle):
            if action == QTest.MouseAction.MouseMove:
                QTest.mouseMove(handle, place)
            elif action == QTest.MouseAction.MousePress:
                QTest.mousePress(handle, button, modifiers, place)
            elif action == QTest.MouseAction.MouseRelease:
                QTest.mouseRelease(handle, button, modifiers, place)
            else:
                QTest.mouseDClick(handle, button, modifiers, place)

    def _go(self, widget: QWidget, way: list[list[float]]) -> QPoint:
        at = QPoint()
        for x, y in way:
            if not isValid(widget):
                break
            at = self._at(widget, x, y)
            self._mouse(QTest.MouseAction.MouseMove, widget, at)
        return at

    def do_press(self, what: float, which: float, button: int, modifiers: int) -> None:
        widget = self._target(what, which)
        if widget is not None and self._held is None:
            at = self._at(widget, (what * 37) % 1, (which * 53) % 1)
            self._held = (BUTTONS[button], widget, at)
            self._mouse(QTest.MouseAction.MousePress, widget, at, BUTTONS[button], MODIFIERS[modifiers])

    def do_move(self, what: float, which: float, way: list[list[float]]) -> None:
        widget = self._held[1] if self._held else self._target(what, which)
        if widget is not None and isValid(widget):
            at = self._go(widget, way)
            self._held = self._held and (self._held[0], widget, at)

    def do_release(self) -> None:
        if self._held is not None:
            (button, widget, at), self._held = self._held, None
            there = widget if isValid(widget) and widget.window().isVisible() else self.window
            self._mouse(QTest.MouseAction.MouseRelease, there, at, button)

    def do_drag(self, what: float, which: float, button: int, modifiers: int, way: list[list[float]]) -> None:
        self.do_press(what, which, button, modifiers)
        self.do_move(what, which, way)
        self.do_release()

    def do_grip(self, which: float, grip: float, modifiers: int, way: list[list[float]], ends: bool) -> None:
        """Take something that a canvas offers, and drag it; now and then keep it."""
        canvas = self._pick(which, Canvas)
        grips = [one for one in canvas.grips() if canvas.viewport().rect().contains(one.at.toPoint())] if canvas else []
        if not grips or self._held is not None:
            return
        at = grips[int(grip * len(grips))].at.toPoint()
        self._held = (LEFT, canvas.viewport(), at)
        self._mouse(QTest.MouseAction.MousePress, canvas.viewport(), at, LEFT, MODIFIERS[modifiers])
        self.do_move(0, 0, way)
        if ends:
            self.do_release()

    def do_click(self, what: float, which: float, button: int, modifiers: int) -> None:
        self.do_press(what, which, button, modifiers)
        self.do_release()

    def do_double(self, what: float, which: float) -> None:
        widget = self._target(what, which)
        if widget is not None:
            at = self._at(widget, (what * 37) % 1, (which * 53) % 1)
            self._mouse(QTest.MouseAction.MouseDClick, widget, at)

    def do_wheel(self, what: float, which: float, turn: int, modifiers: int) -> None:
        widget = self._target(what, which)
        if widget is not None:
            at = QPointF(self._at(widget, 0.5, 0.5))
            none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
            far = QPointF(widget.mapToGlobal(at))
            QApplication.sendEvent(
                widget, QWheelEvent(at, far, QPoint(), QPoint(0, turn), none, MODIFIERS[modifiers], phase, False)
            )

    # Keys -----------------------------------------------------------------------------------------------------

    def _stroke(self, key: int, held: Qt.KeyboardModifier, text: str = "") -> None:
        """Press a key and let go of it, in the window that keys go to; a menu is closed by some in between."""
        for kind, action in (
            (QEvent.Type.KeyPress, QTest.KeyAction.Press),
            (QEvent.Type.KeyRelease, QTest.KeyAction.Release),
        ):
            popup = QApplication.activePopupWidget()
            front = QApplication.activeModalWidget()
            there = front.windowHandle() if front else QGuiApplication.focusWindow()
            if popup is not None:
                QApplication.sendEvent(popup.focusWidget() or popup, QKeyEvent(kind, key, held, text))
            else:
                there = there if there is not None and isValid(there) else self.window.windowHandle()
                with _gone(there):
                    QTest.sendKeyEvent(action, there, Qt.Key(key), text, held)

    def _press(self, keys: str, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        sequence = QKeySequence(keys)
        for place in range(sequence.count()):
            self._stroke(sequence[place].key(), modifiers | sequence[place].keyboardModifiers())

    def _write(self, text: str) -> None:
        for character in text[:80]:
            self._stroke(ord(character.upper()) if " " <= character <= "~" else Qt.Key.Key_unknown, NO_KEY, character)
        field = QApplication.focusWidget()
        if len(text) > 80 and isinstance(field, QLineEdit):
            field.insert(text[80:])

    def do_keys(self, which: float, shortcut: float) -> None:
        """The keys of an action."""
        specs = [spec for spec in ACTIONS if spec.id != LAST_ACT]
        spec = specs[int(which * len(specs))]
        self._press(spec.shortcuts[int(shortcut * len(spec.shortcuts))])

    def do_menu(self, which: float) -> None:
        """An action of the menu."""
        actions = [self.window.actions_[spec.id] for spec in ACTIONS if spec.id != LAST_ACT]
        action = actions[int(which * len(actions))]
        if action.isEnabled() and QApplication.activeModalWidget() is None:
            action.trigger()

    def do_action(self, identifier: str, way: int) -> None:
        """An action from the menu, or by one of its keys."""
        action = self.window.actions_[identifier]
        if way >= 0:
            self._press(next(spec for spec in ACTIONS if spec.id == identifier).shortcuts[way])
        elif action.isEnabled() and QApplication.activeModalWidget() is None:
            action.trigger()

    def do_ready(self, identifier: str) -> None:
        """Have there be something to do for an action."""
        if self.presenter.mode is not None and self.presenter.mode.on and identifier != "lecture_mode":
            self.presenter.mode.leave()
        self.presenter.control.pause()
        if identifier in {"undo", "redo", "back", "discard", "reset"}:
            self.presenter.single_step()
            self.presenter.single_step()
        if identifier == "redo":
            self.presenter.undo()
        if identifier == "discard":
            self.window.actions_["keep"].trigger()
        if identifier == "target":
            self.presenter.files.open_scene(lambda: scene("vanishing-gradient").document)
        QApplication.processEvents()
        self.window.activateWindow()
        self.window.setFocus()

    def do_entry(self, which: float) -> None:
        """An entry of the menus that is none of the actions, as those of the files that were open lately."""
        bar = [menu for menu in self.window.findChildren(QMenu) if menu.title()]
        for menu in bar:
            menu.aboutToShow.emit()
        own = {id(action) for action in self.window.actions_.values()}
        entries = [one for menu in bar for one in menu.actions() if id(one) not in own and not one.menu()]
        entries = [one for one in entries if one.isEnabled() and not one.isSeparator()]
        if entries and QApplication.activeModalWidget() is None:
            entry = entries[int(which * len(entries))]
            self.reached[f"entry {entry.text()}"] += 1
            entry.trigger()

    def do_scrub(self, start: float, way: list[list[float]], end: str) -> None:
        """Drag along the curve of the error, and let go there or think better of it."""
        canvas = self.window.arrangement.loss
        if not canvas.isVisible() or canvas not in self._reachable(Canvas) or self._held is not None:
            return
        at = self._at(canvas.viewport(), start, 0.5)
        self._held = (LEFT, canvas.viewport(), at)
        self._mouse(QTest.MouseAction.MousePress, canvas.viewport(), at)
        self.do_move(0, 0, way)
        if end:
            self._press(end)
        self.do_release()

    def do_storm(self, ways: list[int]) -> None:
        """Undo and redo as fast as keys come."""
        for way in ways:
            self._press(("Ctrl+Z", "Ctrl+Shift+Z")[way])

    def do_dialog(self, number: int, accepted: bool) -> None:
        """Open a dialog of the program's own and accept it, or not."""
        if QApplication.activeModalWidget() is not None:
            return
        self._opens, self._saves = self._folder / "points.csv", (*GOALS, "")[(number * 3 + accepted) % (len(GOALS) + 1)]
        self.window.actions_[OPENERS[number]].trigger()
        QApplication.processEvents()
        self._see_dialogs()
        self._press("Return" if accepted else "Escape")

    def _see_dialogs(self) -> None:
        shown = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]
        self.reached.update(type(top).__name__ for top in shown)

    def do_key(self, key: str, modifiers: int, times: int) -> None:
        for _ in range(times):
            self._press(key, MODIFIERS[modifiers])

    def do_type(self, which: float, text: str, end: str) -> None:
        """Click into a field, and type over what is there."""
        field = self._pick(which, (QLineEdit, FormulaField))
        if field is None:
            return
        there = field.viewport() if isinstance(field, QAbstractScrollArea) else field
        self.do_release()
        for action in (QTest.MouseAction.MousePress, QTest.MouseAction.MouseRelease):
            self._mouse(action, there, self._at(there, 0.5, 0.5))
        self._press("Ctrl+A")
        self._write(text)
        if end:
            self._press(end)

    def do_cell(self, row: float, column: float, text: str, end: str) -> None:
        """Type a number into the table of weights."""
        table = self.window.weights_panel.table
        model = table.model()
        if not table.isVisible() or self._tops()[0] is not table.window() or not model.rowCount():
            return
        index = model.index(int(row * model.rowCount()), int(column * model.columnCount()))
        table.scrollTo(index)
        at = table.visualRect(index).center()
        self._mouse(QTest.MouseAction.MouseDClick, table.viewport(), at)
        if table.state() == QAbstractItemView.State.EditingState:
            self._press("Ctrl+A")
            self._write(text)
            self._press(end) if end else None

    def do_choose(self, which: float, by: int) -> None:
        """Open a list of choices, go down it and take one."""
        box = self._pick(which, QComboBox)
        if box is not None:
            box.setFocus()
            box.showPopup()
            for _ in range(by):
                self._press("Down")
            self._press("Return" if by else "Escape")

    def do_button(self, which: float) -> None:
        button = self._pick(which, QAbstractButton)
        if button is not None:
            self._mouse(QTest.MouseAction.MousePress, button, self._at(button, 0.5, 0.5))
            self._mouse(QTest.MouseAction.MouseRelease, button, self._at(button, 0.5, 0.5)) if isValid(button) else None

    def do_paste(self, row: float, column: float, text: str) -> None:
        """Copy from the table of weights now and then, or paste something into it."""
        table = self.window.weights_panel.table
        model = table.model()
        if not table.isVisible() or self._tops()[0] is not table.window() or not model.rowCount():
            return
        table.setFocus()
        table.setCurrentIndex(model.index(int(row * model.rowCount()), int(column * model.columnCount())))
        if text:
            QGuiApplication.clipboard().setText(text)
        else:
            self._press("Ctrl+C")
        self._press("Ctrl+V")

    # Commands -------------------------------------------------------------------------------------------------

    def do_train(self, milliseconds: int) -> None:
        if QApplication.activeModalWidget() is None:
            self.window.actions_["train"].trigger()
            QTest.qWait(milliseconds)

    def do_diverge(self, optimizer: str, rate: float) -> None:
        """Train at such a rate."""
        panel = self.window.training_panel
        if QApplication.activeModalWidget() is None:
            panel.setting_changed.emit("optimizer", optimizer)
            panel.rate_released.emit(rate)
            if not self.presenter.control.running:
                self.do_train(60)

    def do_wait(self, milliseconds: int) -> None:
        QTest.qWait(milliseconds)

    def do_travel(self, steps: int) -> None:
        """Undo so many steps and redo them."""
        if QApplication.activeModalWidget() is None:
            self.undo_and_redo(steps)

    def do_scene(self, which: float) -> None:
        if QApplication.activeModalWidget() is None:
            there = self.presenter.lectern.lecture.scenes  # a lecturer's own may be open
            self.window.scene_panel.scene_chosen.emit(there[int(which * len(there))].id)

    def do_walk(self, way: int, times: int) -> None:
        for _ in range(times):
            self._press("PgDown" if way > 0 else "PgUp")

    def do_units(self, units: int) -> None:
        if QApplication.activeModalWidget() is None:
            self.window.training_panel.units_changed.emit(units)

    def do_file(self, which: float, opens: float, saves: float, answer: int) -> None:
        """A command of the File menu."""
        self._opens = self._files[int(opens * len(self._files))]
        self._saves = (*GOALS, "")[int(saves * (len(GOALS) + 1))]
        self._answer = answer
        specs = [spec for spec in ACTIONS if spec.section == "File" and spec.id != LAST_ACT]
        self._press(specs[int(which * len(specs))].shortcuts[0])

    def do_drop(self, which: float, many: int) -> None:
        """Drop files onto the window."""
        if QApplication.activeModalWidget() is not None:
            return
        mime = QMimeData()
        first = int(which * len(self._files))
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in self._files[first : first + many]])
        copy = Qt.DropAction.CopyAction
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # QPointF joined QPoint in PySide6 6.12
            enter = QDragEnterEvent(QPoint(9, 9), copy, mime, LEFT, NO_KEY)
        QApplication.sendEvent(self.window, enter)
        QApplication.sendEvent(self.window, QDropEvent(QPointF(9, 9), copy, mime, LEFT, NO_KEY))

    def do_resize(self, width: int, height: int) -> None:
        self.window.showNormal()
        self.window.resize(width, height)

    def do_state(self, state: str) -> None:
        show = {
            "hide": self.window.hide,
            "minimize": self.window.showMinimized,
            "maximize": self.window.showMaximized,
            "full": self.window.showFullScreen,
            "normal": self.window.showNormal,
        }
        show[state]()
        QTest.qWait(20)
        if not self.window.isVisible() or self.window.isMinimized():
            self.window.showNormal()

    def do_close(self) -> None:
        """Close the dialogs and menus that are open."""
        for top in QApplication.topLevelWidgets():
            if top is not self.window and top.isVisible():
                top.close()

    def complete(self) -> None:
        """Do what a tour has not done yet: another act stood in its way."""
        for name in unreached(self.reached):
            acts = [["ready", name], ["action", name, -1]]
            acts = [["dialog", DIALOGS.index(name), True]] if name in DIALOGS else acts
            for act in (["close"], *acts):
                self.act(act, thorough=False)

    # What must hold -------------------------------------------------------------------------------------------

    def act(self, act: Act, *, thorough: bool) -> None:
        """Do an act, and check; BrokenError tells what does not hold."""
        self._began, worked = perf_counter(), thread_time()
        kind, *how = act
        getattr(self, f"do_{kind}")(*how)
        QApplication.processEvents()
        worked, passed = thread_time() - worked, perf_counter() - self._began
        faulthandler.cancel_dump_traceback_later()
        self.times.append((worked, kind))
        self._began = None
        self.done[kind] += 1
        self._see_dialogs()
        self.check_told()
        if worked > (LONGEST if self._paints_huge() else SLOWEST) or passed > 2 * LONGEST:
            document = self.presenter.session.document
            size = f"{document.network.units} units and {len(document.data.X)} samples"
            raise BrokenError(f"the window took {worked:.1f} s of {passed:.1f} s, with {size}")
        self.check_document(thorough=thorough)
        if thorough:
            self.check_views()
            self.check_dialogs()
            self.check_told()

    def check_dialogs(self) -> None:
        """Of each kind of dialog at most one is kept for another time."""
        closed = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and not top.isVisible()]
        many = {name: n for name, n in Counter(type(top).__name__ for top in closed).items() if n > 1}
        if many:
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            gc.collect()
            closed = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and not top.isVisible()]
            many = {name: n for name, n in Counter(type(top).__name__ for top in closed).items() if n > 1}
        if many:
            raise BrokenError(f"dialogs that are closed and yet there: {many}")

    @staticmethod
    def _paints_huge() -> bool:
        """Whether a figure of very many pixels is asked for, which takes its time."""
        dialogs = [top for top in QApplication.topLevelWidgets() if isinstance(top, FigureDialog | FilmDialog)]
        return any(one.isVisible() for one in dialogs)

    def check_told(self) -> None:
        """No error reached a hook, and Qt warned of nothing."""
        if self.told:
            raise BrokenError("\n".join(list(dict.fromkeys(self.told))[:3]))

    def check_document(self, *, thorough: bool) -> None:
        """The document is one that files can hold: written and read, it gives the same bytes."""
        document = self.presenter.session.document
        network = document.network
        if (network.units * (network.inputs + network.outputs + 1) < 2000 and len(document.X) < 5000) or thorough:
            written = storage.encode(document)
            if storage.encode(storage.decode(written)) != written:
                raise BrokenError("the document is another one when it is written and read")

    def settle(self, seconds: float = 2.0) -> bool:
        """Let what waits to be shown be shown; whether it was."""
        end = perf_counter() + seconds
        display = self.presenter.display
        while perf_counter() < end:
            QApplication.processEvents()
            if not (display._soon.isActive() or display._rest.isActive()):
                return True
            QTest.qWait(5)
        return False

    def check_views(self) -> None:
        """The views show the document as it stands."""
        if self.presenter.control.running or not self.settle():
            return
        document, window = self.presenter.session.document, self.window
        network, view = document.network, document.view
        self._same("units in the table", window.weights_panel.model.rowCount(), network.units + 1)
        self._same("network of the table", window.weights_panel.network is network, True)
        self._same("unit of the table", window.weights_panel.selected, view.selected)
        model = window.weights_panel.model
        for row in range(0, network.units, 1 + network.units // 20):
            cell = model.index(row, 1)
            self._same("cell of the table", model.data(cell), compact(float(network.W1[row, 0]), model.digits))
        self._same("step", window.header._step.label.text(), count(document.step))
        evaluation = _evaluated(document, resting=True)
        about = "" if evaluation.exact else "\N{ALMOST EQUAL TO} "
        self._same("error", window.header._error.label.text(), about + error_text(evaluation.loss))
        self._same("title", window.header._title.text(), document.title)
        self._check_canvases(document, evaluation)
        self._check_fields(document)

    def _check_canvases(self, document: Document, evaluation: Evaluation) -> None:
        arrangement, network, view = self.window.arrangement, document.network, document.view
        shown = set(arrangement.visible_names())
        kept = self.presenter.control.kept
        beside = {"kept"} if kept is not None and kept.suits(document) and "output" in view.canvases else set()
        self._same("canvases", shown - {"loss"}, set(view.canvases) - {"loss"} | beside)
        parts = {name: getattr(evaluation, field) for name, field in PARTS.items() if name in shown}
        if evaluation.plane is not None and "output" in parts:
            parts["output"] = evaluation.plane
        for name, part in parts.items():
            canvas = arrangement.canvas(name)
            shows = getattr(canvas, "_part", None)
            if type(shows) is type(part) and canvas.isVisible() and (place := differing(shows, part)) is not None:
                raise BrokenError(f"the canvas '{name}' shows another {place} than the document has")
        hidden = arrangement.canvas("hidden")
        if hidden is arrangement.maps and hidden._part is not None:
            self._same("maps", hidden._units(), network.units)
            self._same("unit of the maps", hidden._selected, view.selected)
        if hidden is arrangement.bars and hidden._probe is not None:
            self._same("bars", len(hidden._probe.e1), network.units)
            self._same("unit of the bars", hidden._selected, view.selected)

    def _check_fields(self, document: object) -> None:
        window, session, training = self.window, self.presenter.session, document.training
        panel, actions = window.training_panel, window.actions_
        self._same("hidden units", panel._units.value(), document.network.units)
        self._same("batch", panel._batch.value(), training.batch_size or 0)
        self._same("seed", panel._seed.value(), training.seed)
        self._same("optimiser", panel._optimizer.currentData(), training.optimizer)
        self._same("loss", panel._loss.currentData(), training.loss)
        self._same("index base", actions["index_base"].isChecked(), document.view.index_base == 1)
        self._same("undo", actions["undo"].isEnabled(), session.undo_label is not None or session.previewing)
        self._same("redo", actions["redo"].isEnabled(), session.redo_label is not None)
        self._same("modified", window.isWindowModified(), session.modified)
        if document.view.selected is not None:
            self._same("selected unit is there", document.view.selected < document.network.units, True)

    @staticmethod
    def _same(what: str, shown: object, wanted: object) -> None:
        if shown != wanted:
            raise BrokenError(f"{what}: the window shows {shown!r}, the document has {wanted!r}")

    def undo_and_redo(self, steps: int) -> None:
        """Undo and redo lead back to the same bytes; undone to the start, the document is the one that was opened."""
        presenter, session = self.presenter, self.presenter.session
        presenter.files._settle()
        last, kept = session.document, self._commits <= LIMIT
        made = 0
        while session.undo_label is not None and made < steps:
            presenter.undo()
            made += 1
        if session.undo_label is None and kept:
            first = replace(session.document, view=session.opened.view)
            if storage.encode(first) != storage.encode(session.opened):
                raise BrokenError("undone to the start, the document is not the one that was opened")
        for _ in range(made):
            presenter.redo()
        if storage.encode(replace(session.document, view=last.view)) != storage.encode(last):
            raise BrokenError(f"{made} steps undone and made again give another document")

    def end(self) -> None:
        """Undo everything and make it again, close the window; nothing of it is left."""
        self.do_release()
        self.do_close()
        self.undo_and_redo(10 * LIMIT)
        self.check_views()
        self._answer = 0
        self._closer.stop()
        self.presenter.files.path = self._folder / "saved.nnx" if self._saves else self.presenter.files.path
        self.window.actions_[LAST_ACT].trigger()
        QApplication.processEvents()
        if self.window.isVisible():
            raise BrokenError("the window does not close")
        arrangement, session = self.window.arrangement, self.presenter.session
        mortal = [self.presenter, self.window, session, session._history, *arrangement.every_canvas()]
        kept = {id(one.document) for one in scenes()}
        mortal += [one for one in (session.document, session.opened) if id(one) not in kept]
        ended = [(repr(one), weakref.ref(one)) for one in mortal]
        self.window.deleteLater()
        del self._closer, self.window, self.presenter, self._opened, arrangement, session, mortal
        self._held = None
        for _ in range(3):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            gc.collect()
        self.check_told()
        left = [repr(top) for top in QApplication.topLevelWidgets()]
        left += [name for name, one in ended if one() is not None]
        end = perf_counter() + ENDING
        while perf_counter() < end and not all(map(_is_lasting, threading.enumerate())):
            QTest.qWait(10)
        left += [repr(thread) for thread in threading.enumerate() if not _is_lasting(thread)]
        left += [f"{one!r}, started at\n{began}" for one, began in _living(self._timers) if one.isActive()]
        left += [f"{one!r}, started at\n{began}" for one, began in _living(self._threads) if one.isRunning()]
        if left:
            raise BrokenError("left behind: " + "; ".join(left))


def differing(shown: object, wanted: object, place: str = "") -> str | None:
    """Where two parts of an evaluation differ, None where they do not."""
    if type(shown) is not type(wanted):
        return place
    if is_dataclass(shown):
        pairs = [(getattr(shown, one.name), getattr(wanted, one.name), f"{place}.{one.name}") for one in fields(shown)]
    elif isinstance(shown, dict):
        pairs = [(shown.get(key), wanted.get(key), f"{place}[{key!r}]") for key in {**shown, **wanted}]
    elif isinstance(shown, tuple | list):
        if len(shown) != len(wanted):
            return place
        pairs = [(one, other, f"{place}[{i}]") for i, (one, other) in enumerate(zip(shown, wanted, strict=True))]
    elif isinstance(shown, np.ndarray):
        same = np.array_equal(shown, wanted, equal_nan=shown.dtype.kind == "f")
        return None if same else place
    else:
        same = callable(shown) or shown == wanted or shown != shown
        return None if same else place
    return next((found for pair in pairs if (found := differing(*pair)) is not None), None)


@contextmanager
def _gone(window: object) -> Iterator[None]:
    """Let a click's second half go nowhere where its first half has closed the window."""
    try:
        yield
    except RuntimeError:
        if isValid(window):
            raise


def _recorded(kind: type) -> list[tuple[weakref.ref, str]]:
    """Record where objects of a class of Qt's are started, from now on."""
    started, start = [], kind.start

    def recording_start(self: object, *args: object) -> object:
        started[:] = [entry for entry in started[-2000:] if entry[0]() is not None and entry[0]() is not self]
        started.append((weakref.ref(self), "".join(traceback.format_stack(limit=4)[:-1])))
        return start(self, *args)

    kind.start = recording_start
    return started


def _is_lasting(thread: threading.Thread) -> bool:
    """Whether a thread is not the window's: the main one, a record, or the one of the program in which BLAS works."""
    return type(thread).__name__ in NO_THREADS or thread.name.startswith("blas")


def _living(started: list[tuple[weakref.ref, str]]) -> list[tuple[object, str]]:
    return [(thing, began) for ref, began in started if (thing := ref()) is not None and isValid(thing)]


# Faults that are planted, to see that they are found ------------------------------------------------------------------


def _raise() -> None:
    raise RuntimeError("planted")


def _forge_progress(monkey: Monkey) -> None:
    monkey.window.header.show_progress("many", "none")
    monkey.window.header.show_progress = lambda *_: None


def _forge_canvases(monkey: Monkey) -> None:
    """Have no canvas follow any more."""
    for canvas in monkey.window.arrangement.every_canvas():
        canvas.show_part = lambda *_, **__: None
    monkey.presenter._edit("Kill", edits.kill, None)


PLANTED: dict[str, Callable[[Monkey], object]] = {
    "exception": lambda _: QTimer.singleShot(0, _raise),
    "warning": lambda _: qWarning("planted"),
    "view": _forge_progress,
    "document": lambda monkey: object.__setattr__(monkey.presenter.session.document, "step", 0.5),
    "history": lambda monkey: monkey.presenter.session._history.push("planted", scene("logistic").document),
    "widget": lambda monkey: setattr(monkey, "planted", QWidget()),
    "thread": lambda _: threading.Timer(20, lambda: None).start(),
    "canvas": _forge_canvases,
    "action": lambda monkey: monkey.window.actions_["palette"].setEnabled(False),
    "presenter": lambda monkey: setattr(monkey, "planted", monkey.presenter),
    "crash": lambda _: atexit.register(os.abort),
    "word": lambda _: atexit.register(print, "planted", file=sys.stderr),
}
"""A fault of each kind that is looked for."""


# The program --------------------------------------------------------------------------------------------------------


def run(arguments: argparse.Namespace) -> int:
    """One window, one list of acts."""
    acts, name = _wanted(arguments)
    faulthandler.enable()
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = application()
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(HOME / "config"))
    (folder := HOME / "files").mkdir()
    garbage = Garbage().__enter__()  # until the end, as the program does
    monkey = Monkey(scene(name).document, folder)
    end, made = perf_counter() + arguments.seconds, 0
    try:
        for made, act in enumerate(acts, 1):
            faulthandler.dump_traceback_later(SLOW)
            if arguments.verbose:
                print(made, json.dumps(act), flush=True)
            if arguments.plant and made == (1 if arguments.plant == "action" else len(acts)):
                PLANTED[arguments.plant](monkey)
            monkey.act(act, thorough=made % arguments.every == 0)
            garbage.collect()
            if perf_counter() > end:
                break
        if arguments.tour:
            monkey.complete()
        times, done, reached = monkey.times, monkey.done, monkey.reached
        monkey.end()
        if arguments.tour and (missed := unreached(reached)):
            raise BrokenError(f"never reached: {', '.join(missed)}")
    except Exception as failure:  # noqa: BLE001 - whatever it is, the acts that led to it are wanted
        journal = arguments.journal or Path(tempfile.gettempdir()) / f"monkey-{arguments.seed}.json"
        shutil.rmtree(HOME, ignore_errors=True)
        journal.write_text(json.dumps({"seed": arguments.seed, "scene": name, "acts": acts[:made]}))
        told = str(failure) if isinstance(failure, BrokenError) else traceback.format_exc()
        print(f"seed {arguments.seed}, scene {name}, act {made}: {json.dumps(acts[made - 1])}\n{told}")
        print(f"again: python {__file__} --replay {journal}", flush=True)
        _leave(1)
    _give_back()
    shutil.rmtree(HOME, ignore_errors=True)
    slowest, what = max(times)
    median = 1e3 * sorted(times)[len(times) // 2][0]
    print(f"median {median:.0f} ms, slowest {slowest:.2f} s ({what})")
    told = {"seed": arguments.seed, "scene": name, "acts": made, "kinds": len(done), "reached": reached}
    print(json.dumps(told), flush=True)
    if app.platformName() == "offscreen":
        QGuiApplication.clipboard().clear()  # that platform crashes at its end on what Python has put there
    return 0


def _wanted(arguments: argparse.Namespace) -> tuple[list[Act], str]:
    """The acts, and the scene that they begin with."""
    if arguments.replay:
        known = json.loads(arguments.replay.read_text())
        return known["acts"], known["scene"]
    acts = tour(arguments.seed) if arguments.tour else drawn(arguments.seed, arguments.acts)
    return acts, arguments.scene or random.Random(arguments.seed).choice(scenes()).id


def unreached(reached: Counter[str]) -> list[str]:
    """Actions that were not carried out and dialogs that were not seen, without reason."""
    wanted = [spec.id for spec in ACTIONS if spec.id not in EXCLUDED]
    return [name for name in (*wanted, *DIALOGS) if not reached[name]]


def _give_back() -> None:
    """Have errors and warnings told as the program does, on the error channel, so that none is lost at the exit."""
    sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__
    threading.excepthook = threading.__excepthook__
    warnings.resetwarnings()
    qInstallMessageHandler(None)


def marathon(arguments: argparse.Namespace) -> int:
    """Seed after seed, each in a process of its own, until the time is over; the first one is a tour."""
    end, seed, acts, failed = perf_counter() + 60 * arguments.minutes, arguments.seed, 0, []
    reached: Counter[str] = Counter()
    while perf_counter() < end:
        words = ["--seed", str(seed), "--acts", str(arguments.acts), "--verbose"]
        words += ["--tour"] * (seed == arguments.seed)
        with tempfile.TemporaryFile("w+") as told:
            again = [sys.executable, __file__, *words]
            process = subprocess.Popen(again, stdout=told, stderr=subprocess.STDOUT)
            try:
                code = process.wait(timeout=MINUTES * 60)
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
            told.seek(0)
            lines = [line for line in told.read().splitlines() if not line.startswith(FOREIGN)]
        if code or not lines[-1].startswith("{"):  # a word after the last one is of the exit
            failed.append(seed)
            print(f"seed {seed} failed with {code}:", *lines[-TOLD:], sep="\n", flush=True)
        else:
            ended = json.loads(lines[-1])
            acts += ended["acts"]
            reached.update(ended["reached"])
        seed += 1
    print(f"seeds {arguments.seed} to {seed - 1}, {acts} acts in those that held; failed: {failed}")
    missed = unreached(reached)
    print(f"reached {len(reached)} actions, entries and dialogs; never: {missed}")
    return bool(failed or missed)


def shrink(arguments: argparse.Namespace) -> int:
    """Leave acts out as long as the rest still fails."""
    known = json.loads(arguments.shrink.read_text())
    acts, part = known["acts"], max(1, len(known["acts"]) // 2)
    trial = arguments.shrink.with_suffix(".trial.json")

    def fails(some: list[Act]) -> bool:
        trial.write_text(json.dumps(known | {"acts": some}))
        again = [sys.executable, __file__, "--replay", str(trial), "--journal", os.devnull, "--every", "1"]
        return subprocess.run(again, capture_output=True, check=False).returncode != 0

    while part:
        place = 0
        while place < len(acts):
            fewer = acts[:place] + acts[place + part :]
            if fails(fewer):
                acts = fewer
            else:
                place += part
        part //= 2
    trial.unlink()
    arguments.shrink.write_text(json.dumps(known | {"acts": acts}))
    print("\n".join(json.dumps(act) for act in acts))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scene")
    parser.add_argument("--acts", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after so many, if acts are left")
    parser.add_argument("--every", type=int, default=8, help="compare the views with the document after so many acts")
    parser.add_argument("--minutes", type=float, help="seed after seed for so long, from --seed on")
    parser.add_argument("--tour", action="store_true", help="reach every action, entry of the menus and dialog instead")
    parser.add_argument("--replay", type=Path, help="do the acts in this file")
    parser.add_argument("--shrink", type=Path, help="leave acts out of this file as long as it fails")
    parser.add_argument("--journal", type=Path, help="where the acts go that led to a failure")
    parser.add_argument("--plant", choices=PLANTED, help="plant a fault before the last act, to see that it is found")
    parser.add_argument("--verbose", action="store_true", help="print each act before it is done")
    arguments = parser.parse_args()
    return (shrink if arguments.shrink else marathon if arguments.minutes else run)(arguments)


def _leave(code: int) -> None:
    """End at once: after a failure, what Python and Qt take apart would only bury what was told."""
    if "joblib" in sys.modules:
        from joblib.externals.loky import get_reusable_executor

        get_reusable_executor().shutdown(wait=False, kill_workers=True)  # or they hold the pipe that is listened to
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
