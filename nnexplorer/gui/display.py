"""What the window shows: documents are evaluated, at most once a frame, and handed to the views."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from nnexplorer.compute.evaluation import Evaluation, evaluate_document
from nnexplorer.gui.arrangement import with_kept
from nnexplorer.gui.look.style import Look, dress, style_for
from nnexplorer.gui.look.wardrobe import tick
from nnexplorer.gui.readout import Readout, settings_of
from nnexplorer.gui.training.course import course_of
from nnexplorer.gui.words.describing import descriptions
from nnexplorer.model import edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Session

MOVING_RESOLUTIONS, RESTING_RESOLUTIONS, MANY_UNITS = (32, 128), (64, 384), 128
"""Least and most samples along a colour map's axes while something moves, and when it rests.

From so many units on there are fewer than most.
"""

TRAINING_DETAILS, DRAGGING_DETAILS = 4, 2
"""In every so many frames the small graph follows."""

TRAINING_MAPS = 2
"""In every so many frames of a training the hidden layer's maps follow, many small pictures that change little."""

TRAINING_NUMBERS = 0.1
"""Seconds after which the numbers follow in a training: nobody reads sixty a second."""

PAINTING_ROUNDS = 2
"""How often the event loop goes round until what was shown is painted."""

MOVING_VALUES, EXACT_VALUES = 2**17, 2**22
"""Samples times units that are looked at while something moves, and up to which the error is exact at rest."""

REST_MILLISECONDS = 140
"""How long nothing must move before the picture is refined and its scales may shrink."""


