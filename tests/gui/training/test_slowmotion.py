"""One step in slow motion, with real keys: stage by stage, taken as one step of undo, left as it was."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PySide6.QtWidgets import QLabel

from nnexplorer.compute.parts.slow_step import slow_step
from nnexplorer.gui.panels.walk import WalkPanel
from nnexplorer.model import edits
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network

SCENE, EXAMPLE, STAGES = "backprop-step", "second-layer-output", 15


def panels(presenter):
    return presenter.window.findChildren(WalkPanel)


def text(presenter, name):
    (panel,) = panels(presenter)
    return next(label.text() for label in panel.findChildren(QLabel) if label.accessibleName() == name)


def drawn_step(presenter):
    return presenter.window.arrangement.input._step is not None


def test_the_panel_is_made_when_it_is_first_opened(opened, keys):
    presenter = opened(SCENE)
    assert panels(presenter) == []
    keys(presenter, "O")
    assert presenter.slow.walking
    assert presenter.window.actions_["slow"].isChecked()
    keys(presenter, "Esc")
    assert not presenter.slow.walking
    assert not presenter.window.actions_["slow"].isChecked()
    keys(presenter, "O")
    assert len(panels(presenter)) == 1


def test_keys_go_from_stage_to_stage_and_then_from_scene_to_scene_again(opened, keys):
    presenter = opened(SCENE)
    keys(presenter, "O")
    first = text(presenter, "Law")
    keys(presenter, "PgDown")
    assert text(presenter, "Law") != first
    assert presenter.window.arrangement.plane.lit == {"e1", "h"}
    keys(presenter, "PgUp")
    keys(presenter, "PgUp")
    assert text(presenter, "Law") == first
    assert presenter.scene_id() == SCENE
    keys(presenter, "Esc")
    assert presenter.window.arrangement.plane.lit == frozenset()
    keys(presenter, "PgUp")
    assert presenter.scene_id() != SCENE


def test_the_last_stage_takes_exactly_that_step_as_one_step_of_undo(opened, keys):
    presenter = opened(SCENE)
    before, taken = presenter.session.document, None
    keys(presenter, "O")
    taken = slow_step(presenter.session.document).taken()
    for _ in range(STAGES):
        assert presenter.session.undo_label is None
        keys(presenter, "PgDown")
    after = presenter.session.document
    for name in ("W1", "b1", "W2", "b2"):
        assert_array_equal(getattr(after.network, name), getattr(taken, name))
    assert (after.step, presenter.session.undo_label) == (1, "One step in slow motion")
    assert list(presenter.control.run.steps) == [0, 1]
    assert "0.1292" not in text(presenter, "Numbers")
    keys(presenter, "Ctrl+Z")
    assert presenter.session.document.network is before.network
    assert presenter.session.undo_label is None


def test_walking_changes_nothing(opened, keys, qtbot):
    presenter = opened(EXAMPLE)
    before = presenter.session.document
    keys(presenter, "O")
    for _ in range(STAGES - 1):
        keys(presenter, "PgDown")
    qtbot.waitUntil(lambda: drawn_step(presenter))
    keys(presenter, "Esc")
    qtbot.waitUntil(lambda: not drawn_step(presenter))
    after = presenter.session.document
    assert (after.network, after.data, after.view) == (before.network, before.data, before.view)
    assert before.view.probe is None
    assert not presenter.session.modified
    assert presenter.session.undo_label is None


def test_the_step_is_drawn_from_the_backward_pass_on(opened, keys, qtbot):
    presenter = opened(EXAMPLE)
    keys(presenter, "O")
    for _ in range(5):
        assert not drawn_step(presenter)
        keys(presenter, "PgDown")
    qtbot.waitUntil(lambda: drawn_step(presenter))


def test_the_numbers_follow_the_probe_the_selection_and_the_weights(opened, keys, qtbot):
    presenter = opened(SCENE)
    keys(presenter, "O")
    for change in (
        lambda: presenter.slow.choose_sample(7),
        lambda: presenter.select(1),
        lambda: presenter._edit("Type", edits.set_parameter, "W1", (1, 0), 0.5),
    ):
        before = text(presenter, "Numbers")
        change()
        qtbot.waitUntil(lambda before=before: text(presenter, "Numbers") != before)
    assert slow_step(presenter.session.document).part.at_probe


def test_a_probe_beside_the_samples_is_taken_to_the_nearest(opened, keys, qtbot):
    chance = np.random.default_rng(1)
    data = PointData(chance.uniform(-1, 1, (6, 2)), np.ones((6, 1)))
    presenter = opened(Document(Network.random(2, 3, 1, "tanh"), data))
    assert presenter.session.document.view.probe is None
    keys(presenter, "O")
    assert_array_equal(presenter.session.document.view.probe, data.X[0])
    presenter.session.look(edits.move_probe(presenter.session.document, data.X[3] + 1e-3))
    qtbot.waitUntil(lambda: presenter.session.document.view.probe == tuple(data.X[3]))


def test_without_samples_the_reason_is_told(opened, keys):
    presenter = opened(Document(Network.random(2, 3, 1), PointData(np.zeros((0, 2)), np.zeros((0, 1)))))
    keys(presenter, "O")
    assert "no sample" in presenter.window.banner.text
    assert not presenter.window.actions_["slow"].isChecked()
    assert panels(presenter) == []


@pytest.mark.parametrize("way", ["scene", "data"])
def test_another_document_or_no_more_samples_end_the_walk(opened, keys, qtbot, way):
    presenter = opened(EXAMPLE)
    keys(presenter, "O")
    if way == "scene":
        presenter.open_scene(SCENE)
    else:
        empty = PointData(np.zeros((0, 2)), np.zeros((0, 1)))
        presenter._edit("Empty", lambda document: edits.replace(document, data=empty))
    qtbot.waitUntil(lambda: not presenter.slow.walking)


def test_a_step_that_would_be_infinite_is_refused_in_a_line(opened, keys):
    presenter = opened(EXAMPLE)
    presenter._edit("Type", edits.set_parameter, "W2", (0, 0), 1e300)
    keys(presenter, "O")
    for _ in range(STAGES):
        keys(presenter, "PgDown")
    assert presenter.session.undo_label != "One step in slow motion"
    assert "finite" in presenter.window.banner.text


@pytest.mark.parametrize(("height", "gives_way"), [(600, True), (900, False)])
def test_in_a_low_window_the_error_gives_way_until_the_walk_is_left(opened, keys, height, gives_way):
    presenter = opened(EXAMPLE, 1280, height)
    arrangement = presenter.window.arrangement
    before = arrangement.visible_names()
    assert "loss" in before
    keys(presenter, "O")
    assert ("loss" not in arrangement.visible_names()) == gives_way
    assert presenter.session.document.view.canvases[-1] == "loss", "the document is not changed by it"
    keys(presenter, "Esc")
    assert arrangement.visible_names() == before
