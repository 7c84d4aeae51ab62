"""What the error's canvas shows of the course of training."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnexplorer.gui.canvases.loss import LossCanvas
    from nnexplorer.gui.training_control import TrainingControl
    from nnexplorer.model.document import Document


def show_course(canvas: LossCanvas, document: Document, control: TrainingControl) -> None:
    """Show the course up to the document's step, and as far as the tape leads on from there."""
    end = control.reach
    steps, losses, marks = control.run.until(end)
    beside = None
    if document.rival is not None:
        rival_steps, rival_losses, _marks = control.rival_run.until(end)
        beside = (f"{document.rival.activation.title} net", rival_steps, rival_losses)
    elif document.tested is not None:
        beside = ("test", *control.test_run.until(end)[:2])
    canvas.show_run(steps, losses, [(mark.step, mark.label) for mark in marks], beside, document.step)
