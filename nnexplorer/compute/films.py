"""What a film shows: a scene's frames, the course of a training, or one number that goes from one end to the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.learning.trainer import Trainer
from nnexplorer.compute.learning.training import frames as training_frames
from nnexplorer.model import edits
from nnexplorer.model.checks import checked_count, checked_number
from nnexplorer.model.lines import Line, Lines

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array

KINDS = {"frames": "The scene's frames", "training": "A training run", "sweep": "A sweep of one number"}
"""What there are films of, and their titles."""

MOST_SHOTS = 2000
"""Pictures of a film: more than a minute of it."""

USUAL = 60
"""Pictures of a film unless another number is asked for: five seconds."""

FRAMES_FPS, MOTION_FPS = 2.0, 12.0
"""Pictures a second that suit a scene's frames, each of which is looked at, and anything that moves."""

LEAST_GAIN = 1e-3


@dataclass(frozen=True, eq=False)
class Shot:
    """One picture of a film: a document, and the course of training up to it, if there is one."""

    document: Document
    steps: tuple[int, ...] = ()
    losses: tuple[float, ...] = ()
    diverged: bool = False
    """Whether training has diverged here: it is the film's last picture, of the last finite network."""


@dataclass(frozen=True)
class Film:
    """What is filmed: how many `shots` there are at most, and what makes them, one after the other."""

    count: int
    shots: Callable[[], Iterator[Shot]]
    trained: bool = False
    """Whether it shows a training, whose error belongs into the picture."""
    fps: float = MOTION_FPS
    """Pictures a second, unless another number is asked for."""


# A scene's frames, a training ---------------------------------------------------------------------------------------


def of_frames(document: Document) -> Film:
    """The film of a document's frames; of a still it has one picture."""
    return Film(document.frames, lambda: map(Shot, map(document.at_frame, range(document.frames))), fps=FRAMES_FPS)


def of_training(document: Document, steps: int, every: int, *, afresh: bool = False) -> Film:
    """The film of a training, with a picture of its beginning, after each `every` steps and of its end.

    It goes on from the document's weights, or `afresh` from those that its training began with. ValueError if a number
    is out of range or the film too long.
    """
    steps, every = checked_count("steps", steps), checked_count("every", every, least=1)
    count = _checked_length(1 + math.ceil(steps / every))
    if not len(document.X):
        raise ValueError("this document has no samples to train on")
    begun = edits.reset(document) if afresh else document
    return Film(count, lambda: _training(begun, steps, every), trained=True)


def _training(document: Document, steps: int, every: int) -> Iterator[Shot]:
    document = edits.set_training(document, steps=steps)
    trainer = Trainer(document.network, document.X, document.Y, document.training)
    trainer.freeze(document.frozen)
    rival = document.rival and Trainer(document.rival, document.X, document.Y, document.training)
    reached, losses = [document.step], [trainer.advance(0).loss]
    yield Shot(document, tuple(reached), tuple(losses))
    for frame in training_frames(trainer, every) if steps else ():
        reached.append(document.step + frame.step)
        losses.append(frame.loss)
        beside = rival.advance(frame.step - rival.step).network if rival and not frame.diverged else None
        shown = edits.trained(document, frame.network, reached[-1], beside)
        yield Shot(shown, tuple(reached), tuple(losses), frame.diverged)


def _checked_length(count: int) -> int:
    if count > MOST_SHOTS:
        raise ValueError(f"a film of {count} pictures is too long: expected at most {MOST_SHOTS}; show fewer of them")
    return count


# One number -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Knob:
    """A number of one unit that a film turns: what it is, how a document is given it, and how far it goes.

    ValueError from any of the functions says why a document has no such number.
    """

    name: str
    title: str
    get: Callable[[Document, int], float]
    put: Callable[[Document, int, float], Document]
    ends: Callable[[Document, int], tuple[float, float]]
    """From where to where it goes unless something else is asked for."""


def of_sweep(
    document: Document,
    knob: str,
    unit: int | None = None,
    start: float | None = None,
    stop: float | None = None,
    shots: int = USUAL,
) -> Film:
    """The film of one number that goes evenly from `start` to `stop`, both ends included.

    Without a `unit`, counted from 0, it is that of the selected unit. ValueError if there is no such number.
    """
    turned = knob_named(knob)
    chosen = checked_count("unit", _unit(document) if unit is None else unit, most=document.network.units - 1)
    ends = turned.ends(document, chosen)
    low = checked_number("from", ends[0] if start is None else start)
    high = checked_number("to", ends[1] if stop is None else stop)
    count = _checked_length(checked_count("pictures", shots, least=2))
    selected = edits.select(document, chosen)
    for value in (low, high):
        turned.put(selected, chosen, value)
    values = np.linspace(low, high, count).tolist()
    return Film(count, lambda: (Shot(turned.put(selected, chosen, value)) for value in values))


