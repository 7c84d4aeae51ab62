"""Training as the user drives it: play, pause, step; the run's previews, its curve and its end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnexplorer.compute.errors import glance, held_out_error
from nnexplorer.gui.training.pump import Progress
from nnexplorer.gui.training.worker import TrainingWorker
from nnexplorer.model import edits, unit_edits
from nnexplorer.session.kept import KeptRun
from nnexplorer.session.run import Run
from nnexplorer.session.stopping import Watch
from nnexplorer.session.tape import Tape

if TYPE_CHECKING:
    from nnexplorer.compute.learning.training import Frame
    from nnexplorer.model.document import Document
    from nnexplorer.model.pin import Pin
    from nnexplorer.session.session import Session


MOST_TESTED = 4096
"""Samples that are tested on while training runs."""

RUNAWAY = 10.0
"""A loss that is so many times the least one is running away."""


@dataclass(frozen=True, eq=False)
class Course:
    """The course of training of a document that was set aside: its curves, its beginning, and a run that was kept."""

    began: Document
    sane: Frame | None
    runs: tuple[Run, Run, Run]
    kept: KeptRun | None


class TrainingControl(QObject):
    """Turns the worker's progress into previews of the session, and a whole run into one step of undo."""

    state_changed = Signal()
    """Training started or ended."""

    diverged = Signal(object)
    """The last Frame of a run whose loss stopped being finite."""

    stopped = Signal(object)
    """The Stop by which a rule of the settings has ended a run."""

    failed = Signal(str)
    """Training raised an error, in one line."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._worker = TrainingWorker(self)
        self._pin: Pin | None = None
        self._hurried, self._seen = False, True
        self.began = session.document
        """The document as the last run found it."""
        self.sane: Frame | None = None
        """The last frame of that run whose loss was not yet running away."""
        self._least = math.inf
        self._limited, self._owed = False, 0
        self._watch = Watch(0)
        self._last: Frame | None = None
        self.run, self.rival_run, self.test_run = Run(), Run(), Run()
        self.tape = Tape()
        """The networks of the course of training, to go back to."""
        self.kept: KeptRun | None = None
        """A run to compare others with."""
        self.speed = 0.0
        self._worker.progressed.connect(self._progress)
        self._worker.finished.connect(self._finish)
        self._worker.failed.connect(self._fail)

    @property
    def running(self) -> bool:
        """Whether a run is on."""
        return self._worker.running

    @property
    def endless(self) -> bool:
        """Whether a run is on that ends only when it is paused."""
        return self.running and not self._limited

    @property
    def held(self) -> bool:
        """Whether a hand holds something that a run must leave alone."""
        return self._pin is not None

    def start(self, steps: int | None = None) -> None:
        """Train from where the document stands, for `steps` steps or until paused."""
        document = self._session.document
        start = glance(document)
        self.began, self._last, self.sane = document, None, None
        self._least = start if math.isfinite(start) else math.inf
        self.run.rewind(document.step)
        self.run.record(document.step, start)
        self.rival_run.rewind(document.step)
        self.tape.record(document.step, document.network, document.rival)
        self._test()
        self._limited, self._owed = steps is not None, 0
        self._watch = Watch(document.step)
        self._worker.start(document, document.training.stop_steps if steps is None else steps)
        if self._pin is not None:
            self._worker.pin(self._pin)
        self.state_changed.emit()

    def record(self, document: Document) -> None:
        """Put a document's error into the course of training, for a step that no run has made."""
        self.run.record(document.step, glance(document))

    def forget(self) -> None:
        """Forget the course of training: it begins anew."""
        self.run.clear()
        self.rival_run.clear()
        self.test_run.clear()
        self.tape.clear()

    def keep(self) -> KeptRun:
        """Keep the course of training as far as the document stands, and its net, to compare others with."""
        document = self._session.document
        step, loss = document.step, glance(document)
        steps, losses, _marks = self.run.until(step)
        course = (steps, losses) if steps else ([step], [loss])
        tests = self.test_run.until(step)[:2]
        self.kept = KeptRun(document, course, tests, loss, held_out_error(document, MOST_TESTED))
        self.state_changed.emit()
        return self.kept

    def discard(self) -> None:
        """Keep no run any more."""
        self.kept = None
        self.state_changed.emit()

    @property
    def reach(self) -> int:
        """As far as the course of training leads on from where the document stands: to its end, or no further."""
        document, ends = self._session.document, self.tape.steps
        return ends[-1] if ends and self.tape.holds(document.step, document.network) else document.step

    def set_aside(self) -> Course:
        """Return the course of training, to `resume` it later."""
        runs = (self.run.copy(), self.rival_run.copy(), self.test_run.copy())
        return Course(self.began, self.sane, runs, self.kept)

    def resume(self, course: Course) -> None:
        """Go on with a course that was set aside."""
        self.began, self.sane, self.kept = course.began, course.sane, course.kept
        self.run, self.rival_run, self.test_run = (run.copy() for run in course.runs)

    def extend(self, steps: int) -> None:
        """Make so many steps more after a run of so many; one that goes on until paused needs none."""
        if self._limited:
            self._owed += steps

    def pause(self) -> None:
        """End the run; all of it, with what a hand did meanwhile, becomes one step of undo."""
        if not self.running:
            return
        progress = self._worker.stop()
        if progress is not None:
            self._progress(progress)
        self._commit()

    def hold(self, pin: Pin) -> None:
        """Hold what a hand has taken, in the run that is on or begins before the hand lets go."""
        self._pin = pin
        self._worker.pin(pin)

    def release(self) -> None:
        """Let go of what was held; the run goes on with it from where the hand left it."""
        self._pin = None
        self._worker.unpin()

    def follow(self, old: Document, new: Document) -> None:
        """Have a run that is on take over whatever differs between two documents."""
        if new.learnt is not old.learnt:
            self._worker.set_data(new.learnt)
            self._watch.forget(new.step)
            self._least = math.inf  # a loss on other data is not running away, however large it is
        if new.network is not old.network or new.frozen != old.frozen:
            self._worker.adopt(new.network, new.frozen, unit_edits.origins(old.network, new.network))
        if new.training != old.training:
            self._worker.configure(new.training)

    def hurry(self, hurried: bool) -> None:
        """Train as fast as it goes, shown now and then; or shown in every screen frame."""
        self._hurried = hurried
        self._set_pace()

    def show(self, seen: bool) -> None:
        """Somebody sees the window, or nobody does: then training need not wait for it."""
        self._seen = seen
        self._set_pace()

    def _set_pace(self) -> None:
        self._worker.hurry(self._hurried or not self._seen)

    def busy(self, busy: bool) -> None:
        """Tell the trainer that the window is drawing, or that it is done."""
        self._worker.hold_off(busy)

    def _progress(self, progress: Progress) -> None:
        frame = self._last = progress.frame
        self.speed = progress.steps_per_second
        network = frame.network if self._pin is None else self._pin.apply(frame.network)
        self._judge(frame)
        self.run.record(frame.step, frame.loss)
        rival = progress.rival
        if rival is not None:
            self.rival_run.record(frame.step, rival.loss)
        rival_network = None if rival is None else rival.network
        self._session.preview(edits.trained(self._session.document, network, frame.step, rival_network))
        if not frame.diverged:
            self.tape.record(frame.step, network, rival_network)
        self._test()
        if self.running and not self._limited and not frame.diverged:
            self._heed(frame)

    def _heed(self, frame: Frame) -> None:
        """End the run if a rule of its settings says so."""
        test = self.test_run.losses[-1] if self.test_run.losses else math.nan
        stop = self._watch.see(self._session.document.training, frame.step, frame.loss, test)
        if stop is not None:
            self.pause()
            self.stopped.emit(stop)

    def _test(self) -> None:
        """Record the error on the samples that are held out, if there are any."""
        document = self._session.document
        if document.tested is None:
            self.test_run.clear()
        else:
            self.test_run.record(document.step, held_out_error(document, MOST_TESTED))

    def _judge(self, frame: Frame) -> None:
        if not frame.diverged and frame.loss <= RUNAWAY * self._least:
            self.sane = frame
            self._least = min(self._least, frame.loss)

    def _finish(self) -> None:
        if not self._limited and self._last is not None and not self._last.diverged:
            self._go_on()  # the rule by which it was to end has changed meanwhile
            return
        self._commit()
        if self._last is not None and self._last.diverged:
            self.diverged.emit(self._last)
        elif self._owed:
            self.start(self._owed)

    def _go_on(self) -> None:
        wanted, made = self._session.document.training.stop_steps, self._session.document.step - self.began.step
        self._worker.start(self._session.document, None if wanted is None else max(1, wanted - made))

    def _fail(self, message: str) -> None:
        self._commit()
        self.failed.emit(message)

    def _commit(self) -> None:
        document = self._session.document
        steps = document.step - self.began.step
        if self._last is not None and not self._last.diverged:
            self.tape.record(document.step, document.network, document.rival)
        if self._session.previewing:
            self._session.commit(f"Train {steps} step{'' if steps == 1 else 's'}")
        self.state_changed.emit()
