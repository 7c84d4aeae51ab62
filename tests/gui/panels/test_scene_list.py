"""The list of scenes under a hand: sections are no scenes, and a list that moves under the pointer chooses nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from nnexplorer.gui.panels.scene_list import ID, NUMBER, SceneList

ENTRIES = [(f"scene-{i}", f"Scene {i}", "Lines" if i < 3 else "Planes") for i in range(30)]


@pytest.fixture
def scenes(stand):
    scenes = stand(SceneList(), 216, 200)
    scenes.show_scenes(ENTRIES)
    return scenes


def center(scenes, text):
    [item] = scenes.findItems(text, Qt.MatchFlag.MatchExactly)
    return QPointF(scenes.visualItemRect(item).center())


def test_each_section_stands_once_above_its_scenes_and_is_none_itself(scenes, heard, mouse):
    texts = [scenes.item(row).text() for row in range(scenes.count())]
    assert texts[:6] == ["Lines", "Scene 0", "Scene 1", "Scene 2", "Planes", "Scene 3"]
    assert len(texts) == len(ENTRIES) + 2
    numbers = [scenes.item(row).data(NUMBER) for row in range(scenes.count())]
    assert [number for number in numbers if number is not None] == list(range(1, 31))
    log = heard(scenes.chosen)
    mouse(scenes).click(center(scenes, "Planes"))
    assert (log, scenes.currentRow()) == ([], -1)


def test_arrow_keys_step_over_a_section(scenes, heard):
    scenes.show_open("scene-2")
    log = heard(scenes.chosen)
    QTest.keyClick(scenes, Qt.Key.Key_Down)
    assert log == [("scene-3",)]


def test_scenes_without_sections_stand_alone(scenes):
    scenes.show_scenes([("a", "A", ""), ("b", "B", "")])
    assert [scenes.item(row).data(ID) for row in range(scenes.count())] == ["a", "b"]


def test_a_scene_that_opens_under_the_pointer_stays_the_chosen_one_though_the_list_moves(scenes, mouse):
    scenes.show_open("scene-0")
    scenes.chosen.connect(scenes.show_open)
    mouse(scenes).click(center(scenes, "Scene 4"))
    selected = [item.text() for item in scenes.selectedItems()]
    assert (selected, scenes.currentItem().text()) == (["Scene 4"], "Scene 4")


def test_nothing_is_chosen_before_the_button_is_let_go_and_by_a_pull_no_other(scenes, heard, mouse):
    scenes.show_open("scene-0")
    log, hand = heard(scenes.chosen), mouse(scenes)
    hand.press(center(scenes, "Scene 2"))
    hand.move(0, 40)
    assert log == []
    hand.release()
    assert log == [("scene-2",)]
    assert scenes.currentItem().text() == "Scene 2"


def test_a_click_on_the_open_scene_is_no_choice(scenes, heard, mouse):
    scenes.show_open("scene-1")
    log = heard(scenes.chosen)
    mouse(scenes).click(center(scenes, "Scene 1"))
    assert log == []


def test_the_keyboard_alone_chooses_nothing_and_enter_the_row_that_it_is_on(scenes, heard):
    log = heard(scenes.chosen)
    scenes.show_open(None)
    scenes.clearFocus()
    scenes.setFocus()
    assert log == []
    QTest.keyClick(scenes, Qt.Key.Key_Return)
    assert log == [("scene-0",)]


def test_a_click_on_a_section_chooses_nothing_whatever_row_has_the_keyboard(scenes, heard, mouse):
    log = heard(scenes.chosen)
    scenes.setFocus()
    mouse(scenes).click(center(scenes, "Planes"))
    assert log == []
