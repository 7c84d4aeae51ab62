"""The walk's panel shows a stage and asks for the way on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from nnexplorer.gui.panels.walk import WalkPanel
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.fields import CountField


@pytest.fixture
def panel(stand):
    return stand(WalkPanel(), 760, 180)


def show(panel, place=1, names=("a", "b", "c")):
    panel.show_stage(names, place, "Forward", "<i>e</i> = 1", ["one", "two"])


def test_showing_emits_nothing_and_shows_all(panel, heard, named):
    log = heard(panel.moved, panel.sample_chosen, panel.closed)
    for _ in range(2):
        show(panel)
        panel.show_sample(6, 20)
    assert log == []
    assert named(panel, QLabel, "Numbers").text() == "one<br>two"
    assert "<u>b</u>" in named(panel, QLabel, "Stages").text()
    field = named(panel, CountField, "Sample")
    assert (field.value(), field.maximum()) == (7, 20)


def test_buttons_and_keys_ask_for_the_way_on(panel, heard, controls):
    show(panel)
    log = heard(panel.moved)
    back, following = controls(panel, Button)[:2]
    back.click()
    following.click()
    QTest.keyClick(panel, Qt.Key.Key_PageDown)
    QTest.keyClick(panel, Qt.Key.Key_PageUp)
    assert log == [(-1,), (1,), (1,), (-1,)]


def test_the_last_stage_takes_the_step_and_the_first_has_none_before(panel, controls):
    back, following = controls(panel, Button)[:2]
    show(panel, 2)
    assert following.text() == "Take the step"
    assert back.isEnabled()
    show(panel, 0)
    assert following.text() == "Next"
    assert not back.isEnabled()


def test_a_sample_is_chosen_and_the_walk_left(panel, heard, named, controls):
    panel.show_sample(0, 9)
    log = heard(panel.sample_chosen, panel.closed)
    named(panel, CountField, "Sample").stepUp()
    controls(panel, Button)[2].click()
    assert log == [(1,), ()]


def test_four_lines_of_numbers_have_room(panel, named):
    panel.show_stage(("a",), 0, "Update", "law", ["<i>w</i><sup>(2)</sup><sub>3</sub>"] * 4)
    label = named(panel, QLabel, "Numbers")
    assert label.heightForWidth(label.width()) <= label.minimumHeight()
