"""What the window shows: documents are evaluated, at most once a frame, and handed to the views."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from nnexplorer.compute.errors import held_out_error
from nnexplorer.compute.evaluation import Evaluation, evaluate_document
from nnexplorer.gui.actions import CANVAS_TITLES, QUANTITY_TITLES
from nnexplorer.gui.course import show_course
from nnexplorer.gui.describing import descriptions
from nnexplorer.gui.formula import unit_arithmetic
from nnexplorer.gui.notation import count
from nnexplorer.gui.readings import accuracy_texts, error_text
from nnexplorer.gui.remarks import remark
from nnexplorer.gui.style import Look, application_style, style_for
from nnexplorer.gui.training_control import MOST_TESTED
from nnexplorer.gui.wardrobe import tick
from nnexplorer.model import edits
from nnexplorer.model.data import MOST_SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.gui.training_control import TrainingControl
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
    """Shows a session's document in a window; however often it changes, it is drawn once a frame."""

    rested = Signal(object)
    """A document at rest: it is shown in full, and nothing has moved for a moment."""

    def __init__(self, window: MainWindow, session: Session, control: TrainingControl, look: Look) -> None:
        super().__init__(window)
        self._window, self._session, self._control = window, session, control
        self.look = look
        self._next_step = False
        self._style = window.arrangement.style_
        self._frames, self._told = 0, 0.0
        self._prepared: Evaluation | None = None
        self._kept: tuple[object, ...] | None = None
        self._soon = self._timer(0, lambda: self._show(resting=False))
        self._rest = self._timer(REST_MILLISECONDS, self._calm)
        self._released = self._timer(0, self._release)
        self._rounds = 0
        for changed in (control.state_changed, session.committed):
            changed.connect(self._show_state)
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
        if _settings(new) != _settings(old):
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
            evaluation = _evaluated(shown, resting=resting)
        if resting:
            self._show_kept(document)
        self._window.arrangement.show_only(self._canvases(document))
        self._frames += 1
        training = self._control.running and not self._control.held
        mapped = resting or not training or self._frames % TRAINING_MAPS == 0
        self._window.arrangement.show_evaluation(evaluation, resting, mapped)
        self._show_course()
        if resting or self._frames % (TRAINING_DETAILS if training else DRAGGING_DETAILS) == 0:
            self._window.activation_canvas.show_part(evaluation.activation, document.view.selected)
        now = time.monotonic()
        if resting or not training or now > self._told + TRAINING_NUMBERS:
            self._told = now
            self._show_numbers(evaluation, resting)
            self._show_state()
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
        if self._kept is None or "output" not in canvases:
            return canvases
        beside = canvases.index("output") + 1
        return (*canvases[:beside], "kept", *canvases[beside:])

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
        if isinstance(application, QApplication):
            application_style(application, look)
        self._restyle()
        tick(self._window.actions_, look.theme)

    def _restyle(self) -> None:
        self._style = style_for(self._session.document.view, self.look)
        self._window.arrangement.restyle(self._style)
        self._window.activation_canvas.restyle(self._style)
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
        document, window = self._session.document, self._window
        network, view = document.network, document.view
        if style_for(view, self.look) != self._style:
            self._restyle()
        window.data_panel.show_data(document.data, view.index_base)
        window.data_panel.show_split(document.test_share, document.split_seed)
        window.actions_["discard"].setEnabled(self._control.kept is not None)
        window.actions_["target"].setEnabled(document.alternative is not None)
        window.header.show_scene(document.title, view.frame, document.frames)
        window.training_panel.show_values(document.training, network.units, len(document.X))
        window.actions_["index_base"].setChecked(view.index_base == 1)
        window.actions_["hard"].setChecked(view.output == "hard")
        window.actions_["step_chain"].setChecked(view.chain == "step")
        window.actions_["downwards"].setChecked(view.downwards)
        window.actions_["next_step"].setChecked(view.backprop)
        for name in CANVAS_TITLES:
            window.actions_[f"canvas_{name}"].setChecked(name in view.canvases)
        for name in QUANTITY_TITLES:
            window.actions_[f"quantity_{name}"].setChecked(name == view.quantity)
        self._show_activation(document)

    def _show_activation(self, document: Document) -> None:
        network = document.network
        self._window.activation_panel.show_values(network.hidden, network.output, edits.gain(network), network.slope)

    def _show_numbers(self, evaluation: Evaluation, resting: bool) -> None:
        document, style, window = evaluation.document, self._style, self._window
        selected, network = document.view.selected, document.network
        about = "" if evaluation.exact else "\N{ALMOST EQUAL TO} "
        window.header.show_progress(count(document.step), about + error_text(evaluation.loss))
        if document.tested is not None:
            most = MOST_SAMPLES if evaluation.exact else MOST_TESTED
            window.data_panel.show_test_error(about + error_text(held_out_error(document, most)))
        window.data_panel.shares.show(*accuracy_texts(document, resting and evaluation.exact))
        window.weights_panel.show_network(network, selected, style, document.frozen)
        self._show_activation(document)
        window.scene_panel.show_remark(remark(evaluation, style.symbols))
        name = "" if selected is None else f"unit {style.symbols.index(selected)}"
        color = None if selected is None else style.unit(selected, selected, network.units)
        window.footer.show_unit(name, color, unit_arithmetic(evaluation, style.symbols))

    def _show_state(self) -> None:
        control, step = self._control, self._session.document.step
        speed = f"{count(int(control.speed))} steps/s"
        self._window.footer.show_state(speed if control.running else "paused" if step else "")
        self._window.header.show_running(control.running)
        self._window.actions_["step"].setEnabled(not control.endless)
        for name, label in (("undo", self._session.undo_label), ("redo", self._session.redo_label)):
            action = self._window.actions_[name]
            action.setText(f"{name.capitalize()} {label[0].lower()}{label[1:]}" if label else name.capitalize())
            gesture = name == "undo" and self._session.previewing
            action.setEnabled(label is not None or control.running or gesture)

    def _show_course(self) -> None:
        show_course(self._window.arrangement.loss, self._session.document, self._control)


def _evaluated(document: Document, *, resting: bool) -> Evaluation:
    """A document's evaluation, as much of it as there is time for."""
    units = document.network.units
    if not resting:
        return evaluate_document(document, _resolution(units, MOVING_RESOLUTIONS), MOVING_VALUES, exact=False)
    exact = len(document.X) * units <= EXACT_VALUES
    return evaluate_document(document, _resolution(units, RESTING_RESOLUTIONS), exact=exact)


def _resolution(units: int, bounds: tuple[int, int]) -> int:
    """Samples along a map's axes: the most, but fewer where so many units would take too long."""
    least, most = bounds
    return max(least, min(most, int(most * math.sqrt(MANY_UNITS / units))))


def _settings(document: Document) -> tuple[object, ...]:
    """What the panels and the header show of a document, the numbers that move apart."""
    network, view = document.network, document.view
    how = (
        view.notation,
        view.index_base,
        view.output,
        view.chain,
        view.frame,
        view.quantity,
        view.backprop,
        view.downwards,
    )
    shown = (id(document.data), document.test_share, document.split_seed, view.canvases, how)
    return (document.training, network.units, network.hidden, network.output, document.title, shown)
