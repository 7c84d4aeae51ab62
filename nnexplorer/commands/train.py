"""Train a scene or a document from the weights it has; absent options are the document's own."""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nnexplorer.commands.common import DONE, FAILED, check_output, complain, document_named, progress, stem

if TYPE_CHECKING:
    from nnexplorer.compute.learning.training import Frame
    from nnexplorer.model.document import Document

FRAMES_OF_A_RUN = 200
"""How often a run looks up to tell how far it is."""

Outcome = dict[str, float | bool | None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("name", metavar="SCENE|DOCUMENT")
    parser.add_argument("--steps", type=int, metavar="N", help="updates, at least 0")
    parser.add_argument("--optimizer", metavar="NAME", help="sgd, momentum or adam")
    parser.add_argument("--learning-rate", type=float, metavar="R", help="above 0")
    parser.add_argument("--batch-size", type=int, metavar="B", help="samples in a mini-batch")
    parser.add_argument("--hidden", type=int, metavar="N", help="hidden units; the first ones keep their weights")
    parser.add_argument("--activation", metavar="NAME", help="the hidden nonlinearity")
    parser.add_argument("--loss", metavar="NAME", help="mse or cross_entropy")
    parser.add_argument("--seed", type=int, metavar="S", help="orders the mini-batches and draws new units")
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="save the trained document")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")


def run(options: argparse.Namespace) -> int:
    """Train, save where that was asked for, and print the outcome."""
    from nnexplorer.model import edits, storage

    document = _with_options(document_named(options.name), options)
    check_output(options.output)
    before = next(_frames(edits.set_training(document, steps=0))).loss
    start = time.perf_counter()
    last = _last_frame(_frames(document), document.training.steps)
    seconds = time.perf_counter() - start
    if options.output is not None:
        storage.save(edits.trained(document, last.network, document.step + last.step), options.output)
    _print_outcome(_outcome(before, last, seconds), options)
    return _explain_divergence(document, last, options.output) if last.diverged else DONE


def _with_options(document: Document, options: argparse.Namespace) -> Document:
    from nnexplorer.model import edits

    names = ("steps", "optimizer", "learning_rate", "batch_size", "seed")
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    document = edits.set_training(document, **given)
    if options.activation is not None:
        document = edits.set_hidden(document, options.activation)
    if options.hidden is not None:
        document = edits.set_units(document, options.hidden)
    return edits.set_training(document, loss=options.loss) if options.loss is not None else document


def _frames(document: Document) -> Iterator[Frame]:
    from nnexplorer.compute.learning.training import train

    settings = document.training
    return train(
        document.network,
        document.X,
        document.Y,
        steps=settings.steps,
        optimizer=settings.optimizer,
        learning_rate=settings.learning_rate,
        batch_size=settings.batch_size,
        loss=settings.loss,
        seed=settings.seed,
        every=max(1, settings.steps // FRAMES_OF_A_RUN),
    )


def _last_frame(frames: Iterator[Frame], steps: int) -> Frame:
    with progress("training", steps) as advance:
        for frame in frames:
            advance(frame.step)
    return frame


def _outcome(before: float, last: Frame, seconds: float) -> Outcome:
    return {
        "steps": last.step,
        "loss_before": before if math.isfinite(before) else None,
        "loss_after": last.loss if math.isfinite(last.loss) else None,
        "seconds": seconds,
        "steps_per_second": last.step / max(seconds, 1e-9),
        "diverged": last.diverged,
    }


def _print_outcome(outcome: Outcome, options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(outcome))
        return
    losses = [outcome["loss_before"], outcome["loss_after"]]
    before, after = ("not finite" if loss is None else f"{loss:.6g}" for loss in losses)
    print(
        f"{stem(options.name)}: {outcome['steps']} steps, loss {before} -> {after}, "
        f"{outcome['seconds']:.2f} s, {outcome['steps_per_second']:.0f} steps/s"
    )


def _explain_divergence(document: Document, last: Frame, saved: Path | None) -> int:
    kept = f"; its last finite weights are in {saved}" if saved is not None else ""
    rate = document.training.learning_rate
    message = f"training diverged at step {last.step}; try a learning rate below {rate:g}{kept}"
    return complain(message, FAILED if saved is None else DONE)
