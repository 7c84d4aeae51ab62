"""The error's curve stands on an axis that nothing can flatten, with what a hand did and a rival beside it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from nnexplorer.gui.canvases import loss
from nnexplorer.gui.canvases.drawing.courses import KeptCurve
from nnexplorer.gui.canvases.loss import HEADROOM, SMALLEST, LossCanvas

STEPS, LOSSES = range(0, 200, 10), list(np.geomspace(1.0, 1e-3, 20))
MARKS = [(30, "Move"), (150, "Turn")]
RIVAL = ("tanh net", STEPS, [2 * loss for loss in LOSSES])


@pytest.fixture
def canvas(hung):
    return hung(LossCanvas)


@pytest.mark.parametrize("count", [0, 1, 2, 20, 5000])
def test_a_run_of_any_length_is_drawn_at_any_size(canvas, picture, size, count):
    steps = range(count)
    canvas.show_run(steps, [1 / (1 + step) for step in steps], MARKS, ("rival", steps, [0.5] * count))
    assert not picture(canvas, *size).isNull()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_losses_that_are_not_finite_are_left_out(canvas, picture, bad):
    canvas.show_run([0, 10, 20, 30], [1.0, bad, 0.1, bad], [])
    assert canvas._steps.tolist() == [0, 20]
    with_bad = picture(canvas)
    canvas.show_run([0, 20], [1.0, 0.1], [])
    assert picture(canvas) == with_bad
    canvas.show_run([0, 10], [bad, bad], [])
    assert not len(canvas._steps)
    picture(canvas)


@pytest.mark.parametrize("worst", [1e5, 1e60, 1e300])
def test_an_explosion_leaves_the_picture_at_its_top(canvas, picture, worst):
    canvas.show_run([0, 10, 20, 30], [0.5, 0.1, worst, 0.2], [])
    low, high = canvas._frame.bounds[1]
    assert high == pytest.approx(HEADROOM, abs=0.2)
    assert low <= -1
    picture(canvas)


@pytest.mark.parametrize("least", [0.0, 1e-300, 1e-5])
def test_the_axis_goes_down_to_the_smallest_error_worth_seeing(canvas, picture, least):
    canvas.show_run([0, 10], [1.0, least], [])
    low, _ = canvas._frame.bounds[1]
    assert low == pytest.approx(np.log10(max(least, SMALLEST)), abs=0.2)
    picture(canvas)


@pytest.mark.parametrize("last", [1, 100, 101, 350, 9999, 2_000_000])
def test_the_axis_holds_every_step_and_is_not_much_longer(canvas, last):
    canvas.show_run([0, last], [1.0, 0.1], [])
    end = canvas._frame.bounds[0][1]
    assert last <= end <= max(100, 1.7 * last)


def test_marks_and_a_rival_are_drawn_and_named(canvas, picture, words):
    said, pictures = words("loss"), []
    for marks, rival in (([], None), (MARKS, None), (MARKS, RIVAL), ([], RIVAL)):
        canvas.show_run(STEPS, LOSSES, marks, rival)
        said.clear()
        pictures.append(picture(canvas, 500, 300))
        assert ("Turn" in said) == bool(marks)
        assert "Move" not in said
        assert ("tanh net" in said) == (rival is not None)
    assert all(first != second for i, first in enumerate(pictures) for second in pictures[:i])


def test_the_axis_goes_down_to_a_rival_that_is_better(canvas):
    canvas.show_run(STEPS, LOSSES, [], ("rival", [0, 10], [1.0, 1e-6]))
    assert canvas._frame.bounds[1][0] <= -6


@pytest.mark.parametrize("rival", [("rival", [], []), ("rival", [0, 1], [np.nan, np.inf])])
def test_a_rival_without_losses_does_no_harm(canvas, picture, rival):
    canvas.show_run(STEPS, LOSSES, [], None)
    alone = picture(canvas)
    canvas.show_run(STEPS, LOSSES, [], rival)
    assert picture(canvas) == alone


def test_showing_runs_says_nothing(canvas, picture, ears):
    heard = ears(canvas)
    for count in (20, 20, 5, 0):
        canvas.show_run(STEPS[:count], LOSSES[:count], MARKS, RIVAL)
        picture(canvas)
    assert heard == []


def test_an_empty_canvas_says_what_would_fill_it_until_there_is_a_run(canvas, picture, words):
    said, hint = words("loss"), "Press Space: gradient descent takes over from where you are."
    picture(canvas)
    assert hint in said
    canvas.show_run([0], [1.0], [])
    said.clear()
    picture(canvas)
    assert hint not in said


def test_another_theme_gives_another_picture(canvas, picture, dark):
    canvas.show_run(STEPS, LOSSES, MARKS, RIVAL)
    before = picture(canvas)
    canvas.restyle(dark)
    assert picture(canvas) != before


def test_a_rivals_name_lies_on_the_picture_also_when_it_ends_at_the_foot(canvas, picture, monkeypatch):
    told = {}
    monkeypatch.setattr(loss, "draw_text", lambda _painter, text, at, *_more: told.update({text: at.y()}))
    canvas.show_run([0, 10], [10.0, 5.0], [], ("rival", [0, 10], [1.0, 0.011]))
    picture(canvas, 600, 110)
    foot = told["rival"] + canvas.style_.line_height("small")
    assert canvas._frame.rect.top() < foot <= canvas._frame.rect.bottom() + canvas.style_.gap(2)


# The play-head ---------------------------------------------------------------------------------------------------


def at_step(canvas, step):
    return QPointF(canvas._frame.point(step, 0.0).x(), canvas._frame.rect.center().y())


def test_the_play_head_stands_at_an_earlier_step_and_names_it(canvas, picture, words):
    said = words("loss")
    canvas.show_run(STEPS, LOSSES, [], None, 190)
    at_the_end = picture(canvas, 500, 300)
    canvas.show_run(STEPS, LOSSES, [])
    assert picture(canvas, 500, 300) == at_the_end
    assert not any(text.startswith("step") for text in said)
    seen = []
    for step in (0, 60, 120):
        canvas.show_run(STEPS, LOSSES, [], None, step)
        seen.append(picture(canvas, 500, 300))
        assert said[-1] == f"step {step}"
    assert len({image.cacheKey() for image in seen}) == 3
    assert all(first != second for i, first in enumerate(seen) for second in seen[:i])


def test_a_drag_tells_the_step_under_the_mouse_and_then_that_it_is_over(canvas, picture, mouse, qtbot):
    canvas.show_run(STEPS, LOSSES, [])
    picture(canvas, 500, 300)
    steps, ends = [], []
    canvas.scrubbed.connect(steps.append)
    canvas.scrub_ended.connect(lambda: ends.append(len(steps)))
    hand, way = mouse(canvas), at_step(canvas, 40).x() - at_step(canvas, 100).x()
    hand.press(at_step(canvas, 100))
    assert steps == []
    hand.move(way, 0)
    assert steps[-1] == pytest.approx(40, abs=1)
    hand.move(-2000, 0)
    assert steps[-1] == 0
    hand.move(5000, 0)
    assert steps[-1] == 190
    assert ends == []
    hand.release()
    assert ends == [len(steps)]


@pytest.mark.parametrize("count", [0, 1])
def test_without_a_curve_there_is_no_play_head_to_take(canvas, picture, mouse, ears, count):
    canvas.show_run(STEPS[:count], LOSSES[:count], [])
    picture(canvas, 500, 300)
    heard = ears(canvas)
    mouse(canvas).drag(at_step(canvas, 50), 60, 0)
    assert heard == []


# A run that was kept ---------------------------------------------------------------------------------------------

KEPT = KeptCurve("N = 8: 0.2", (range(0, 400, 10), list(np.geomspace(2.0, 1e-6, 40))), ((), ()))


def test_a_kept_run_is_drawn_beside_another_or_alone_and_named(canvas, picture, words):
    said, pictures = words("loss"), []
    for count, kept in ((20, None), (20, KEPT), (0, KEPT)):
        canvas.show_run(STEPS[:count], LOSSES[:count], [], None, None, kept)
        said.clear()
        pictures.append(picture(canvas, 500, 300))
        assert (KEPT.name in said) == (kept is not None)
        assert not any(text.startswith("Press Space") for text in said)
    assert all(first != second for i, first in enumerate(pictures) for second in pictures[:i])
    (start, end), (low, _) = canvas._frame.bounds
    assert (start, low) == (0, pytest.approx(-6, abs=0.2))
    assert end >= 390


@pytest.mark.parametrize("losses", [[np.nan], [np.inf], [0.5]])
def test_a_kept_net_without_a_course_does_no_harm(canvas, picture, size, losses):
    canvas.show_run([], [], [], None, None, KeptCurve("kept", ([7], losses)))
    assert not picture(canvas, *size).isNull()


def test_a_kept_test_error_is_drawn_too(canvas, picture):
    canvas.show_run(STEPS, LOSSES, [], None, None, KEPT)
    without = picture(canvas)
    tests = (STEPS, [3 * loss for loss in LOSSES])
    canvas.show_run(STEPS, LOSSES, [], None, None, KeptCurve(KEPT.name, KEPT.course, tests))
    canvas.show_run(STEPS, LOSSES, [], None, None, KeptCurve(KEPT.name, (*KEPT.course,), tests))
    assert picture(canvas) != without
