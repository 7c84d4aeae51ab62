"""What films show: every picture that was asked for, and documents that differ in nothing but what is filmed."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute import films
from nnexplorer.compute.learning.training import train
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene
from nnexplorer.model.lines import Lines

FRAMES, PLANE = "semicircle-frames", "second-layer-output"


def shots(film):
    made = list(film.shots())
    assert len(made) == film.count
    return made


def test_frames_are_the_scenes_in_order():
    document = scene(FRAMES).document
    made = shots(films.of_frames(document))
    assert [shot.document.view.frame for shot in made] == list(range(9))
    assert [shot.document.view.probe for shot in made] == list(document.view.frames)


def test_a_still_is_a_film_of_one_picture():
    document = scene(PLANE).document
    (shot,) = shots(films.of_frames(document))
    assert shot.document is document


@pytest.mark.parametrize(
    ("steps", "every", "at"), [(10, 5, [0, 5, 10]), (7, 5, [0, 5, 7]), (0, 5, [0]), (3, 9, [0, 3])]
)
def test_a_training_is_shown_from_its_beginning_to_its_end(steps, every, at):
    film = films.of_training(scene(PLANE).document, steps, every)
    assert film.trained
    assert [shot.document.step for shot in shots(film)] == at


def test_a_training_is_the_one_of_the_command_line():
    document = scene(PLANE).document
    last = shots(films.of_training(document, 20, 5))[-1]
    *_, frame = train(document.network, document.X, document.Y, steps=20)
    assert np.array_equal(last.document.network.W1, frame.network.W1)
    assert last.steps == (0, 5, 10, 15, 20)
    assert last.losses[-1] == frame.loss
    assert len(last.losses) == 5
    assert not last.diverged


def test_a_training_goes_on_or_begins_afresh():
    document = scene(PLANE).document
    trained = shots(films.of_training(document, 20, 20))[-1].document
    on, afresh = (shots(films.of_training(trained, 10, 10, afresh=afresh)) for afresh in (False, True))
    assert [shot.document.step for shot in on] == [20, 30]
    assert [shot.document.step for shot in afresh] == [0, 10]
    assert np.array_equal(on[0].document.network.W1, trained.network.W1)
    assert np.array_equal(afresh[0].document.network.W1, document.network.W1)


def test_frozen_units_stay_in_a_film_too_and_a_rival_learns_beside():
    document = replace(scene(PLANE).document, frozen=(1,))
    document = replace(document, rival=document.network)
    last = shots(films.of_training(document, 20, 5))[-1].document
    assert np.array_equal(last.network.W1[1], document.network.W1[1])
    assert not np.array_equal(last.network.W1[0], document.network.W1[0])
    assert not np.array_equal(last.rival.W1[1], document.network.W1[1])


def test_a_divergence_is_the_last_picture():
    document = edits.set_training(scene(PLANE).document, optimizer="sgd", learning_rate=1e9)
    made = list(films.of_training(document, 1000, 10).shots())
    assert made[-1].diverged
    assert len(made) < 100
    assert np.isfinite(made[-1].document.network.W1).all()


@pytest.mark.parametrize("knob", ["bias", "angle", "gain"])
def test_a_sweep_goes_evenly_from_end_to_end_and_leaves_the_rest(knob):
    document = scene(PLANE).document
    film = films.of_sweep(document, knob, unit=1, start=0.5, stop=2.5, shots=5)
    made = [shot.document for shot in shots(film)]
    get = films.KNOBS[knob].get
    assert [get(one, 1) for one in made] == pytest.approx([0.5, 1.0, 1.5, 2.0, 2.5])
    for one in made:
        assert np.array_equal(one.network.W1[0], document.network.W1[0])
        assert np.array_equal(one.network.W2, document.network.W2)
        assert one.view.selected == 1


def test_a_turned_line_keeps_its_gain_and_its_point_nearest_to_the_middle():
    document = scene(PLANE).document
    before = Lines(document.network.W1, document.network.b1)[0]
    turned = films.KNOBS["angle"].put(document, 0, 77.0).network
    after = Lines(turned.W1, turned.b1)[0]
    assert after.gain == pytest.approx(before.gain)
    assert after.excitation(before.foot(np.zeros(2))) == pytest.approx(0, abs=1e-12)
    assert math.degrees(math.atan2(after.weights[1], after.weights[0])) == pytest.approx(77)


def test_a_steepened_line_stays():
    document = scene(PLANE).document
    before = Lines(document.network.W1, document.network.b1)[0]
    steep = films.KNOBS["gain"].put(document, 0, 9.0).network
    assert Lines(steep.W1, steep.b1)[0].excitation(before.foot(np.zeros(2))) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("knob", films.KNOBS)
def test_every_number_has_ends_of_its_own(knob):
    document = edits.set_hidden(scene(PLANE).document, "prelu")
    first, *_ = shots(films.of_sweep(document, knob, shots=3))
    low, high = films.KNOBS[knob].ends(document, 0)
    assert low < high
    assert films.KNOBS[knob].get(first.document, 0) == pytest.approx(low)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda document: films.of_sweep(document, "size"), "'size' is unknown; there are bias, angle, gain, slope"),
        (lambda document: films.of_sweep(document, "slope"), "only prelu has a slope; the hidden layer is tanh"),
        (lambda document: films.of_sweep(document, "gain", start=0), "gain: expected a number of at least 0.001"),
        (lambda document: films.of_sweep(document, "bias", unit=2), "unit: expected a whole number from 0 to 1"),
        (lambda document: films.of_sweep(document, "bias", stop=math.nan), "to: expected a finite number"),
        (lambda document: films.of_sweep(document, "bias", shots=1), "pictures: expected a whole number of at least 2"),
        (lambda document: films.of_sweep(document, "bias", shots=2001), "2001 pictures is too long"),
        (lambda document: films.of_training(document, 5000, 1), "5001 pictures is too long: expected at most 2000"),
        (lambda document: films.of_training(document, -1, 1), "steps: expected"),
        (lambda document: films.of_training(document, 1, 0), "every: expected"),
    ],
)
def test_what_can_not_be_filmed_is_refused_before_anything_is_done(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong(scene(PLANE).document)
