"""How long the room waits for the next scene in lecture mode: from the key to the last canvas painted."""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict

import window  # chooses Qt's platform
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from timing import table
from window import Paints, pump

import nnexplorer as nnx
from nnexplorer.gui.app import SWITCH_INTERVAL, application, open_window
from nnexplorer.gui.look.style import Look

ROUNDS, THINKING = 3, 0.5
"""Walks through the whole lecture each way, and how long the lecturer looks at a scene, in seconds."""

SLOWEST = 3


def run() -> None:
    """Print milliseconds from PageDown and PageUp to every canvas painted, over all scenes and their frames."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = application()
    presenter = open_window(nnx.scenes()[0].document, Look("light"))
    presenter.files.dialogs.ask_unsaved = lambda _name: "discard"
    presenter.window.resize(*window.SIZE)
    presenter.window.show()
    pump(app, 0.5)
    presenter.window.actions_["lecture_mode"].trigger()
    pump(app, 1.0)
    size = presenter.window.size()
    print(f"Lecture mode on {size.width()} x {size.height()}, Qt's platform {app.platformName()}\n")
    rows = []
    for name, key in (("PageDown", Qt.Key.Key_PageDown), ("PageUp", Qt.Key.Key_PageUp)):
        taken = _walks(app, presenter, key)
        every = [wait for waits in taken.values() for wait in waits]
        medians = sorted(((statistics.median(waits), scene) for scene, waits in taken.items()), reverse=True)
        slowest = ", ".join(f"{scene} {median:.0f}" for median, scene in medians[:SLOWEST])
        percentile = statistics.quantiles(every, n=20)[-1]
        rows.append([name, *(f"{ms:.0f}" for ms in (statistics.median(every), percentile, max(every))), slowest])
    head = ["key", "median", "p95", "longest", "slowest scenes, median"]
    print(table("Next scene or frame: key to every canvas painted, milliseconds", head, rows))
    presenter.window.close()


def _walks(app: QApplication, presenter, key: Qt.Key) -> dict[str, list[float]]:
    """Waits for each scene, of walks from one end of the lecture to the other."""
    taken = defaultdict(list)
    for _ in range(ROUNDS):
        QTest.keyClick(presenter.window, Qt.Key.Key_Home if key == Qt.Key.Key_PageDown else Qt.Key.Key_End)
        pump(app, THINKING)
        while True:
            before = _place(presenter)
            wait = _wait(app, presenter, key)
            if _place(presenter) == before:
                break
            taken[presenter.scene_id()].append(wait)
            pump(app, THINKING)
    return taken


def _wait(app: QApplication, presenter, key: Qt.Key) -> float:
    arrangement = presenter.window.arrangement
    paints = Paints([canvas.viewport() for canvas in arrangement.every_canvas()])
    began = time.perf_counter()
    QTest.keyClick(presenter.window, key)
    owed = {id(arrangement.canvas(name).viewport()) for name in arrangement.visible_names() if name != "loss"}
    while not owed <= paints.seen and time.perf_counter() - began < 0.5:
        app.processEvents()
    return 1000 * (time.perf_counter() - began)


def _place(presenter) -> tuple[str | None, int]:
    return presenter.scene_id(), presenter.session.document.view.frame
