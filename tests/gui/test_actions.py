"""The table of actions: ids, shortcuts, sections and handlers."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from nnexplorer.gui.actions import ACTIONS, CANVAS_TITLES, QUANTITY_TITLES, SECTIONS, build_actions
from nnexplorer.model.lecture import scenes
from nnexplorer.model.settings import CANVASES, QUANTITIES

SCENE = "second-layer-output"


def test_ids_and_shortcuts_are_unique():
    ids = [spec.id for spec in ACTIONS]
    shortcuts = [QKeySequence(keys).toString() for spec in ACTIONS for keys in spec.shortcuts]
    assert len(set(ids)) == len(ids)
    assert len(set(shortcuts)) == len(shortcuts)
    assert all(shortcuts), "Qt can read each of them"


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.id)
def test_every_action_has_a_text_a_tip_and_a_section_that_exists(spec):
    assert spec.text
    assert spec.tip
    assert spec.shortcuts
    assert spec.section in (*SECTIONS, "")


def test_a_missing_handler_is_told(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    with pytest.raises(KeyError):
        build_actions(window, {})


def test_an_action_calls_its_handler_once_and_tells_its_shortcut(qtbot):
    window, log = QWidget(), []
    qtbot.addWidget(window)
    actions = build_actions(window, {spec.id: lambda *_, name=spec.id: log.append(name) for spec in ACTIONS})
    for spec in ACTIONS:
        actions[spec.id].trigger()
        assert spec.tip in actions[spec.id].toolTip()
        assert actions[spec.id].toolTip().endswith(")")
    assert log == [spec.id for spec in ACTIONS]


def test_every_action_has_a_handler_in_the_window_and_stands_in_its_menu(opened):
    window = opened(SCENE).window
    assert set(window.actions_) == {spec.id for spec in ACTIONS}
    sections = {
        part.text(): [action.objectName() for action in part.menu().actions() if action.objectName()]
        for part in window.menu.actions()
    }
    assert tuple(sections) == SECTIONS
    for section, found in sections.items():
        assert found == [spec.id for spec in ACTIONS if spec.section == section]


# What they do in the window -----------------------------------------------------------------------------------------


def checked(presenter, kind):
    """Which actions of a kind bear a mark in the menu."""
    actions = presenter.window.actions_.items()
    return [name.removeprefix(kind) for name, action in actions if name.startswith(kind) and action.isChecked()]


def test_every_canvas_of_the_lecture_and_every_quantity_can_be_chosen():
    assert set(CANVAS_TITLES) <= set(CANVASES)
    assert {name for scene in scenes() for name in scene.document.view.canvases} <= set(CANVAS_TITLES)
    assert tuple(QUANTITY_TITLES) == QUANTITIES


def test_every_canvas_is_opened_and_put_away_by_its_keys(opened, keys, qtbot):
    presenter = opened("target-surface")
    arrangement = presenter.window.arrangement
    for place, name in enumerate(CANVAS_TITLES, 1):
        if name == "output":
            continue
        keys(presenter, f"Ctrl+{place}")
        assert checked(presenter, "canvas_") == [one for one in CANVAS_TITLES if one in (name, "output")]
        qtbot.waitUntil(lambda name=name: arrangement.canvas(name).isVisible())
        keys(presenter, f"Ctrl+{place}")
        assert checked(presenter, "canvas_") == ["output"]
        qtbot.waitUntil(lambda name=name: not arrangement.canvas(name).isVisible())


def test_every_quantity_is_shown_by_its_keys_and_alone_bears_a_mark(opened, keys, qtbot):
    presenter = opened("second-layer-output")
    surface = presenter.window.arrangement.surface
    titles = set()
    for place, name in enumerate(QUANTITY_TITLES, 1):
        for _ in range(2):
            keys(presenter, f"Alt+{place}")
            assert presenter.session.document.view.quantity == name
            assert checked(presenter, "quantity_") == [name]
        presenter.display.everything()
        titles.add(surface.title)
    assert len(titles) == len(QUANTITY_TITLES)


def test_s_draws_the_next_step_and_leaves_it_out(opened, keys):
    presenter = opened("semicircle-frames")
    action = presenter.window.actions_["next_step"]
    for drawn in (True, False):
        keys(presenter, "S")
        presenter.display.everything()
        assert action.isChecked() == drawn
        assert (presenter.window.arrangement.plane._step is not None) == drawn


def test_a_scene_brings_its_marks_along(opened):
    presenter = opened("second-layer-output")
    presenter.open_scene("backprop-step")
    assert presenter.window.actions_["next_step"].isChecked()
    presenter.open_scene("target-surface")
    assert not presenter.window.actions_["next_step"].isChecked()
    assert (checked(presenter, "canvas_"), checked(presenter, "quantity_")) == (["output"], ["target"])