def knob_named(name: str) -> Knob:
    """The number called `name`; ValueError lists those there are."""
    try:
        return KNOBS[name]
    except KeyError:
        raise ValueError(f"number to sweep '{name}' is unknown; there are {', '.join(KNOBS)}") from None


def _unit(document: Document) -> int:
    return document.view.selected or 0


def _line(document: Document, unit: int) -> Line:
    """The unit's line; ValueError where there is none."""
    network = document.network
    if network.inputs != 2:
        raise ValueError(f"an angle is that of a line: expected 2 inputs, got {network.inputs}")
    line = Lines(network.W1, network.b1)[unit]
    if not line.exists():
        raise ValueError("the weights of this unit are zero: it has no line to turn")
    return line


def _angle(document: Document, unit: int) -> float:
    """Degrees from the first input's axis to the normal."""
    weights = _line(document, unit).weights
    return math.degrees(math.atan2(weights[1], weights[0]))


def _turned(document: Document, unit: int, degrees: float) -> Document:
    """The unit's line, turned about its point that is nearest to the middle of what is shown."""
    line, angle = _line(document, unit), math.radians(degrees)
    middle = np.array([(low + high) / 2 for low, high in document.view.bounds])
    weights = line.gain * np.array([math.cos(angle), math.sin(angle)])
    turned = Line(weights, 0.0).through(line.foot(middle))
    return edits.hold(document, edits.line_pin(unit, turned))


def _weights(document: Document, unit: int) -> tuple[Array, float]:
    return document.network.W1[unit], float(document.network.b1[unit])


def _gain(document: Document, unit: int) -> float:
    gain = float(np.linalg.norm(_weights(document, unit)[0]))
    if gain < LEAST_GAIN:
        raise ValueError("the weights of this unit are zero: it has no gain to change")
    return gain


def _steepened(document: Document, unit: int, gain: float) -> Document:
    if not gain >= LEAST_GAIN:
        raise ValueError(f"gain: expected a number of at least {LEAST_GAIN:g}, got {gain:g}")
    weights, bias = _weights(document, unit)
    factor = gain / _gain(document, unit)
    return edits.hold(document, edits.line_pin(unit, Line(weights * factor, bias * factor)))


def _bias_ends(document: Document, unit: int) -> tuple[float, float]:
    """Biases with which the line crosses what is shown from end to end."""
    weights, _bias = _weights(document, unit)
    reach = sum(abs(w) * max(abs(low), abs(high)) for w, (low, high) in zip(weights, document.view.bounds, strict=True))
    return (float(-reach), float(reach)) if reach else (-1.0, 1.0)


def _slope(document: Document, _unit: int) -> float:
    if document.network.hidden != "prelu":
        raise ValueError(f"only prelu has a slope; the hidden layer is {document.network.hidden}")
    return float(document.network.slope)


def _sloped(document: Document, unit: int, slope: float) -> Document:
    _slope(document, unit)
    return edits.set_slope(document, slope)


def _slope_ends(document: Document, unit: int) -> tuple[float, float]:
    _slope(document, unit)
    return (-1.0, 1.0)


KNOBS = {
    knob.name: knob
    for knob in (
        Knob(
            "bias",
            "The bias b",
            lambda document, unit: _weights(document, unit)[1],
            lambda document, unit, bias: edits.set_parameter(document, "b1", (unit,), bias),
            _bias_ends,
        ),
        Knob(
            "angle",
            "The line's angle, in degrees",
            _angle,
            _turned,
            lambda document, unit: (_angle(document, unit), _angle(document, unit) + 360.0),
        ),
        Knob(
            "gain",
            "The gain",
            _gain,
            _steepened,
            lambda document, unit: (_gain(document, unit) / 4, _gain(document, unit) * 4),
        ),
        Knob("slope", "PReLU's slope a", _slope, _sloped, _slope_ends),
    )
}
"""By name; a new number to sweep is one entry here."""
