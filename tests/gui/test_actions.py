"""The table of actions: ids, shortcuts, sections and handlers."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from nnexplorer.gui.actions import ACTIONS, SECTIONS, build_actions

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
        part.text(): [action.objectName() for action in part.menu().actions()] for part in window.menu.actions()
    }
    assert tuple(sections) == SECTIONS
    for section, found in sections.items():
        assert found == [spec.id for spec in ACTIONS if spec.section == section]
