"""A long day in minutes: what a window holds and how long it takes must not grow with what was done in it.

Run as a program: `python soak.py training --rounds 200000`. Frames of training come from the trainer one by one, with
thousands of steps said to lie between two of them; documents are opened, edits made and undone. After each quarter of
the rounds everything is counted; from the first mark to the last nothing may have grown.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from time import thread_time

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    HOME = Path(tempfile.mkdtemp(prefix="soak-"))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(HOME / name.lower())

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from nnexplorer.compute.learning.training import Trainer
from nnexplorer.gui.app import application, open_window
from nnexplorer.gui.look.style import Look
from nnexplorer.gui.presenter import Presenter
from nnexplorer.gui.training import worker
from nnexplorer.gui.training.worker import Progress
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene, scenes
from nnexplorer.session import history, run

STEPS = 3000
"""Steps between two frames, as a fast machine makes them: an hour of training is some 200 000 frames."""

MEGABYTES, OBJECTS, SLOWER = 12.0, 3000, 2.0
"""How much more memory, how many more of Python's objects and how many times as long there may be at the end."""


class FastPump:
    """Stands where the training's thread does, and has a new frame whenever it is asked."""

    def __init__(self, era: int, trainer: Trainer, *_limits: object) -> None:
        self.era, self._trainer = era, trainer
        self._step = trainer.step
        self.hurried, self.halted, self.failure = False, False, None
        self.last = self.last_rival = None

    def newest(self) -> Progress:
        self._step += STEPS
        self.last = replace(self._trainer.advance(1, glance=True), step=self._step)
        return Progress(self.era, self.last, 60.0 * STEPS)

    def order(self, order: Callable[[Trainer], None], era: int) -> None:
        order(self._trainer)
        self.era = era

    def start(self, _priority: object) -> None: ...

    def stop(self) -> None: ...

    def wait(self) -> None: ...

    def hold_off(self, busy: bool) -> None: ...

    def isFinished(self) -> bool:  # noqa: N802 - Qt's name
        return False


@dataclass(frozen=True)
class Count:
    """What there is at a mark, and how long a round took before it."""

    megabytes: float
    objects: int
    qobjects: int
    widgets: int
    timers: int
    slots: int
    threads: int
    milliseconds: float


def counted(presenter: Presenter, seconds: list[float]) -> Count:
    """Count everything, after all that waits to be destroyed is."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    below = [*presenter.findChildren(QObject), *presenter.window.findChildren(QObject)]
    return Count(
        megabytes=pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
        objects=len(gc.get_objects()),
        qobjects=len(below),
        widgets=len(QApplication.allWidgets()),
        timers=sum(isinstance(one, QTimer) for one in below),
        slots=len(presenter.session.changed) + len(presenter.session.committed),
        threads=threading.active_count(),
        milliseconds=1e3 * fmean(seconds),
    )


# What is done in a round ---------------------------------------------------------------------------------------------


def training(presenter: Presenter) -> Iterator[None]:
    """A frame of training; now and then a hand takes hold, pauses or changes a setting."""
    setattr(worker, "Pump" if hasattr(worker, "Pump") else "_Pump", FastPump)
    control, frame = presenter.control, 0
    while True:
        frame += 1
        if not control.running:
            control.start()
        control._worker._look()
        if frame % 5 == 0:
            QApplication.processEvents()
        if frame % 500 == 0:
            presenter.gestures.nudge_line(lambda line: line.steepened(1.001 * line.gain))
            presenter.hand.settle()
        if frame % 1500 == 0:
            presenter.select(frame // 1500 % 2)
            presenter._edit("Change batch", edits.set_training)
        if frame % 6000 == 0:
            control.pause()
        assert max(len(control.run.steps), len(control.run.marks)) <= run.LIMIT
        yield


def documents(presenter: Presenter) -> Iterator[None]:
    """Another scene, edited and looked at in other ways."""
    place = 0
    while True:
        for one in scenes():
            place += 1
            presenter.open_scene(one.id)
            QApplication.processEvents()
            presenter._edit("Change hidden units", edits.set_units, presenter.session.document.network.units + 1)
            presenter.viewing.count_from_one(bool(place % 2))
            if place % 10 == 0:
                presenter.viewing.next_palette()
            presenter.window.banner.say("Said.", (("Answer", lambda: None),))
            QApplication.processEvents()
            yield


def changes(presenter: Presenter) -> Iterator[None]:
    """Edits, some of them undone and made again; more than are remembered."""
    value = 0.0
    while True:
        value += 0.001
        presenter._edit("Type b1", edits.set_parameter, "b1", (0,), value)
        if round(value * 1000) % 20 == 0:
            for _ in range(5):
                presenter.undo()
            for _ in range(5):
                presenter.redo()
        if round(value * 1000) % 4 == 0:
            QApplication.processEvents()
        assert len(presenter.session._history._past) <= history.LIMIT
        yield


KINDS = {
    "training": (training, "second-layer-output", 6000),
    "documents": (documents, "relu", 2 * len(scenes())),
    "changes": (changes, "relu", 2 * history.LIMIT),
}
"""Each kind of day: its rounds, the scene it begins with, and how many rounds fill what may be filled."""


def soak(kind: str, rounds: int) -> list[Count]:
    """Make so many rounds, after those that fill what may be filled; return the counts at five marks."""
    day, identifier, filling = KINDS[kind]
    application()
    presenter = open_window(scene(identifier).document, Look("light"))
    presenter.files.dialogs.ask_unsaved = lambda _name: "discard"
    presenter.window.show()
    going, counts = day(presenter), []
    for quarter in (min(filling, rounds), *4 * [max(1, rounds // 4)]):
        seconds = []
        for _ in range(quarter):
            began = thread_time()
            next(going)
            seconds.append(thread_time() - began)
        counts.append(counted(presenter, seconds))
        print(json.dumps({"rounds": quarter, **{k: round(v, 3) for k, v in vars(counts[-1]).items()}}), flush=True)
    presenter.control.pause()
    presenter.window.close()
    return counts


def grown(first: Count, last: Count) -> list[str]:
    """What has grown from one mark to another."""
    exact = [name for name in ("qobjects", "widgets", "timers", "slots") if getattr(last, name) > getattr(first, name)]
    bounds = {
        "megabytes": first.megabytes + MEGABYTES,
        "objects": first.objects + OBJECTS,
        "threads": first.threads + 2,
        "milliseconds": SLOWER * first.milliseconds + 1,
    }
    return exact + [name for name, most in bounds.items() if getattr(last, name) > most]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--rounds", type=int, default=20_000)
    parser.add_argument("--leak", action="store_true", help="plant a leak, to see that it is found")
    arguments = parser.parse_args()
    kept: list[object] = []
    if arguments.leak:
        original = Presenter._edit
        Presenter._edit = lambda it, *words: (kept.append(QTimer(it)), original(it, *words))
    counts = soak(arguments.kind, arguments.rounds)
    found = grown(counts[1], counts[-1])
    if found:
        print(f"grew with what was done: {', '.join(found)}")
    shutil.rmtree(HOME, ignore_errors=True)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
