"""Starts training, and says what stands in its way: exact weights, a divergence, what can't be trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.compute.errors import error
from nnexplorer.gui.notation import count, short
from nnexplorer.model import edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.compute.training import Frame
    from nnexplorer.gui.panels.banner import Banner
    from nnexplorer.gui.training_control import TrainingControl
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Session

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
        control.failed.connect(lambda message: banner.say(f"Training stopped: {message}."))

    def toggle(self) -> None:
        """Start training, or pause it; where the weights are exact already, offer a random start."""
        if self._control.running:
            self._control.pause()
        elif error(self._session.document) < EXACT:
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

    def _explain_divergence(self, frame: Frame) -> None:
        """Go back to before the loss ran away, and say what happened, why, and what to do next."""
        began, sane, wild = self._control.began, self._control.sane, self._session.document
        rate = began.training.learning_rate
        calm = began if sane is None else edits.trained(began, sane.network, sane.step)
        self._take("Back to before the loss ran away", calm)
        text = (
            f"Training stopped at step {count(frame.step)}: the loss became infinite. The learning rate {short(rate)} "
            f"is probably too large. These are the weights of step {count(calm.step)}, before it ran away."
        )
        answers: list[tuple[str, Callable[[], object]]] = [
            (f"Try {short(rate / 10)}", lambda: self._retry(began, rate / 10))
        ]
        if calm.step > began.step:
            answers.append((f"Back to step {count(began.step)}", lambda: self._take("Back to the start", began)))
        answers.append(("Last finite weights", lambda: self._take("Last finite weights", wild)))
        self._banner.say(text, answers)

    def _take(self, label: str, document: Document) -> None:
        self._session.commit(label, document)
        self._control.run.rewind(document.step)

    def _retry(self, began: Document, rate: float) -> None:
        self._take("Change learning rate", edits.set_training(began, learning_rate=rate))
        self.train()
