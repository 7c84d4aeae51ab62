"""The course of a run stays small, rises in its steps and ends where the network stands."""

import numpy as np
import pytest

from nnexplorer.session.run import LIMIT, Mark, Run


def recorded(steps, limit=LIMIT):
    run = Run(limit)
    for step in steps:
        run.record(step, 1 / (1 + step))
    return run


def assert_sound(run, last, limit):
    assert len(run.steps) == len(run.losses) <= limit
    assert (np.diff(run.steps) > 0).all()
    assert run.steps[-1] == last
    assert run.losses == pytest.approx([1 / (1 + step) for step in run.steps])


def test_short_run_is_kept_whole():
    run = recorded(range(0, 100, 5))
    assert run.steps == list(range(0, 100, 5))
    assert_sound(run, 95, LIMIT)


@pytest.mark.parametrize("limit", [4, 5, 8, 50])
def test_long_run_is_thinned_evenly_and_keeps_its_first_and_last(limit):
    run = recorded(range(1000), limit)
    assert run.steps[0] == 0
    assert_sound(run, 999, limit)
    assert len(run.steps) > limit / 4
    assert max(np.diff(run.steps)) <= 4 * 1000 / limit


def test_run_never_grows_beyond_its_limit_on_the_way():
    run = Run(limit=10)
    for step in range(0, 3000, 7):
        run.record(step, 1 / (1 + step))
        assert_sound(run, step, 10)


def test_frames_that_come_unevenly_are_kept_alike():
    steps = np.cumsum(np.random.default_rng(0).integers(1, 1000, 3000)).tolist()
    run = recorded(steps, 100)
    assert_sound(run, steps[-1], 100)
    assert len(run.steps) > 20


def test_loss_at_the_same_step_is_replaced():
    run = recorded([0, 10])
    run.record(10, 0.5)
    assert (run.steps, run.losses[-1]) == ([0, 10], 0.5)


def test_run_that_starts_again_earlier_replaces_what_came_after():
    run = recorded([0, 10, 20, 30])
    run.record(20, 0.25)
    assert run.steps == [0, 10, 20]
    assert run.losses[-1] == 0.25


def test_rewind_forgets_what_an_undo_takes_back():
    run = recorded([0, 10, 20, 30])
    run.mark(5, "shift line 1")
    run.mark(25, "shift line 2")
    run.rewind(20)
    assert run.steps == [0, 10, 20]
    assert run.marks == [Mark(5, "shift line 1")]
    run.rewind(-1)
    assert (run.steps, run.losses, run.marks) == ([], [], [])


def test_gesture_is_marked_once_where_it_goes_on():
    run = Run()
    for step, label in ((3, "shift line 1"), (3, "shift line 1"), (3, "change gain"), (9, "shift line 1")):
        run.mark(step, label)
    assert run.marks == [Mark(3, "shift line 1"), Mark(3, "change gain"), Mark(9, "shift line 1")]


def test_marks_are_bounded_too_and_the_last_are_kept():
    run = Run(limit=4)
    for step in range(10):
        run.mark(step, "shift line 1")
    assert [mark.step for mark in run.marks] == [6, 7, 8, 9]


def test_clear_forgets_the_run_and_how_far_it_was_thinned():
    run = recorded(range(1000), 8)
    run.mark(3, "shift line 1")
    run.clear()
    assert (run.steps, run.losses, run.marks) == ([], [], [])
    for step in range(6):
        run.record(step, 1.0)
    assert run.steps == list(range(6))


def test_losses_that_are_not_finite_are_kept_for_the_canvas_to_judge():
    run = Run()
    run.record(0, 1.0)
    run.record(1, float("inf"))
    assert run.losses[-1] == float("inf")


def test_a_copy_goes_on_apart():
    run = Run(limit=8)
    for step in range(20):
        run.record(step, float(step))
    run.mark(19, "move line")
    twin = run.copy()
    assert (twin.steps, twin.losses, twin.marks) == (run.steps, run.losses, run.marks)
    before = list(run.steps)
    for one in (twin, run.copy()):
        for step in range(20, 40):
            one.record(step, 0.0)
        one.mark(40, "other")
    assert (run.steps, len(run.marks)) == (before, 1)
    assert run.copy().until(19) == run.until(19)
