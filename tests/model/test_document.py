"""A document holds only settings that mean something and parts that fit together."""

import re
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from nnexplorer.compute.optimizers import OPTIMIZERS
from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.losses import LOSSES
from nnexplorer.model.network import Network
from nnexplorer.model.settings import CANVASES, OPTIMIZER_NAMES, TrainingSettings, ViewSettings

FRAMES = ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0))


def network(inputs=2, hidden=3, outputs=1):
    return Network.random(inputs, hidden, outputs)


def document(**changes):
    return replace(Document(network(), FormulaData(("x0*x1",))), **changes)


def test_training_starts_with_the_lectures_settings():
    settings = TrainingSettings()
    assert (settings.optimizer, settings.learning_rate, settings.batch_size) == ("adam", 0.01, None)
    assert (settings.loss, settings.seed, settings.steps) == ("mse", 0, 1000)


def test_every_optimiser_can_be_chosen_and_no_other():
    assert tuple(OPTIMIZERS) == OPTIMIZER_NAMES
    for name in OPTIMIZERS:
        assert TrainingSettings(optimizer=name).optimizer == name
    with pytest.raises(ValueError, match=r"^optimiser: expected one of sgd, momentum, adam, got 'rprop'$"):
        TrainingSettings(optimizer="rprop")


def test_every_loss_can_be_chosen_and_no_other():
    for name in LOSSES:
        assert TrainingSettings(loss=name).loss == name
    with pytest.raises(ValueError, match="'hinge' is not known"):
        TrainingSettings(loss="hinge")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("learning_rate", 0),
        ("learning_rate", -0.1),
        ("learning_rate", float("inf")),
        ("learning_rate", "0.1"),
        ("batch_size", 0),
        ("batch_size", 2.5),
        ("seed", -1),
        ("seed", None),
        ("steps", -1),
        ("steps", True),
    ],
)
def test_training_number_out_of_range_is_refused_in_one_line(field, value):
    with pytest.raises(ValueError, match=rf"\A{field.replace('_', ' ')}: expected .*, got .*\Z"):
        TrainingSettings(**{field: value})


def test_settings_take_numpy_numbers_and_are_compared_by_value():
    settings = TrainingSettings(learning_rate=np.float64(0.5), batch_size=np.int64(4), seed=np.int32(1))
    assert settings == TrainingSettings(learning_rate=0.5, batch_size=4, seed=1)
    assert type(settings.batch_size) is int


def test_view_takes_lists_and_keeps_tuples():
    view = ViewSettings(bounds=[[-2, 2], [0, 1]], output_bounds=[[0, 1]], frames=[[1, 2]], probe=[3, 4])
    assert view.bounds == ((-2.0, 2.0), (0.0, 1.0))
    assert view.output_bounds == ((0.0, 1.0),)
    assert view.frames == ((1.0, 2.0),)
    assert view.probe == (3.0, 4.0)
    assert hash(view) == hash(replace(view))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("notation", "E"),
        ("index_base", 2),
        ("bounds", ((0, 0), (0, 1))),
        ("output_bounds", ((1, 0),)),
        ("slice_at", float("nan")),
        ("hidden", "bar"),
        ("output", ""),
        ("chain", None),
        ("probe", (0, float("inf"))),
        ("frames", ((0, "1"),)),
        ("frame", 1),
        ("selected", -1),
        ("canvases", ()),
        ("canvases", ("input", "input")),
        ("canvases", ("input", "window")),
    ],
)
def test_view_setting_without_meaning_is_refused_in_one_line(field, value):
    with pytest.raises(ValueError, match=r"\A.*expected .*, got .*\Z"):
        ViewSettings(**{field: value})


def test_every_canvas_can_be_shown():
    assert ViewSettings(canvases=CANVASES).canvases == CANVASES


def test_document_gives_the_samples_of_its_data():
    it = document()
    assert it.X is it.data.X
    assert it.Y is it.data.Y


def test_document_is_frozen_and_compared_by_identity():
    it = document()
    with pytest.raises(FrozenInstanceError):
        it.step = 1
    assert it != replace(it)
    assert hash(it) != hash(replace(it))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"network": network(outputs=2)}, "data: expected D = 2 and K = 2 as the network has, got 2 and 1"),
        ({"network": network(inputs=1)}, "data: expected D = 1 and K = 1 as the network has, got 2 and 1"),
        ({"start": network(inputs=3)}, "start: expected D = 2 and K = 1 as the network has, got 3 and 1"),
        ({"view": ViewSettings(bounds=((0, 1),))}, "bounds: expected 2 for this network, got 1"),
        ({"view": ViewSettings(output_bounds=((0, 1), (0, 1)))}, "output bounds: expected 1 for this"),
        ({"view": ViewSettings(probe=(0,))}, "probe: expected 2 for this network, got 1"),
        ({"view": ViewSettings(frames=((0, 0), (0, 0, 0)))}, "frame 1: expected 2 for this network, got 3"),
        ({"view": ViewSettings(selected=3)}, "selected unit: expected a whole number from 0 to 2, got 3"),
        ({"step": -1}, "step: expected a whole number of at least 0, got -1"),
        ({"title": None}, "title: expected text, got None"),
        ({"caption": "\ud83d"}, "caption: expected text, got half a character"),
    ],
)
def test_parts_that_do_not_fit_are_refused(change, fault):
    with pytest.raises(ValueError, match=rf"\A{re.escape(fault)}"):
        document(**change)


def test_start_may_have_another_number_of_units():
    assert document(start=network(hidden=5)).start.units == 5


def test_document_without_samples_is_allowed():
    assert document(data=PointData(np.zeros((0, 2)), np.zeros((0, 1)))).X.shape == (0, 2)


def test_still_has_one_frame_which_is_itself():
    it = document()
    assert it.frames == 1
    assert it.at_frame(0) is it


def test_frame_opens_with_its_own_probe():
    it = document(view=ViewSettings(frames=FRAMES))
    assert it.frames == 3
    for i, x in enumerate(FRAMES):
        opened = it.at_frame(i)
        assert (opened.view.frame, opened.view.probe) == (i, x)
        assert opened.network is it.network


@pytest.mark.parametrize("i", [-1, 3])
def test_frame_that_does_not_exist_is_refused(i):
    with pytest.raises(ValueError, match=f"^frame: expected a whole number from 0 to 2, got {i}$"):
        document(view=ViewSettings(frames=FRAMES)).at_frame(i)
