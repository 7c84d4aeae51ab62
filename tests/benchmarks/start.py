"""How long a start takes, against an empty pyqtgraph window, and an import against NumPy's."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from timing import table

ROUNDS = 7

OURS = """
from PySide6.QtCore import QEvent, QObject, QTimer
from nnexplorer.model.lecture import scene
from nnexplorer.gui import app
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, running.quit)
        return False
running = app.application()
watch = Watch()
presenter = app.open_window(scene("second-layer-output").document)
presenter.window.arrangement.input.viewport().installEventFilter(watch)
presenter.window.show()
running.exec()
import os; os._exit(0)
"""

EMPTY = """
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, running.quit)
        return False
running = pg.mkQApp()
watch = Watch()
window = pg.PlotWidget()
window.viewport().installEventFilter(watch)
window.show()
running.exec()
import os; os._exit(0)
"""


def run() -> None:
    """Print the medians of interleaved starts of new processes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")
    codes = {
        "nnexplorer's window, painted": OURS,
        "an empty pyqtgraph window, painted": EMPTY,
        "import nnexplorer": "import nnexplorer",
        "import numpy": "import numpy",
        "python": "",
    }
    taken: dict[str, list[float]] = {name: [] for name in codes}
    with tempfile.TemporaryDirectory() as compiled:
        # As for whoever has started the program before: what is installed by pip is compiled, a checkout need not be.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for turn in range(1 + ROUNDS):
            for name, code in codes.items():
                began = time.perf_counter()
                subprocess.run([sys.executable, "-c", code], check=True, env=environment)
                if turn:
                    taken[name].append(1000 * (time.perf_counter() - began))
    median = {name: statistics.median(values) for name, values in taken.items()}
    rows = [[name, f"{value:.0f}"] for name, value in median.items()]
    print(table("Start of a process, milliseconds", ["what", "median"], rows))
    names = list(codes)
    for first, second in (names[:2], names[2:4]):
        print(f"{first}: {median[first] / median[second]:.2f} x of {second}")
    print()
