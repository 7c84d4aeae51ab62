"""What actions do: all of them, whatever is made later than the table of handlers."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from nnexplorer.gui.actions import ACTIONS, CANVAS_TITLES, QUANTITY_TITLES
from nnexplorer.gui.handlers import handlers
from nnexplorer.gui.look.theme import THEMES

EXAMPLE = "second-layer-output"


@pytest.fixture
def presenter(opened):
    return opened(EXAMPLE)


def act(presenter, name):
    presenter.window.actions_[name].trigger()


def test_there_is_a_handler_for_every_action_and_no_other(presenter):
    assert handlers(presenter).keys() == {spec.id for spec in ACTIONS}


@pytest.mark.parametrize("name", CANVAS_TITLES)
def test_a_canvas_is_shown_and_taken_away(presenter, name):
    before = name in presenter.session.document.view.canvases
    act(presenter, f"canvas_{name}")
    assert (name in presenter.session.document.view.canvases) != before
    act(presenter, f"canvas_{name}")
    assert (name in presenter.session.document.view.canvases) == before


def test_each_of_several_is_the_one_that_its_action_names(presenter):
    for name in QUANTITY_TITLES:
        act(presenter, f"quantity_{name}")
        assert presenter.session.document.view.quantity == name
    for name in THEMES:
        act(presenter, f"theme_{name}")
        assert presenter.display.look.theme == name


def test_what_few_ask_for_is_made_when_it_is_asked_for(presenter):
    assert presenter.mode is None
    assert presenter.window.findChildren(QDialog) == []
    act(presenter, "lecture_mode")
    mode = presenter.mode
    assert mode.on
    act(presenter, "lecture_mode")
    assert presenter.mode is mode
    assert not mode.on
    for name in ("help", "arrange"):
        act(presenter, name)
        (dialog,) = presenter.window.findChildren(QDialog)
        assert dialog.isVisible()
        dialog.setParent(None)
        dialog.close()


def test_a_run_that_is_kept_shows_the_errors_beside_its_own(presenter):
    act(presenter, "canvas_loss")
    assert "loss" not in presenter.session.document.view.canvases
    presenter.control.record(presenter.session.document)
    act(presenter, "keep")
    assert "loss" in presenter.session.document.view.canvases
    assert presenter.control.kept is not None
    assert presenter.window.actions_["discard"].isEnabled()
    act(presenter, "discard")
    assert presenter.control.kept is None
