"""What the next step changes is drawn along its deltas, longer by a round factor, in both planes."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.compute.parts.next_step import backprop_part
from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.canvases.drawing.nextstep import (
    ALL_NORMALS,
    LONGEST_LINK,
    LONGEST_TURN,
    first_layer_title,
    magnification,
    second_layer_title,
)
from nnexplorer.gui.canvases.input import InputCanvas
from nnexplorer.gui.canvases.plane import PlaneCanvas
from nnexplorer.gui.look.style import Style
from nnexplorer.gui.words.notation import NOTATIONS, THIN, Symbols
from nnexplorer.model import edits

SCENE = "backprop-step"
STEP = f"2<i>\N{GREEK SMALL LETTER ETA}</i>{THIN}"


def frame(width=2.0):
    return Frame(QRectF(0, 0, 300, 200), ((-width / 2, width / 2), (-1.0, 1.0)))


def step(document):
    evaluation = evaluate_document(document, 16)
    return evaluation, evaluation.backprop


@pytest.fixture
def arrows(monkeypatch):
    """All arrows that are drawn from now on, without their halos: start, tip, colour and width."""
    drawn, draw = [], Style.draw_arrow

    def record(style, painter, start, tip, color, width, halo=0.0):
        if not halo:
            drawn.append(SimpleNamespace(start=start, tip=tip, way=tip - start, color=color, width=width))
        draw(style, painter, start, tip, color, width, halo)

    monkeypatch.setattr(Style, "draw_arrow", record)
    return drawn


@pytest.fixture
def canvases(hung, picture, arrows):
    """`canvases(document)` draws both planes; each with its arrows that changes are drawn with."""

    def show(document, draw=True):
        evaluation, part = step(document)
        found = []
        for kind, shown in ((InputCanvas, evaluation.input), (PlaneCanvas, evaluation.plane)):
            canvas = hung(kind)
            canvas.show_part(shown, document.view.selected, part if draw else None)
            canvas.resize(500, 400)
            arrows.clear()
            picture(canvas, 500, 400)
            ink = canvas.style_.color("ink")
            found.append((canvas, [arrow for arrow in arrows if arrow.color == ink], list(arrows)))
        return part, *found

    return show


# How much longer ------------------------------------------------------------------------------------------------------


@given(st.floats(1e-200, 1e200), st.floats(1e-3, 1e3), st.floats(0.05, 1))
def test_a_magnification_is_round_and_leaves_the_longest_change_its_share(longest, width, share):
    factor = magnification(np.array([(0.6 * longest, -0.8 * longest), (0.0, 0.1 * longest)]), frame(width), share)
    digit = factor / 10.0 ** math.floor(math.log10(factor) + 1e-9)
    assert min(abs(digit - first) for first in (1, 2, 5, 10)) < 1e-6
    assert 0.39 * share * width < factor * longest < (1 + 1e-9) * share * width


@pytest.mark.parametrize("longest", [0.0, 5e-324, 1e-310, math.inf, math.nan])
def test_what_has_no_length_is_drawn_as_it_is(longest):
    assert magnification(np.array([(longest, 0.0)]), frame(), 0.2) == 1.0


def test_without_a_unit_nothing_is_magnified():
    assert magnification(np.zeros((0, 2)), frame(), 0.2) == 1.0


def test_changes_beyond_their_squares_are_drawn():
    assert magnification(np.array([(1e250, 1e250)]), frame(), 0.2) == 2e-251


# Titles ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("notation", NOTATIONS.values(), ids=list(NOTATIONS))
def test_titles_are_in_the_lectures_letters(notation, document_with):
    part = step(document_with(SCENE))[1]
    first, second = (title(Symbols(notation, 1), part) for title in (first_layer_title, second_layer_title))
    assert f"<i>{notation.excitation}</i><sub><i>k</i></sub>" in first
    assert f"<i>{notation.activation}</i><sub><i>k</i></sub>" in second
    for title, layer in ((first, "(1)"), (second, "(2)")):
        assert title.startswith(f"<i>\N{GREEK SMALL LETTER DELTA}</i><i>w</i><sup>{layer}</sup>")
        assert f"= \N{MINUS SIGN}{STEP}" in title
        assert "<i>\N{GREEK SMALL LETTER EPSILON}</i>" in title
        assert "<i>g</i>" not in title


def test_an_output_that_is_not_linear_puts_its_derivative_to_the_error(document_with):
    document = edits.set_output(document_with(SCENE), "tanh")
    part = step(document)[1]
    for title in (first_layer_title, second_layer_title):
        assert "(<i>g</i>\N{PRIME}" in title(Symbols(NOTATIONS["e"], 0), part)


def test_the_canvases_are_titled_by_what_they_draw(canvases, document_with):
    document = document_with(SCENE)
    part, (view, *_), (plane, *_) = canvases(document)
    assert (view.title, plane.title) == (
        first_layer_title(view.style_.symbols, part), second_layer_title(plane.style_.symbols, part)
    )  # fmt: skip


# Arrows ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", ["first", "second"])
def test_every_change_is_an_arrow_along_its_delta_no_longer_than_its_share(canvases, document_with, layer):
    part, first, second = canvases(document_with(SCENE, selected=2))
    canvas, drawn, _ = first if layer == "first" else second
    deltas, most = (part.delta.W1, LONGEST_TURN) if layer == "first" else (part.delta.W2.T, LONGEST_LINK)
    factor = magnification(deltas, canvas._frame, most)
    ways = np.array([(arrow.way.x(), arrow.way.y()) for arrow in drawn])
    origin = canvas._frame.to_pixels(np.zeros(2))
    assert ways == pytest.approx(canvas._frame.to_pixels(factor * deltas) - origin)
    (low, high), _ = canvas._frame.bounds
    assert np.hypot(*(factor * deltas).T).max() <= most * (high - low)


def test_threshold_vectors_are_turned_at_the_tips_of_their_normals(canvases, document_with):
    document = document_with(SCENE, selected=2)
    _, (view, drawn, _), _ = canvases(document)
    assert [arrow.start for arrow in drawn] == [view.thresholds.normal(unit)[1] for unit in range(5)]
    assert [arrow.width for arrow in drawn].index(max(arrow.width for arrow in drawn)) == 2


def test_corrections_are_changed_at_the_tips_of_their_links(canvases, document_with):
    _, _, (plane, drawn, _) = canvases(document_with(SCENE))
    assert [arrow.start for arrow in drawn] == [plane._frame.point(*joint) for joint in plane._part.chain.joints[2:]]


def test_the_error_leads_from_the_target_to_the_output(canvases, document_with, words):
    said = words("drawing.nextstep")
    part, _, (plane, _, every) = canvases(document_with(SCENE))
    (error,) = [arrow for arrow in every if arrow.color == plane.style_.color("positive")]
    assert (error.start, error.tip) == (plane._frame.point(*part.target), plane._frame.point(*part.y))
    assert "<i>\N{GREEK SMALL LETTER EPSILON}</i>" in said


@pytest.mark.parametrize("more", [0, 1])
def test_of_many_lines_the_selected_ones_change_is_drawn_alone(canvases, document_with, more):
    document = document_with(SCENE, ALL_NORMALS + more, selected=3)
    _, (_, drawn, _), _ = canvases(document)
    assert len(drawn) == (1 if more else ALL_NORMALS)


def test_a_step_changes_what_its_arrows_say(document_with):
    document = document_with(SCENE)
    evaluation, part = step(document)
    network = document.network
    moved = network.replace(
        W1=network.W1 + part.delta.W1, b1=network.b1 + part.delta.b1,
        W2=network.W2 + part.delta.W2, b2=network.b2 + part.delta.b2,
    )  # fmt: skip
    after = backprop_part(edits.set_network(document, moved), evaluation.probe)
    assert (after.epsilon**2).sum() < (part.epsilon**2).sum()


# What is said of it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [0.01, 0.125])
def test_twice_the_rate_and_the_magnification_are_printed(canvases, document_with, words, rate):
    said = words("drawing.nextstep")
    document = edits.set_training(document_with(SCENE), learning_rate=rate)
    part, (view, *_), (plane, *_) = canvases(document)
    factors = [text for text in dict.fromkeys(said) if text.startswith(STEP)]
    drawn = (
        magnification(part.delta.W1, view._frame, LONGEST_TURN),
        magnification(part.delta.W2.T, plane._frame, LONGEST_LINK),
    )
    assert factors == list(
        dict.fromkeys(f"{STEP}= {2 * rate:g}" + (_longer(factor) if factor != 1 else "") for factor in drawn)
    )


def _longer(factor):
    delta = f"<i>\N{GREEK SMALL LETTER DELTA}</i>{THIN}"
    return f", {delta}drawn {factor:,.10g}{THIN}\N{MULTIPLICATION SIGN} as long"


def test_without_a_step_nothing_of_it_is_drawn(canvases, document_with, words):
    said = words("drawing.nextstep")
    _, (view, drawn, _), (plane, links, _) = canvases(document_with(SCENE), draw=False)
    assert (said, drawn, links) == ([], [], [])
    assert "\N{GREEK SMALL LETTER DELTA}" not in view.title + plane.title


def test_units_without_a_derivative_are_not_turned_but_corrected(canvases, document_with):
    part, (_, turns, _), (_, links, _) = canvases(document_with(SCENE, hidden="step"))
    assert not part.delta.W1.any()
    assert all(arrow.way.manhattanLength() == 0 for arrow in turns)
    assert any(arrow.way.manhattanLength() > 10 for arrow in links)


def test_a_step_is_drawn_at_any_size(hung, picture, document_with, size):
    evaluation, part = step(document_with(SCENE, selected=None))
    for kind, shown in ((InputCanvas, evaluation.input), (PlaneCanvas, evaluation.plane)):
        canvas = hung(kind)
        canvas.show_part(shown, None, part)
        assert not picture(canvas, *size).isNull()


@pytest.mark.parametrize("gain", [1e-8, 1e40])
def test_a_step_is_drawn_whatever_the_weights_are(canvases, document_with, gain):
    document = document_with(SCENE, hidden="relu")
    network = document.network
    wild = edits.set_network(document, network.replace(W1=gain * network.W1, W2=gain * network.W2))
    _, (_, turns, _), (_, links, _) = canvases(wild)
    assert (len(turns), len(links)) == (5, 5)