class Display(QObject):
    """Shows a session's document in a window; however often it changes, it is drawn once a frame.

    One that is `posing` for figures wears its look alone, is as fine as they may be large, and its scales never shrink.
    """

    rested = Signal(object)
    """A document at rest: it is shown in full, and nothing has moved for a moment."""

    def __init__(
        self, window: MainWindow, session: Session, control: TrainingControl, look: Look, posing: bool = False
    ) -> None:
        super().__init__(window)
        self._posing = posing
        self._window, self._session, self._control = window, session, control
        self.look = look
        self._next_step = False
        self._style = window.arrangement.style_
        self._readout = Readout(window, session, control)
        self._frames, self._told = 0, 0.0
        self._prepared: Evaluation | None = None
        self._kept: tuple[object, ...] | None = None
        self._soon = self._timer(0, lambda: self._show(resting=False))
        self._rest = self._timer(REST_MILLISECONDS, self._calm)
        self._released = self._timer(0, self._release)
        self._rounds = 0
        for changed in (control.state_changed, session.committed):
            changed.connect(self._readout.show_state)
            changed.connect(self._show_course)
        control.state_changed.connect(self._rest.start)
        self.wear(look)

    def _timer(self, interval: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(act)
        return timer

    # When to show ---------------------------------------------------------------------------------------------

    def follow(self, old: Document, new: Document) -> None:
        """The session went from one document to another: show what differs, soon."""
        if settings_of(new) != settings_of(old):
            self.settings()
        self._soon.start()
        self._rest.start()

    def prepare(self, document: Document | None) -> None:
        """Work out what is shown of a document that will probably be opened next; None: of none any more."""
        if document is None or self._prepared is None or self._prepared.document is not document:
            self._prepared = None if document is None else _evaluated(document, resting=True)

    def everything(self) -> None:
        """Show the document at once and in full."""
        self.settings()
        self._soon.stop()
        self._show(resting=True)

    def _calm(self) -> None:
        """Refine the picture, unless training is about to change it."""
        if not self._control.running:
            self._show(resting=True)

    def _show(self, *, resting: bool) -> None:
        self._control.busy(True)
        document = self._session.document
        evaluation = self._prepared if resting and not self._next_step else None
        if evaluation is None or evaluation.document is not document:
            shown = edits.set_view(document, backprop=True) if self._next_step else document
            evaluation = _evaluated(shown, resting=resting, fine=self._posing)
        if resting:
            self._show_kept(document)
        self._window.arrangement.show_only(self._canvases(document))
        self._frames += 1
        training = self._control.running and not self._control.held
        mapped = resting or not training or self._frames % TRAINING_MAPS == 0
        self._window.arrangement.show_evaluation(evaluation, resting and not self._posing, mapped)
        self._show_course()
        if resting or self._frames % (TRAINING_DETAILS if training else DRAGGING_DETAILS) == 0:
            self._window.activation_canvas.show_part(evaluation.activation, document.view.selected)
        now = time.monotonic()
        if resting or not training or now > self._told + TRAINING_NUMBERS:
            self._told = now
            self._readout.show_numbers(evaluation, self._style, resting)
            self._readout.show_state()
        self._rounds = PAINTING_ROUNDS
        self._released.start()
        if resting:
            self._window.arrangement.describe(descriptions(evaluation, self._style.symbols))
            self.rested.emit(document)

    def _release(self) -> None:
        """Let the trainer go on once everything is painted."""
        self._rounds -= 1
        if self._rounds > 0:
            self._released.start()
        else:
            self._control.busy(False)

    def _canvases(self, document: Document) -> tuple[str, ...]:
        """The document's own, and beside the output that of a run that was kept."""
        canvases = document.view.canvases
        return canvases if self._kept is None or "output" not in canvases else with_kept(canvases)

    def _show_kept(self, today: Document) -> None:
        """Show the output of the run that was kept, on today's data and in today's view."""
        kept = self._control.kept
        kept = kept if kept is not None and kept.suits(today) else None
        shown = None if kept is None else (kept, today.view, today.data)
        if shown != self._kept:
            self._kept = shown
            evaluation = None if kept is None else _evaluated(kept.seen_as(today), resting=True)
            self._window.arrangement.show_kept(evaluation)

    # What to show ---------------------------------------------------------------------------------------------

    def set_theme(self, theme: str) -> None:
        """Show everything in another theme."""
        self.wear(replace(self.look, theme=theme))

    def wear(self, look: Look) -> None:
        """Show everything in another look."""
        self.look = look
        application = QApplication.instance()
        if self._posing:
            dress(self._window, look)
        elif isinstance(application, QApplication):
            dress(application, look)
        self._restyle()
        tick(self._window.actions_, look.theme)

    def _restyle(self) -> None:
        self._style = style_for(self._session.document.view, self.look)
        self._window.restyle(self._style)
        self._show(resting=True)

    def show_next_step(self, shown: bool) -> None:
        """Draw what the next step changes whether or not the document says so, or leave it to the document."""
        if shown != self._next_step:
            self._next_step = shown
            self._rest.start()
            self._soon.start()

    def scene(self, identifier: str | None) -> None:
        """Show which scene is open."""
        self._window.scene_panel.show_scene(identifier, self._session.document.caption)

    def settings(self) -> None:
        """Show the settings in the panels and the header."""
        if style_for(self._session.document.view, self.look) != self._style:
            self._restyle()
        self._readout.show_settings()

    def _show_course(self) -> None:
        course_of(self._session.document, self._control).show_on(self._window.arrangement.loss)


def _evaluated(document: Document, *, resting: bool, fine: bool = False) -> Evaluation:
    """A document's evaluation, as much of it as there is time for."""
    units = document.network.units
    if not resting:
        return evaluate_document(document, _resolution(units, MOVING_RESOLUTIONS), MOVING_VALUES, exact=False)
    exact = len(document.X) * units <= EXACT_VALUES
    return evaluate_document(document, _resolution(units, RESTING_RESOLUTIONS), exact=exact, fine=fine)


def _resolution(units: int, bounds: tuple[int, int]) -> int:
    """Samples along a map's axes: the most, but fewer where so many units would take too long."""
    least, most = bounds
    return max(least, min(most, int(most * math.sqrt(MANY_UNITS / units))))
