"""One step of gradient descent in slow motion: forward, backward and the update, stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence

from nnexplorer.compute.parts.slow_step import SlowStep, slow_step
from nnexplorer.gui.actions import ACTIONS
from nnexplorer.model import edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.display import Display
    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.gui.panels.walk import WalkPanel
    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.gui.training.stage_parts import Stage
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Session

REST = 30
"""Milliseconds between two looks at a document that changes."""

LOW = 720
"""Pixels of a window's height below which the error's canvas gives way to the walk."""

NOWHERE: frozenset[str] = frozenset()


class SlowMotion(QObject):
    """Walks through one step on one sample; `edit` makes an edit, `settle` ends what a hand or a run does.

    The panel is made when it is opened for the first time. Nothing that is shown here changes the document but the
    last stage, which takes the step.
    """

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        display: Display,
        control: TrainingControl,
        edit: Callable[..., None],
        settle: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._window, self._display, self._control = session, window, display, control
        self._edit, self._settle = edit, settle
        self._panel: WalkPanel | None = None
        self._place = 0
        self._unprobed = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REST)
        self._soon.timeout.connect(self._show)

    @property
    def walking(self) -> bool:
        """Whether the walk is open."""
        return self._panel is not None and not self._panel.isHidden()

    def walk(self, on: bool) -> None:
        """Begin the walk at its first stage, or leave it."""
        if on == self.walking:
            return
        if on and not self._begin():
            self._window.actions_["slow"].setChecked(False)
            return
        if on:
            self._session.changed.connect(self._follow)
        else:
            self._session.changed.disconnect(self._follow)
            self._soon.stop()
            self._light(NOWHERE, backward=False)
            if self._unprobed:
                self._session.look(edits.set_view(self._session.document, probe=None))
        if self._panel is not None:
            self._panel.setVisible(on)
        self._window.actions_["slow"].setChecked(on)
        self._lend_keys(on)
        self._make_room(on)
        if on:
            self._show()

    def _make_room(self, on: bool) -> None:
        """Put the error away in a low window while the walk is on: its canvases need the height."""
        arrangement = self._window.arrangement
        without = frozenset({"loss"} if on and self._window.height() < LOW else ())
        if without != arrangement.without:
            arrangement.without = without
            self._display.everything()

    def move(self, way: int) -> None:
        """Go to the next stage (1) or the one before (-1); behind the last one, take the step and begin again."""
        step = self._step()
        if step is not None and self._place + way >= len(self._stages(step)):
            self._take()
            self._place = 0
        else:
            self._place = max(0, self._place + way)
        self._show()

    def choose_sample(self, sample: int) -> None:
        """Take the probe to a sample."""
        document = self._session.document
        if 0 <= sample < len(document.X):
            self._session.look(edits.move_probe(document, document.X[sample].tolist()))

    def _begin(self) -> bool:
        """Make everything ready; whether there is a sample to walk with."""
        document, banner = self._session.document, self._window.banner
        if not len(document.X):
            banner.say("There is no sample to make a step on: paint points or type a target first.")
            return False
        self._settle()
        banner.clear()
        if self._panel is None:
            self._panel = self._built()
        self._unprobed = document.view.probe is None
        step = slow_step(self._session.document)
        self.choose_sample(0 if step is None else step.part.sample)
        if self._session.document.view.selected is None:
            self._session.look(edits.select(self._session.document, 0))
        self._place = 0
        return True

    def _built(self) -> WalkPanel:
        from nnexplorer.gui.panels.walk import WalkPanel

        panel = WalkPanel()
        panel.hide()
        panel.moved.connect(self.move)
        panel.closed.connect(lambda: self.walk(False))
        panel.sample_chosen.connect(self.choose_sample)
        self._window.add_below(panel)
        return panel

    def _lend_keys(self, lent: bool) -> None:
        """Let the walk have the keys that go from scene to scene, a clicker's; or take them back."""
        for spec in ACTIONS:
            if spec.id in {"next", "previous"}:
                keys = [] if lent else [QKeySequence(key) for key in spec.shortcuts]
                self._window.actions_[spec.id].setShortcuts(keys)

    def _follow(self, _old: Document, _new: Document) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _step(self) -> SlowStep | None:
        return slow_step(self._session.document)

    def _stages(self, step: SlowStep) -> tuple[Stage, ...]:
        from nnexplorer.gui.training.stages import stages

        selected = self._session.document.view.selected or 0
        with np.errstate(over="ignore", invalid="ignore"):
            return stages(step, selected, self._window.arrangement.style_.symbols)

    def _show(self) -> None:
        """Show the stage that is open with the document's numbers; without samples the walk is over."""
        step = self._step()
        if step is None or self._panel is None:
            self.walk(False)
            return
        if not step.part.at_probe and not self._control.held:
            self.choose_sample(step.part.sample)
        stages = self._stages(step)
        self._place = min(self._place, len(stages) - 1)
        stage = stages[self._place]
        names = [one.name for one in stages]
        self._panel.show_stage(names, self._place, stage.title, stage.law, stage.numbers)
        self._panel.show_sample(step.part.sample, step.samples)
        self._light(stage.lit, backward=stage.backward)

    def _light(self, lit: frozenset[str], *, backward: bool) -> None:
        """Bring out what the stage is about, and once the errors go back what the step changes."""
        for canvas in self._window.arrangement.every_canvas():
            canvas.show_spotlight(lit)
        self._display.show_next_step(backward)

    def _take(self) -> None:
        """Change the network by this one step: a step of training, and one of undo."""
        self._settle()
        step, document = self._step(), self._session.document
        if step is None:
            return
        self._control.record(document)
        self._edit("One step in slow motion", lambda now: edits.trained(now, step.taken(), now.step + 1))
        self._control.record(self._session.document)
