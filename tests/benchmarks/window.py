"""How soon the window follows a hand, how late its event loop is while it trains, and what training keeps beside it."""

from __future__ import annotations

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "" if os.environ.get("DISPLAY") else "offscreen")
if not os.environ["QT_QPA_PLATFORM"]:
    del os.environ["QT_QPA_PLATFORM"]

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from problems import C, D
from timing import short, table

import nnexplorer as nnx
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.gui.app import SWITCH_INTERVAL, application, open_window
from nnexplorer.gui.look.style import Look
from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.settings import TrainingSettings

SIZE = (1600, 900)
SIZES = ((1280, 800), SIZE, (2560, 1440), (3840, 2160))
UNITS, SAMPLES = (8, 64, 256, 1024, 10_000), (1_000, 10_000, 100_000, 1_000_000)
MOVES, SECONDS, FRAME = 150, 3.0, 0.016


class Paints(QObject):
    """Which of some widgets were painted since the last look."""

    def __init__(self, viewports: list) -> None:
        super().__init__()
        self._all, self.seen = set(map(id, viewports)), set()
        for viewport in viewports:
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.seen.add(id(watched))
        return False


def run() -> None:
    """Print milliseconds from a mouse move to the last canvas painted, lateness, and steps per second."""
    import sys

    sys.setswitchinterval(SWITCH_INTERVAL)
    app = application()
    print(f"Window of {SIZE[0]} x {SIZE[1]} on Qt's platform {app.platformName()}\n")
    rows = [
        [name, "training" if training else "idle", *_drag(app, document, training)]
        for name, document in _documents().items()
        for training in (False, True)
    ]
    print(table("Drag: mouse move to every canvas painted, milliseconds", ["net", "", "median", "p95"], rows))
    rows = [[name, *_lateness(app, document)] for name, document in _documents().items()]
    head = ["net", "median", "p95", "steps/s in the window", "alone", "kept"]
    print(table("Lateness of a 16 ms timer while training, milliseconds", head, rows))
    _growth(app)


def _growth(app: QApplication) -> None:
    """Print how a drag at rest grows with units, with samples and with the window, all else as small as it gets."""
    cases = [(f"{units:,} units", _net(units, 1_000), SIZE) for units in UNITS]
    cases += [(f"{samples:,} samples", _net(8, samples), SIZE) for samples in SAMPLES]
    cases += [(f"{width} x {height}", _net(8, 1_000), (width, height)) for width, height in SIZES]
    rows = [[name, *_drag(app, document, training=False, size=size)] for name, document, size in cases]
    print(table("Drag: how it grows from 8 units, 1,000 samples and 1600 x 900", ["with", "median", "p95"], rows))


def _net(units: int, samples: int, batch: int | None = 64):
    X = np.random.default_rng(0).uniform(-1, 1, (samples, 2))
    network = nnx.Network.random(2, units, 1, "tanh", seed=0)
    data = PointData(X, np.sin(3 * X[:, :1]) * X[:, 1:])
    scene = nnx.scene("second-layer-output").document
    return replace(scene, network=network, start=network, data=data, training=TrainingSettings("sgd", 0.001, batch))


def _documents() -> dict[str, object]:
    first = nnx.scene("second-layer-output").document
    X = FormulaData(("sin(3*x0) * x1",), points=23)  # 529 samples: problem A's size
    made = {
        "scene second-layer-output, full batch": first,
        "scene semicircle-frames, full batch": nnx.scene("semicircle-frames").document,
    }
    for units in (8, 64):
        net = nnx.Network.random(2, units, 1, "tanh", seed=0)
        made[f"{units} units, batch 10"] = replace(
            first, network=net, start=net, data=X, training=TrainingSettings("sgd", 0.001, 10)
        )
    for problem in (C, D):
        title = f"{problem.units} units, all of {problem.samples:,} samples"
        made[title] = _net(problem.units, problem.samples, problem.batch)
    return made


def _open(app: QApplication, document: object, size: tuple[int, int] = SIZE):
    presenter = open_window(document, Look("light"))
    presenter.files.dialogs.ask_unsaved = lambda _name: "discard"
    presenter.window.resize(*size)
    presenter.window.show()
    pump(app, 0.5)
    return presenter


def pump(app: QApplication, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        app.processEvents()
        time.sleep(0.001)


def _drag(app: QApplication, document: object, training: bool, size: tuple[int, int] = SIZE) -> list[str]:
    presenter = _open(app, document, size)
    arrangement = presenter.window.arrangement
    if training:
        presenter.control.start()
        pump(app, 0.3)
    canvas = arrangement.input
    ends = canvas.thresholds.ends(0)
    at = QPointF(*(0.35 * ends[0] + 0.65 * ends[1]))
    across = np.array([ends[1][1] - ends[0][1], ends[0][0] - ends[1][0]]) / np.hypot(*(ends[1] - ends[0]))
    moving = [arrangement.canvas(name) for name in arrangement.visible_names() if name != "loss"]
    paints = Paints([moved.viewport() for moved in moving])
    taken = []
    _mouse(canvas, QEvent.Type.MouseButtonPress, at)
    for i in range(MOVES):
        time.sleep(0.004)
        app.processEvents()
        paints.seen.clear()
        to = at + QPointF(*(across * 12 * np.sin(i / 8)))
        began = time.perf_counter()
        _mouse(canvas, QEvent.Type.MouseMove, to)
        while len(paints.seen) < len(moving) and time.perf_counter() - began < 0.5:
            app.processEvents()
        taken.append(1000 * (time.perf_counter() - began))
    _mouse(canvas, QEvent.Type.MouseButtonRelease, at)
    presenter.control.pause()
    presenter.window.close()
    return [f"{statistics.median(taken):.1f}", f"{np.percentile(taken, 95):.1f}"]


def _mouse(canvas, kind: QEvent.Type, at: QPointF) -> None:
    viewport, left = canvas.viewport(), Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
    event = QMouseEvent(kind, at, viewport.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)


def _lateness(app: QApplication, document: object) -> list[str]:
    alone = _alone(document)
    presenter = _open(app, document)
    late, last = [], [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        late.append(1000 * (now - last[0] - FRAME))
        last[0] = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(round(1000 * FRAME))
    timer.timeout.connect(tick)
    presenter.control.start()
    _pump_for(0.5)
    timer.start()
    late.clear()
    before, began = presenter.session.document.step, time.perf_counter()
    _pump_for(SECONDS)
    speed = (presenter.session.document.step - before) / (time.perf_counter() - began)
    timer.stop()
    presenter.control.pause()
    presenter.window.close()
    median, high = statistics.median(late), float(np.percentile(late, 95))
    return [f"{median:.1f}", f"{high:.1f}", short(speed), short(alone), f"{speed / alone:.2f}"]


def _pump_for(seconds: float) -> None:
    """Let Qt's own loop run, as it does in the program."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def _alone(document) -> float:
    trainer = Trainer(document.network, document.X, document.Y, document.training)
    many, took = 1, 0.0
    while took < 0.01:  # so many steps at a time that a look at the loss does not count
        many, began = 2 * many, time.perf_counter()
        trainer.advance(many)
        took = time.perf_counter() - began
    rates = []
    for _ in range(5):
        steps, began = trainer.step, time.perf_counter()
        while time.perf_counter() - began < 0.2:
            trainer.advance(many)
        rates.append((trainer.step - steps) / (time.perf_counter() - began))
    return statistics.median(rates)
