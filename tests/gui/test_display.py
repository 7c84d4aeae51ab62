"""The display: drawn once a frame, and refined at rest."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.gui import display as module
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene
from nnexplorer.model.settings import CANVASES


@pytest.fixture
def resolutions(monkeypatch):
    seen = []
    real = module.evaluate_document

    def counted(document, resolution, *values, **more):
        seen.append(resolution)
        return real(document, resolution, *values, **more)

    monkeypatch.setattr(module, "evaluate_document", counted)
    return seen


def test_many_changes_make_one_picture_and_one_refined_at_rest(opened, qtbot, resolutions):
    presenter = opened("second-layer-output")
    qtbot.waitUntil(lambda: not presenter.display._rest.isActive())
    resolutions.clear()
    for bias in (0.1, 0.2, 0.3):
        presenter.session.preview(edits.set_parameter(presenter.session.document, "b1", (0,), bias))
    assert resolutions == []
    qtbot.waitUntil(lambda: len(resolutions) == 2)
    assert resolutions == [module.MOVING_RESOLUTIONS[1], module.RESTING_RESOLUTIONS[1]]
    presenter.session.revert()


def test_another_theme_changes_every_canvas(opened):
    presenter = opened("second-layer-output")
    presenter.display.set_theme("dark")
    assert {canvas.style_.theme.name for canvas in presenter.window.arrangement.every_canvas()} == {"dark"}
    assert presenter.window.actions_["theme"].isChecked()


@pytest.mark.parametrize("name", ["second-layer-output", "backprop-step", "dying-relu"])
@pytest.mark.parametrize("huge", [1e308, -1e308])
def test_the_largest_weights_there_are_are_shown_without_a_warning(opened, name, huge):
    presenter = opened(name)
    plain = edits.set_view(presenter.session.document, canvases=CANVASES, selected=0)
    for array in ("W1", "b1", "W2", "b2"):
        numbers = np.array(getattr(plain.network, array))
        one = numbers.copy()
        one.flat[0] = huge
        for wild in (one, np.full_like(numbers, huge)):
            presenter.session.open(edits.set_network(plain, plain.network.replace(**{array: wild})))
            presenter.display.everything()
            presenter.window.grab()
            assert presenter.window.weights_panel.network is presenter.session.document.network


def test_a_document_that_was_prepared_is_not_evaluated_when_it_is_opened(opened, qtbot, resolutions):
    presenter, following = opened("second-layer-output"), scene("unit-step").document
    presenter.display.prepare(following)
    presenter.display.prepare(following)
    assert resolutions.count(module.RESTING_RESOLUTIONS[1]) == len(resolutions)
    resolutions.clear()
    presenter.open_scene("unit-step")
    assert resolutions == []
    presenter.session.look(edits.set_view(following, selected=1))
    presenter.display.everything()
    assert len(resolutions) == 1, "another document is"
    presenter.display.prepare(None)
    assert presenter.display._prepared is None


def test_no_picture_is_refined_while_training_is_about_to_change_it(opened, keys, qtbot, resolutions):
    presenter = opened(edits.randomise(scene("second-layer-output").document, 2))
    qtbot.waitUntil(lambda: not presenter.display._rest.isActive())
    keys(presenter, "Space")
    resolutions.clear()
    qtbot.waitUntil(lambda: len(resolutions) >= 5, timeout=20000)
    presenter.display._calm()
    assert module.RESTING_RESOLUTIONS[1] not in resolutions
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: resolutions[-1] == module.RESTING_RESOLUTIONS[1])
