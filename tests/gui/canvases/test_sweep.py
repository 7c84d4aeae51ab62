"""Error against N: every curve is seen and named at its end, with the guide, and nothing flattens the picture."""

from __future__ import annotations

import math

import pytest

from nnexplorer.compute.experiments.approximation import Row, Trial, sweep_part
from nnexplorer.gui.canvases.sweep import EMPTY, MEANING, SHORT_MEANING, SweepCanvas

UNITS = (1, 2, 4, 8, 16)


def row(hidden, mse, seed=0, method="train", activation="tanh"):
    return Row(method, activation, hidden, seed, mse, 0.0)


def trained(activation="tanh", seeds=3):
    return [row(N, (1 + seed) / N, seed, activation=activation) for N in UNITS for seed in range(seeds)]


def constructed(activation="step"):
    return [row(N, 4 / N**2, method="construct", activation=activation) for N in UNITS]


@pytest.fixture
def canvas(hung):
    return hung(SweepCanvas)


def shown(canvas, rows, trials=()):
    canvas.show_part(sweep_part(rows, trials))
    return [label.replace("<br>", " ") for label in canvas._texts()]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row(4, 0.1)],
        trained(),
        trained() + trained("relu") + constructed(),
        [row(4, math.inf), row(8, 0.0)],
        [row(4, math.inf)],
        [row(N, 10.0**-N, activation=name) for N in UNITS for name in ("tanh", "relu", "step", "logistic", "prelu")],
    ],
    ids=["none", "one", "one curve", "three", "extremes", "lost", "many"],
)
def test_any_rows_are_drawn_at_any_size(canvas, picture, size, rows):
    canvas.show_part(sweep_part(rows, [Trial("train", "tanh", 64, 0)]), "3 of 7")
    assert not picture(canvas, *size).isNull()


def test_an_empty_canvas_says_what_would_fill_it(canvas, picture, words):
    said = words("base")
    canvas.show_part(None)
    picture(canvas, 600, 300)
    assert EMPTY in said


def test_the_meaning_of_the_guide_is_said(canvas, picture, words):
    said = words("sweep", "drawing.ends")
    canvas.show_part(sweep_part(trained()))
    picture(canvas, 1000, 600)
    assert {MEANING, "1/<i>N</i>"} <= set(said)
    picture(canvas, 260, 200)
    assert " ".join(canvas._meaning) == SHORT_MEANING


def test_progress_is_said(canvas, picture, words):
    said = words("sweep")
    canvas.show_part(sweep_part(trained()), "15 of 20")
    picture(canvas, 600, 300)
    assert "15 of 20" in said


def test_lines_are_named_by_nonlinearity_and_method(canvas):
    canvas.resize(1000, 600)
    assert shown(canvas, trained() + constructed()) == ["tanh, trained", "unit step, constructed slope \u22122.00"]


def test_in_a_narrow_canvas_names_tell_lines_apart(canvas, picture):
    picture(canvas, 200, 200)
    assert shown(canvas, trained() + trained("relu")) == ["tanh", "ReLU"]
    assert shown(canvas, trained("step") + constructed()) == ["trained", "constructed slope \u22122.00"]
    names = shown(canvas, trained() + trained("relu") + constructed())
    assert len(set(names)) == 3


def test_only_constructed_steps_have_a_slope(canvas):
    canvas.resize(1000, 600)
    assert shown(canvas, constructed("tanh")) == ["tanh, constructed"]
    assert "slope" not in shown(canvas, trained("step"))[0]


def test_what_diverged_is_counted(canvas):
    canvas.resize(1000, 600)
    assert shown(canvas, [row(2, math.inf), row(2, 1.0, 1), row(4, math.inf)]) == ["tanh, trained 2 diverged"]


def test_the_axis_of_n_stays_as_the_rows_come(canvas):
    trials = [Trial("train", "tanh", N, 0) for N in UNITS]
    canvas.resize(600, 400)
    seen = set()
    for done in range(len(UNITS) + 1):
        canvas.show_part(sweep_part([row(N, 0.5) for N in UNITS[:done]], trials))
        seen.add(canvas._frame.bounds[0])
    assert len(seen) == 1


def test_the_axis_of_errors_holds_whole_powers_of_ten(canvas):
    canvas.resize(600, 400)
    canvas.show_part(sweep_part(constructed()))
    low, high = canvas._frame.bounds[1]
    assert (low, high) == (pytest.approx(-2.1), pytest.approx(1.1))


def test_showing_is_silent(canvas, ears):
    heard = ears(canvas)
    for _ in range(2):
        canvas.show_part(sweep_part(trained()), "1 of 2")
    canvas.show_part(None)
    assert heard == []


def test_errors_on_samples_held_out_are_called_so(canvas):
    rows = trained()
    canvas.show_part(sweep_part(rows, held_out=True))
    assert canvas.title == "Test error against N"
    canvas.show_part(sweep_part(rows))
    assert canvas.title == "Error against N"
