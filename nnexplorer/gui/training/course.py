"""The course of training as the error's canvas shows it, with a run that was kept to compare it with."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nnexplorer.gui.canvases.drawing.courses import Course, KeptCurve
from nnexplorer.gui.words.notation import count, significant
from nnexplorer.model.losses import loss
from nnexplorer.model.settings import OPTIMIZER_TITLES

if TYPE_CHECKING:
    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.model.document import Document
    from nnexplorer.session.kept import KeptRun


def course_of(document: Document, control: TrainingControl) -> Course:
    """The course up to the document's step, and as far as the tape leads on from there."""
    end = control.reach
    steps, losses, marks = control.run.until(end)
    beside = None
    if document.rival is not None:
        rival_steps, rival_losses, _marks = control.rival_run.until(end)
        beside = (f"{document.rival.activation.title} net", rival_steps, rival_losses)
    elif document.tested is not None:
        beside = ("test", *control.test_run.until(end)[:2])
    kept = None if control.kept is None else _kept_curve(control.kept, document)
    return Course(steps, losses, [(mark.step, mark.label) for mark in marks], beside, document.step, kept)


def _kept_curve(kept: KeptRun, today: Document) -> KeptCurve:
    errors = significant(kept.loss)
    if not math.isnan(kept.test):
        errors += f", test {significant(kept.test)}"
    return KeptCurve(f"{what_differs(kept.document, today)}: {errors}", kept.course, kept.tests)


def what_differs(document: Document, today: Document) -> str:
    """What sets a document's training apart from today's, such as 'tanh, Adam 0.01, N = 8'."""
    mine, other = _settings(document), _settings(today)
    return ", ".join(said for said, there in zip(mine, other, strict=True) if said != there) or "kept run"


def _settings(document: Document) -> tuple[str, ...]:
    network, training = document.network, document.training
    return (
        network.activation.title,
        f"{network.output_activation.title} output",
        f"{OPTIMIZER_TITLES[training.optimizer]} {training.learning_rate:g}",
        f"batch {'all' if training.batch_size is None else count(training.batch_size)}",
        loss(training.loss).title,
        f"N = {count(network.units)}",
        f"seed {training.seed}",
        f"{count(len(document.X))} samples",
    )
