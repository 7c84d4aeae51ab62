"""Starts training, and says what stands in its way: exact weights, a divergence, what can't be trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.compute.errors import glance
from nnexplorer.gui.words.notation import count, short
from nnexplorer.model import edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.compute.learning.training import Frame
    from nnexplorer.gui.panels.banner import Banner
    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Network
    from nnexplorer.session.session import Session
    from nnexplorer.session.stopping import Stop
    from nnexplorer.session.tape import Snapshot

EXACT = 1e-12
"""An error below this leaves training nothing to do."""


class Coach:
    """Trains at a user's command and explains in the banner, with buttons for what to do next."""

    def __init__(
        self, session: Session, control: TrainingControl, banner: Banner, random_start: Callable[[], None]
    ) -> None:
        self._session, self._control, self._banner = session, control, banner
        self._random_start = random_start
        control.diverged.connect(self._explain_divergence)
        control.stopped.connect(self._explain_stop)
        control.failed.connect(lambda message: banner.say(f"Training stopped: {message}."))

    def toggle(self) -> None:
        """Start training, or pause it; where the weights are exact already, offer a random start."""
        if self._control.running:
            self._control.pause()
        elif glance(self._session.document) < EXACT:
            text = "These weights are exact already: the error is 0 and gradient descent has nothing to do."
            answers = (("Start from random weights", self._train_from_random), ("Train all the same", self.train))
            self._banner.say(text, answers)
        else:
            self.train()

    def train(self, steps: int | None = None) -> None:
        """Train until paused, or for `steps` steps, the error's course in sight; what can't be trained is told."""
        self._banner.clear()
        try:
            self._control.start(steps)
        except ValueError as refusal:
            self._banner.say(f"This can't be trained: {refusal}.")
            return
        document = self._session.document
        if "loss" not in document.view.canvases:
            self._session.look(edits.set_view(document, canvases=(*document.view.canvases, "loss")))

    def single_step(self) -> None:
        """Make one step of gradient descent; while the last one is still being made, make another after it."""
        if not self._control.running:
            self.train(1)
        else:
            self._control.extend(1)

    def _train_from_random(self) -> None:
        self._random_start()
        self.train()

    def _explain_stop(self, stop: Stop) -> None:
        """Say which rule has ended the run; where it has waited for progress in vain, offer the best net."""
        settings, what = self._session.document.training, "test error" if stop.tested else "error"
        if stop.rule == "steps":
            why = f"the stop rule asks for {count(settings.stop_steps or 0)} steps a run"
        elif stop.rule == "error":
            why = f"the error {stop.error:.4g} is below {settings.stop_error:.4g}, as the stop rule asks"
        else:
            least = f"It was least at step {count(stop.best_step)}: {stop.best:.4g}"
            why = f"the {what} has not fallen for {count(settings.stop_patience or 0)} steps. {least}"
        best = self._control.tape.nearest(stop.best_step) if stop.rule == "patience" else None
        answers: list[tuple[str, Callable[[], object]]] = []
        if best is not None and best.step < stop.step:
            answers = [(f"Back to step {count(best.step)}", lambda: self._go_to(best))]
        self._banner.say(f"Training stopped at step {count(stop.step)}: {why}.", answers)

    def _go_to(self, snapshot: Snapshot) -> None:
        document = edits.go_to(self._session.document, snapshot.network, snapshot.step, snapshot.rival)
        self._session.commit(f"Go to step {count(snapshot.step)}", document)

    def _explain_divergence(self, frame: Frame) -> None:
        """Go back to before the loss ran away, and say what happened, why, and what to do next."""
        began, sane, wild = self._control.began, self._control.sane, self._session.document
        rate = wild.training.learning_rate
        start = edits.go_to(wild, began.network, began.step, began.rival)  # what was changed meanwhile stays so
        calm = start if sane is None else edits.go_to(wild, sane.network, sane.step, self._rival_at(sane.step))
        again = start if rate == began.training.learning_rate else calm
        self._take("Back to before the loss ran away", calm)
        text = (
            f"Training stopped at step {count(frame.step)}: the loss became infinite. The learning rate {short(rate)} "
            f"is probably too large. These are the weights of step {count(calm.step)}, before it ran away."
        )
        answers: list[tuple[str, Callable[[], object]]] = [
            (f"Try {short(rate / 10)}", lambda: self._retry(again, rate / 10))
        ]
        if calm.step > start.step:
            answers.append((f"Back to step {count(start.step)}", lambda: self._take("Back to the start", start)))
        answers.append(("Last finite weights", lambda: self._take("Last finite weights", wild)))
        self._banner.say(text, answers)

    def _rival_at(self, step: int) -> Network | None:
        """The net that was trained beside it, as it was at a step, if that is known."""
        snapshot = self._control.tape.nearest(step)
        return snapshot.rival if snapshot is not None and snapshot.step == step else None

    def _take(self, label: str, document: Document) -> None:
        self._session.commit(label, document)
        self._control.run.rewind(document.step)

    def _retry(self, again: Document, rate: float) -> None:
        self._take("Change learning rate", edits.set_training(again, learning_rate=rate))
        self.train()
