"""Each rule stops a run where it says, and none does that was not given."""

import math

import pytest

from nnexplorer.model.settings import TrainingSettings
from nnexplorer.session.stopping import Watch


def stops(losses, tests=None, began=0, **rules):
    """The first Stop of a run whose errors were looked at every ten steps, or None."""
    watch, settings = Watch(began), TrainingSettings(**rules)
    tests = [math.nan] * len(losses) if tests is None else tests
    for i, (loss, test) in enumerate(zip(losses, tests, strict=True), 1):
        stop = watch.see(settings, began + 10 * i, loss, test)
        if stop is not None:
            return stop
    return None


FALLING = [1 / step for step in range(1, 101)]


def test_without_rules_a_run_goes_on():
    assert stops(FALLING) is None
    assert stops([1.0] * 100, [2.0] * 100) is None
    assert stops([math.nan] * 100) is None


@pytest.mark.parametrize(("wanted", "step"), [(1, 10), (50, 50), (51, 60)])
def test_steps_are_counted_from_where_the_run_began(wanted, step):
    stop = stops(FALLING, began=1000, stop_steps=wanted)
    assert (stop.rule, stop.step) == ("steps", 1000 + step)


def test_the_error_must_be_below_and_is_that_on_what_is_trained_on():
    stop = stops(FALLING, [5.0] * 100, stop_error=0.1)
    assert (stop.rule, stop.step, stop.tested) == ("error", 110, False)
    assert stop.error < 0.1
    assert stops(FALLING, stop_error=1e-3) is None


def test_no_progress_is_judged_by_what_is_held_out_if_anything_is():
    tests = [1 - step / 100 for step in range(1, 31)] + [0.8] * 70
    stop = stops(FALLING, tests, stop_patience=200)
    assert (stop.rule, stop.tested, stop.best_step, stop.step) == ("patience", True, 300, 500)
    assert stop.best == pytest.approx(0.7)
    assert stops(FALLING, stop_patience=200) is None


def test_creeping_is_no_progress():
    creeping = [1 - 1e-6 * step for step in range(100)]
    stop = stops(creeping, stop_patience=300)
    assert (stop.rule, stop.tested, stop.best_step, stop.step) == ("patience", False, 10, 310)


def test_a_loss_that_is_no_number_is_no_progress():
    assert stops([math.nan] * 100, stop_patience=300).step == 300


def test_other_data_begin_anew():
    watch, settings = Watch(0), TrainingSettings(stop_patience=100)
    assert watch.see(settings, 10, 0.1, math.nan) is None
    watch.forget(90)
    assert watch.see(settings, 150, 5.0, math.nan) is None
    assert watch.see(settings, 240, 5.0, math.nan) is None
    assert watch.see(settings, 250, 5.0, math.nan).best_step == 150


def test_samples_held_out_in_mid_run_begin_anew():
    watch, settings = Watch(0), TrainingSettings(stop_patience=100)
    watch.see(settings, 10, 0.1, math.nan)
    assert watch.see(settings, 100, 0.1, 3.0) is None
    assert watch.see(settings, 190, 0.1, 3.0) is None
    assert watch.see(settings, 200, 0.1, 3.0).tested
