"""The banner: it lies over what is there, its answers act and close it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from nnexplorer.gui.panels.banner import Banner
from nnexplorer.gui.widgets.button import Button


@pytest.fixture
def ground(stand):
    """A widget with something in it, under a banner."""
    ground = QWidget()
    ground.content = QLabel("content")
    QVBoxLayout(ground).addWidget(ground.content)
    ground.banner = Banner(ground)
    return stand(ground, 600, 300)


def button(banner, text):
    return next(part for part in banner.findChildren(Button) if part.text() == text and not part.isHidden())


def test_a_banner_is_hidden_until_there_is_something_to_say(ground):
    assert ground.banner.isHidden()
    assert ground.banner.text == ""


def test_a_banner_lies_over_the_top_and_pushes_nothing_aside(ground):
    before = ground.content.geometry()
    ground.banner.say("A message")
    assert ground.content.geometry() == before
    assert ground.banner.geometry().topLeft() == ground.content.geometry().topLeft()
    assert ground.banner.width() == ground.content.width()
    assert ground.childAt(ground.banner.geometry().center()) is not ground.content


@pytest.mark.parametrize("width", [300, 900])
def test_a_banner_follows_the_width_and_its_text_fits(ground, width):
    ground.banner.say("A rather long message that must break its lines. " * 5, [("Go on", lambda: None)])
    ground.resize(width, 300)
    QApplication.processEvents()
    label = ground.banner.findChild(QLabel)
    assert ground.banner.width() == ground.content.width()
    assert label.height() >= label.heightForWidth(label.width())
    assert ground.banner.height() < ground.height()
    answer = button(ground.banner, "Go on")
    beside = answer.geometry().top() < label.geometry().bottom()
    assert beside == (width == 900), "buttons stand beside a text that has room"


def test_an_answer_acts_without_arguments_and_closes(ground, mouse):
    log = []
    ground.banner.say("Choose", [("One", lambda *a: log.append(("one", a))), ("Two", lambda: log.append("two"))])
    QApplication.processEvents()
    one = button(ground.banner, "One")
    assert one.property("class") == "primary"
    assert button(ground.banner, "Close").property("class") is None
    mouse(one).click(QPointF(one.rect().center()))
    assert log == [("one", ())]
    assert ground.banner.text == ""


def test_close_only_closes_and_a_new_message_takes_the_old_ones_place(ground):
    ground.banner.say("First", [("Old", lambda: None)])
    ground.banner.say("Second")
    QApplication.processEvents()
    assert ground.banner.text == "Second"
    button(ground.banner, "Close").click()
    assert ground.banner.isHidden()


def test_an_answer_may_say_something_again(ground):
    ground.banner.say("First", [("Again", lambda: ground.banner.say("Second"))])
    button(ground.banner, "Again").click()
    assert ground.banner.text == "Second"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_focused_answer_is_pressed_and_not_the_windows_shortcut(ground, key):
    log = []
    QShortcut(QKeySequence(key), ground).activated.connect(lambda: log.append("window"))
    ground.banner.say("Choose", [("One", lambda: log.append("one"))])
    (one := button(ground.banner, "One")).setFocus()
    QTest.keyClick(one, key)
    assert log == ["one"]
    assert ground.banner.isHidden()


def test_what_is_said_before_anything_was_laid_out_has_the_whole_width(qtbot):
    ground = QWidget()
    qtbot.addWidget(ground)
    QVBoxLayout(ground).addWidget(QLabel("content"))
    ground.resize(600, 300)
    banner = Banner(ground)
    banner.say("A message", (("Do this", lambda: None), ("Do that", lambda: None)))
    assert banner.width() == ground.rect().marginsRemoved(ground.layout().contentsMargins()).width()
