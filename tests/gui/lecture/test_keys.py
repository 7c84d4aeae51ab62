"""Numbers are complete as soon as they can be; keys are a lecture's only while it goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from nnexplorer.gui.lecture.keys import MOVED, RESTING, LectureKeys, Number


@pytest.mark.parametrize(
    ("digits", "most", "jumps", "left"),
    [
        ("4", 31, [4], ""),
        ("2", 31, [None], "2"),
        ("22", 31, [None, 22], ""),
        ("31", 31, [None, 31], ""),
        ("32", 31, [None, None], ""),
        ("07", 31, [None, 7], ""),
        ("0", 31, [None], "0"),
        ("1", 9, [1], ""),
        ("9", 8, [None], ""),
        ("105", 140, [None, None, 105], ""),
        ("15", 140, [None, 15], ""),
    ],
)
def test_a_number_is_complete_when_no_digit_can_follow(digits, most, jumps, left):
    number = Number()
    assert [number.type(digit, most) for digit in digits] == jumps
    assert number.digits == left


def test_enter_takes_the_number_as_it_stands():
    number = Number()
    assert number.enter() is None
    number.type("2", 31)
    assert number.enter() == 2
    assert number.enter() is None


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def test_keys_are_taken_and_given_back(window):
    actions = {name: QAction(name, window) for name in (*MOVED, *RESTING)}
    for name in MOVED:
        actions[name].setShortcuts([QKeySequence("X"), QKeySequence("Q")])
    keys, log = LectureKeys(window, actions), []
    for name in ("arrow", "digit", "entered", "ended", "darkened", "worded"):
        getattr(keys, name).connect(lambda *given, name=name: log.append((name, *given)))
    pressed = (Qt.Key.Key_Left, Qt.Key.Key_7, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Period, Qt.Key.Key_W)
    for listening in (False, True, False):
        if log or listening:
            keys.listen(listening)
        log.clear()
        for key in pressed:
            QTest.keyClick(window, key)
        wanted = [("arrow", Qt.Key.Key_Left), ("digit", "7"), ("entered",), ("ended", True), ("darkened",), ("worded",)]
        assert log == (wanted if listening else [])
        assert [actions[name].isEnabled() for name in RESTING] == [not listening] * len(RESTING)
        for name, key in MOVED.items():
            assert [one.toString() for one in actions[name].shortcuts()] == ([key] if listening else ["X", "Q"])
