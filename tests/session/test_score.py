"""The score compares the least errors of both, and knows when gradient descent was as good as the hand."""

import math

import pytest

from nnexplorer.session.score import Score


def scored(losses, errors=(), start=1.0, wanted=10):
    score = Score(start, wanted)
    for step, loss in enumerate(losses):
        score.descend(step, loss, not math.isfinite(loss))
    for error in errors:
        score.move(error)
    return score


def test_before_anything_both_are_at_the_start():
    score = Score(0.7, 5)
    assert (score.best, score.reached, score.after(3)) == (0.7, 0.7, 0.7)
    assert (score.made, score.done, score.needed) == (0, False, None)


def test_a_move_counts_and_the_best_one_is_kept():
    score = Score(1.0, 5)
    assert [score.move(error) for error in (0.8, 0.9, 0.5, 2.0, math.nan)] == [True, False, True, False, False]
    assert (score.moves, score.best) == (5, 0.5)


@pytest.mark.parametrize(("errors", "needed"), [((0.8,), 1), ((0.5, 0.9), 2), ((0.3,), 4), ((0.2,), None), ((), 0)])
def test_it_knows_after_how_many_steps_gradient_descent_was_as_good(errors, needed):
    assert scored([1.0, 0.7, 0.4, 0.6, 0.3], errors).needed == needed


def test_gradient_descent_is_judged_by_its_best_too():
    score = scored([1.0, 0.7, 0.4, 0.6])
    assert [score.after(steps) for steps in (0, 1, 2, 3, 99)] == [1.0, 0.7, 0.4, 0.4, 0.4]
    assert (score.reached, score.made, score.done) == (0.4, 3, False)


def test_it_is_done_after_its_steps_or_when_it_diverges():
    assert scored([1.0, 0.9, 0.8], wanted=2).done
    diverged = scored([1.0, 0.9, math.inf])
    assert diverged.done
    assert diverged.reached == 0.9


def test_other_steps_begin_gradient_descent_anew_and_leave_the_hand():
    score = scored([1.0, 0.9, math.inf], [0.5])
    score.restart(50)
    assert (score.wanted, score.made, score.diverged, score.done, score.best) == (50, 0, False, False, 0.5)
