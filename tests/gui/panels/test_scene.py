"""The list of scenes: a hand chooses, showing does not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget

from nnexplorer.gui.panels.scene import ScenePanel

SCENES = [(f"scene-{i}", f"Scene {i} with a title that is longer than a line of it", "") for i in range(20)]


@pytest.fixture
def panel(stand):
    return stand(ScenePanel(SCENES, QLabel("y = x")), 216, 600)


def test_showing_a_scene_twice_emits_nothing_and_reveals_it(panel, heard, named):
    log = heard(panel.scene_chosen)
    scenes = named(panel, QListWidget, "Scenes")
    for _ in range(2):
        panel.show_scene("scene-17", "Look here")
    assert log == []
    assert scenes.currentRow() == 17
    assert scenes.viewport().rect().contains(scenes.visualItemRect(scenes.item(17)))
    assert {"Look here", "y = x"} <= {label.text() for label in panel.findChildren(QLabel)}


def test_a_document_of_ones_own_is_no_scene(panel, named):
    panel.show_scene("scene-1", "")
    panel.show_scene(None, "mine")
    assert named(panel, QListWidget, "Scenes").currentRow() == -1


def test_a_click_and_a_key_choose_a_scene(panel, heard, named, mouse):
    panel.show_scene("scene-0", "")
    log, scenes = heard(panel.scene_chosen), named(panel, QListWidget, "Scenes")
    mouse(scenes).click(QPointF(scenes.visualItemRect(scenes.item(2)).center()))
    panel.show_scene("scene-2", "")
    QTest.keyClick(scenes, Qt.Key.Key_Down)
    assert log == [("scene-2",), ("scene-3",)]


def test_every_title_is_told_in_full_and_has_room(panel, named):
    scenes = named(panel, QListWidget, "Scenes")
    items = [scenes.item(row) for row in range(scenes.count())]
    assert [(item.toolTip(), item.text()) for item in items] == [(title, title) for _, title, _ in SCENES]
    panel.resize(200, 600)
    QApplication.processEvents()
    line = scenes.fontMetrics().height()
    assert all(item.sizeHint().height() >= 2 * line for item in items)


def test_without_a_caption_there_is_no_card_for_one(stand):
    panel = stand(ScenePanel([("a", "A", "")], QWidget()), 216, 600)
    cards = []
    for caption in ("Look at this.", "", " \n"):
        panel.show_scene("a", caption)
        cards.append(panel._caption_card.isVisible())
    assert cards == [True, False, False]


@pytest.mark.parametrize("height", [300, 420, 600])
def test_the_open_scene_is_in_view_whatever_the_size(stand, height):
    panel = stand(
        ScenePanel([(str(i), f"Scene number {i} with a title of some length", "Part") for i in range(30)], QWidget()),
        216,
        700,
    )
    panel.show_scene("17", "")
    panel.resize(216, height)
    panel.layout().activate()
    box = panel._list.visualItemRect(panel._list.currentItem())
    assert panel._list.viewport().rect().contains(box)


def test_another_lecture_is_listed_without_a_word(panel, heard):
    log = heard(panel.scene_chosen)
    other = [("x", "Lines", ""), ("y", "Planes", "")]
    for _ in range(2):
        panel.show_list("Mine*", other)
        panel.show_scene("y", "")
    rows = panel._list
    assert [rows.item(i).text() for i in range(rows.count())] == ["Lines", "Planes"]
    assert rows.currentRow() == 1
    assert panel._heading.text() == "Mine*"
    assert log == []


def test_only_the_open_scene_is_marked_when_the_list_has_scrolled_under_nobodys_hand(opened):
    window = opened("second-layer-output", 1440, 900).window
    window.move(0, 0)  # where the test's pointer is, outside the list
    rows = window.scene_panel._list
    picture = rows.viewport().grab().toImage()
    marked = []
    for row in range(rows.count()):
        box = rows.visualItemRect(rows.item(row))
        if picture.rect().contains(box) and picture.pixelColor(box.right() - 8, box.top() + 2).name() != "#ffffff":
            marked.append(row)
    assert marked == [rows.currentRow()]
