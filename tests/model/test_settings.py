"""Settings hold only what means something, and take part in a file only where they must."""

import math
from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest

from nnexplorer.compute.learning.optimizers import OPTIMIZERS
from nnexplorer.gui.words.notation import NOTATIONS as PRINTED
from nnexplorer.model import storage
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.data import FormulaData
from nnexplorer.model.document import Document
from nnexplorer.model.losses import LOSSES
from nnexplorer.model.network import Network
from nnexplorer.model.settings import (
    CANVASES,
    CHAINS,
    HIDDEN_VIEWS,
    NOTATIONS,
    OPTIMIZER_NAMES,
    OUTPUT_VIEWS,
    QUANTITIES,
    SPARE,
    TrainingSettings,
    ViewSettings,
    set_fields,
)

SWITCHES = ("derivatives", "cells", "backprop", "marks", "downwards")
STOPS = ("stop_steps", "stop_error", "stop_patience")
SPARED = ("quantity", "curves", *SWITCHES, "camera")
FRAMES = ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0))


def tree(**view):
    """The file of a small document with these view settings, as text."""
    it = Document(Network.random(2, 3, 1), FormulaData(("x0*x1",)), view=ViewSettings(**view))
    return storage.encode(it).decode()


# Training -----------------------------------------------------------------------------------------------------------


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


# View ---------------------------------------------------------------------------------------------------------------


def test_view_shows_nothing_special_unless_it_is_asked_for():
    view = ViewSettings()
    assert (view.quantity, view.curves, view.derivatives) == ("y", (), True)
    assert view.camera == (-60.0, 30.0)
    assert (view.cells, view.backprop, view.marks, view.downwards) == (False,) * 4
    assert view.canvases == ("input", "output", "hidden", "loss")


def test_view_takes_lists_and_keeps_tuples():
    view = ViewSettings(
        bounds=[[-2, 2], [0, 1]], output_bounds=[[0, 1]], frames=[[1, 2]], probe=[3, 4], curves=["step", "tanh"]
    )
    assert view.bounds == ((-2.0, 2.0), (0.0, 1.0))
    assert view.output_bounds == ((0.0, 1.0),)
    assert view.frames == ((1.0, 2.0),)
    assert view.probe == (3.0, 4.0)
    assert view.curves == ("step", "tanh")
    assert hash(view) == hash(replace(view))


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("notation", NOTATIONS),
        ("hidden", HIDDEN_VIEWS),
        ("output", OUTPUT_VIEWS),
        ("chain", CHAINS),
        ("quantity", QUANTITIES),
    ],
)
def test_every_name_that_is_listed_can_be_chosen_and_no_other(field, names):
    for name in names:
        assert getattr(ViewSettings(**{field: name}), field) == name
    with pytest.raises(ValueError, match=rf"\A.*: expected one of {', '.join(names)}, got 'else'\Z"):
        ViewSettings(**{field: "else"})


def test_every_notation_has_its_letters():
    assert tuple(PRINTED) == NOTATIONS


def test_every_canvas_can_be_shown():
    assert ViewSettings(canvases=CANVASES).canvases == CANVASES


def test_every_nonlinearity_has_a_graph_that_can_be_drawn():
    assert ViewSettings(curves=tuple(ACTIVATIONS)).curves == tuple(ACTIVATIONS)


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
        ("quantity", "e1 "),
        ("quantity", None),
        ("curves", ("tanh", "cosine")),
        ("curves", (0,)),
        ("camera", (1.0,)),
        ("camera", (1.0, 2.0, 3.0)),
        ("camera", (1.0, float("nan"))),
        *((switch, value) for switch in SWITCHES for value in (1, None, "true")),
    ],
)
def test_view_setting_without_meaning_is_refused_in_one_line(field, value):
    with pytest.raises(ValueError, match=r"\A.*expected .*, got .*\Z"):
        ViewSettings(**{field: value})


def test_the_open_frame_is_one_of_the_frames():
    assert ViewSettings(frames=FRAMES, frame=2).frame == 2
    with pytest.raises(ValueError, match=r"^frame: expected a whole number from 0 to 2, got 3$"):
        ViewSettings(frames=FRAMES, frame=3)


# What is in a file --------------------------------------------------------------------------------------------------


def test_what_joined_the_format_later_is_marked_so():
    marked = tuple(field.name for field in fields(ViewSettings) if field.metadata == SPARE)
    assert marked == SPARED
    assert tuple(field.name for field in fields(TrainingSettings) if field.metadata == SPARE) == STOPS


def test_what_joined_the_format_later_is_left_out_of_a_file_where_it_has_its_default():
    usual = ViewSettings()
    assert [name for name in SPARED if f'"{name}"' in tree()] == []
    assert tree() == tree(**{name: getattr(usual, name) for name in SPARED})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quantity", "e1"),
        ("curves", ("step", "relu")),
        ("derivatives", False),
        ("cells", True),
        ("backprop", True),
        ("marks", True),
        ("downwards", True),
        ("camera", (30.0, 45.5)),
    ],
)
def test_what_joined_the_format_later_is_in_a_file_where_it_says_something(name, value):
    content = tree(**{name: value})
    assert [spared for spared in SPARED if f'"{spared}"' in content] == [name]
    assert getattr(storage.decode(content.encode()).view, name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [("stop_steps", 0), ("stop_steps", 1.5), ("stop_error", 0), ("stop_error", math.nan), ("stop_patience", -1)],
)
def test_a_stop_rule_without_meaning_is_refused_in_one_line(name, value):
    with pytest.raises(ValueError, match=r"\Astop .*expected .*, got .*\Z"):
        TrainingSettings(**{name: value})


@pytest.mark.parametrize(("name", "value"), list(zip(STOPS, (500, 0.01, 20), strict=True)))
def test_a_stop_rule_is_in_a_file_only_where_it_was_given(name, value):
    plain = Document(Network.random(2, 3, 1), FormulaData(("x0*x1",)))
    ruled = replace(plain, training=TrainingSettings(**{name: value}))
    contents = [storage.encode(document) for document in (plain, ruled)]
    assert [[stop for stop in STOPS if f'"{stop}"'.encode() in content] for content in contents] == [[], [name]]
    assert storage.decode(contents[1]).training == ruled.training


def test_what_a_file_always_had_is_in_it_always():
    old = [field.name for field in fields(ViewSettings) if field.name not in SPARED]
    assert [name for name in old if f'"{name}": ' not in tree()] == []


# Setting fields -----------------------------------------------------------------------------------------------------


def test_settings_are_frozen_but_while_they_are_made():
    settings = TrainingSettings()
    with pytest.raises(FrozenInstanceError):
        settings.seed = 1
    set_fields(settings, seed=1, steps=2)
    assert settings == TrainingSettings(seed=1, steps=2)
