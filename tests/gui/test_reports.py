"""Errors that nobody caught: told once, with details to copy, from any thread, and the window lives on."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from nnexplorer.gui.reports import AGAIN, Reports
from nnexplorer.model import edits

EXAMPLE = "second-layer-output"


@pytest.fixture
def window(opened, monkeypatch):
    """A window whose errors are told as they are in the program, and the document it had."""
    presenter = opened(EXAMPLE)
    interrupted = []
    monkeypatch.setattr(sys, "excepthook", Reports(presenter.window, lambda: interrupted.append(True)).hook)
    presenter.interrupted = interrupted
    yield presenter
    for box in boxes(presenter):
        box.close()


def boxes(presenter):
    QApplication.processEvents()
    return [box for box in presenter.window.findChildren(QMessageBox) if box.isVisible()]


def fail(text="something inside"):
    raise RuntimeError(text)


def caught(act):
    """What Python does with an error that nobody catches."""
    try:
        act()
    except BaseException:  # noqa: BLE001
        sys.excepthook(*sys.exc_info())


def test_an_error_is_told_with_details_to_copy_and_the_document_lives_on(window):
    before = window.session.document
    caught(fail)
    (box,) = boxes(window)
    assert "something inside" in box.detailedText()
    next(button for button in box.buttons() if button.text() == "Copy details").click()
    assert "RuntimeError: something inside" in QApplication.clipboard().text()
    assert boxes(window) == []
    assert window.session.document is before


def test_an_error_in_a_loop_opens_one_dialog_and_no_second_one_when_that_is_closed(window, qtbot):
    turns = []

    def tick():
        turns.append(True)
        fail()

    timer = QTimer(window.window)
    timer.timeout.connect(tick)
    timer.start(1)
    qtbot.waitUntil(lambda: len(turns) > 20)
    (box,) = boxes(window)
    box.close()
    qtbot.waitUntil(lambda: len(turns) > 40)
    timer.stop()
    assert boxes(window) == []
    assert window.window.banner.text == AGAIN
    window.session.commit("Edit", edits.set_parameter(window.session.document, "b1", (0,), 5.0))
    assert window.window.isWindowModified(), "the window goes on"


def test_different_errors_share_a_dialog(window):
    caught(fail)
    caught(lambda: 1 / 0)
    (box,) = boxes(window)
    assert "something inside" in box.detailedText()
    assert "ZeroDivisionError" in box.detailedText()


def test_an_error_of_another_thread_is_told_in_the_windows(window):
    thread = threading.Thread(target=lambda: caught(fail))
    thread.start()
    thread.join()
    (box,) = boxes(window)
    assert box.thread() is window.window.thread()


def test_an_error_in_every_painting_is_told_once_and_after_it(window, monkeypatch, qtbot):
    canvas, painted = window.window.arrangement.input, []

    def paint(*_):
        painted.append(True)
        fail("in the middle of painting")

    monkeypatch.setattr(canvas, "draw_ground", paint)
    for turn in range(5):
        canvas.refresh_ground()
        canvas.viewport().update()
        qtbot.waitUntil(lambda turn=turn: len(painted) > turn)
    assert len(boxes(window)) == 1


def test_ctrl_c_is_no_error(window):
    def interrupt():
        raise KeyboardInterrupt

    caught(interrupt)
    assert window.interrupted == [True]
    assert boxes(window) == []
