"""The application around the window: Ctrl-C, errors that nobody caught, the last scene."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMessageBox

from nnexplorer.gui import app
from nnexplorer.gui.app import FIRST_SCENE, LAST_SCENE, Interrupts
from nnexplorer.model.lecture import scene


def test_ctrl_c_acts_at_once_and_leaves_the_signal_as_it_was(qapp, qtbot):
    before, heard = signal.getsignal(signal.SIGINT), []
    interrupts = Interrupts(lambda: heard.append(True))
    os.kill(os.getpid(), signal.SIGINT)
    qtbot.waitUntil(lambda: heard == [True])
    assert interrupts.seen
    interrupts.restore()
    assert signal.getsignal(signal.SIGINT) is before


def test_an_error_is_told_once_and_the_document_lives_on(opened):
    presenter = opened("second-layer-output")
    before = presenter.session.document
    for _ in range(3):
        try:
            raise RuntimeError("something inside")
        except RuntimeError:
            app._report(presenter, *sys.exc_info())
    boxes = presenter.window.findChildren(QMessageBox)
    assert len(boxes) == 1
    assert "something inside" in boxes[0].detailedText()
    assert presenter.session.document is before
    boxes[0].close()


@pytest.mark.parametrize(
    ("remembered", "opens"), [(None, FIRST_SCENE), ("unit-step", "unit-step"), ("gone", FIRST_SCENE)]
)
def test_a_start_opens_the_scene_that_the_last_window_showed(qapp, remembered, opens):
    QSettings().setValue(LAST_SCENE, remembered)
    assert app._last_document() is scene(opens).document
    QSettings().remove(LAST_SCENE)
