"""The error's canvas shows how far a training has come, and another run that was kept beside it."""

from dataclasses import replace

import pytest
from numpy.testing import assert_array_equal
from PySide6.QtWidgets import QApplication

from nnexplorer.compute.errors import error, held_out_error
from nnexplorer.gui.training.course import what_differs
from nnexplorer.gui.words.notation import significant
from nnexplorer.model import beginnings, edits
from nnexplorer.model.data import FormulaData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

ONE_INPUT = ViewSettings(bounds=((-1, 1),))
SURFACE, PLANE = "second-layer-output", "semicircle-frames"


def untrained(identifier=SURFACE, **changes):
    return replace(edits.randomise(scene(identifier).document, 3), **changes)


def document(presenter):
    return presenter.session.document


def train(presenter, qtbot, steps):
    presenter.control.start(steps)
    qtbot.waitUntil(lambda: not presenter.control.running, timeout=20000)
    presenter.display.everything()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d, "kept run"),
        (lambda d: edits.set_training(d, learning_rate=0.3), "Adam 0.01"),
        (lambda d: edits.set_training(d, optimizer="sgd"), "Adam 0.01"),
        (lambda d: edits.set_units(edits.set_hidden(d, "relu"), 9), "tanh, N = 2"),
        (lambda d: edits.set_training(d, batch_size=10), "batch all"),
        (lambda d: edits.randomise(d, 8), "seed 3"),
    ],
)
def test_a_run_is_called_by_what_sets_it_apart_from_todays(change, said):
    assert what_differs(untrained(), change(untrained())) == said


def test_a_kept_run_stays_beside_the_next_one_with_its_name_and_error(opened, keys, qtbot):
    presenter = opened(untrained())
    train(presenter, qtbot, 30)
    kept = document(presenter)
    keys(presenter, "M")
    keys(presenter, "Ctrl+Shift+R")
    presenter._edit("Change hidden units", edits.set_units, 5)
    train(presenter, qtbot, 50)
    canvas = presenter.window.arrangement.loss
    assert_array_equal(canvas._kept_courses[0][0][[0, -1]], [0, 30])
    assert canvas._steps[-1] == 50
    assert canvas._kept.name == f"N = 2: {significant(error(kept))}"
    assert presenter.control.kept.document.network is kept.network


def test_both_test_errors_are_told_where_samples_are_held_out(opened, keys, qtbot):
    presenter = opened(untrained(test_share=0.3))
    train(presenter, qtbot, 30)
    kept = document(presenter)
    keys(presenter, "M")
    canvas = presenter.window.arrangement.loss
    assert canvas._kept.name == f"kept run: {significant(error(kept))}, test {significant(held_out_error(kept))}"
    assert_array_equal(canvas._kept_courses[1][0], presenter.control.test_run.steps)


def test_a_net_without_a_run_can_be_kept_too(opened, keys):
    presenter = opened(untrained())
    keys(presenter, "M")
    assert "loss" in presenter.window.arrangement.visible_names()
    assert presenter.window.arrangement.loss._kept_courses[0][0].tolist() == [0]


@pytest.mark.parametrize("identifier", [SURFACE, PLANE])
def test_the_kept_nets_output_lies_beside_todays_on_the_same_scales(opened, keys, qtbot, identifier):
    presenter = opened(untrained(identifier))
    train(presenter, qtbot, 40)
    keys(presenter, "M")
    shown = presenter.window.arrangement.visible_names()
    assert shown[shown.index("output") + 1] == "kept"
    arrangement = presenter.window.arrangement
    kept = arrangement._kept
    presenter._edit("Grow", lambda d: edits.set_network(d, d.network.replace(W2=5 * d.network.W2)))
    QApplication.processEvents()
    if identifier == PLANE:
        assert kept.plane.isVisible()
        assert kept.plane._part.bounds == arrangement.plane._part.bounds
        ends = presenter.control.kept.document.network.predict(document(presenter).X)[[0, -1]]
        assert_array_equal(kept.plane._part.path[[0, -1]], ends)
        return
    assert kept.surface.isVisible()
    limits = kept.surface.limits
    assert limits == arrangement.surface.limits
    presenter._edit("Shrink", lambda d: edits.set_network(d, d.network.replace(W2=0 * d.network.W2)))
    presenter.display.everything()
    assert kept.surface.limits == arrangement.surface.limits < limits
    assert arrangement.surface.limits[0][0] >= abs(kept.surface._part.panels[0].values).max()


def test_the_kept_output_follows_todays_view_and_data(opened, keys, qtbot):
    presenter = opened(untrained())
    keys(presenter, "M")
    kept = presenter.window.arrangement._kept.surface
    for quantity in ("residual", "h", "y"):
        presenter.viewing.look(quantity=quantity)
        presenter.display.everything()
        assert kept._part.panels[0].kind == quantity
    before = kept._part
    presenter.display.everything()
    assert kept._part is before, "nothing is computed again without need"
    presenter.workbench.type_target(("x1",))
    presenter.display.everything()
    assert kept._part is not before


def test_a_kept_run_is_discarded_by_key_and_with_its_document(opened, keys, qtbot):
    presenter = opened(untrained())
    action = presenter.window.actions_["discard"]
    assert not action.isEnabled()
    for way in (lambda: keys(presenter, "Shift+M"), lambda: presenter.open_scene(PLANE)):
        keys(presenter, "M")
        assert action.isEnabled()
        way()
        assert presenter.control.kept is None
        assert not action.isEnabled()
        assert "kept" not in presenter.window.arrangement.visible_names()
        assert presenter.window.arrangement.loss._kept is None


def test_a_kept_net_of_other_inputs_is_not_drawn_beside_a_document(opened, keys):
    presenter = opened(untrained())
    keys(presenter, "M")
    presenter.session.open(beginnings.curve())
    presenter.display.everything()
    assert "kept" not in presenter.window.arrangement.visible_names()
    presenter.session.open(untrained())
    presenter.display.everything()
    assert "kept" in presenter.window.arrangement.visible_names()


def test_a_run_is_kept_while_it_goes_on(opened, keys, qtbot):
    presenter = opened(untrained())
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: document(presenter).step > 50)
    keys(presenter, "M")
    kept = presenter.control.kept
    assert presenter.control.running
    qtbot.waitUntil(lambda: document(presenter).step > kept.document.step + 100)
    assert kept.course[0][-1] == kept.document.step


def test_a_hand_takes_nothing_in_the_kept_output(opened, keys, mouse):
    presenter = opened(untrained(PLANE))
    keys(presenter, "M")
    presenter.display.everything()
    plane = presenter.window.arrangement._kept.plane
    assert presenter.window.childAt(plane.mapTo(presenter.window, plane.rect().center())) is not plane.viewport()


def test_another_theme_reaches_the_kept_output(opened, keys):
    presenter = opened(untrained())
    keys(presenter, "M")
    keys(presenter, "Ctrl+D")
    arrangement = presenter.window.arrangement
    assert arrangement._kept.surface.style_ == arrangement.surface.style_


def test_of_a_net_of_one_input_the_kept_curve_lies_beside_todays(opened, keys):
    presenter = opened(Document(Network.random(1, 3, 1, seed=2), FormulaData(("x0",), ((-1, 1),)), view=ONE_INPUT))
    keys(presenter, "M")
    arrangement = presenter.window.arrangement
    presenter._edit("Grow", lambda d: edits.set_network(d, d.network.replace(W2=5 * d.network.W2)))
    presenter.display.everything()
    assert arrangement._kept.surface.isVisible()
    assert arrangement._kept.surface.limits == arrangement.surface.limits
