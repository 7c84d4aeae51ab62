"""A dialog keeps within its window, and is gone once it is closed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from nnexplorer.gui.widgets.dialog import Dialog, told_line


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 400)
    window.show()
    return window


@pytest.mark.parametrize(
    ("wanted", "size"), [((300, 200), (300, 200)), ((900, 200), (500, 200)), ((900, 900), (500, 400))]
)
def test_it_is_as_large_as_it_wants_but_no_larger_than_its_window(window, wanted, size):
    dialog = Dialog("Words", QSize(*wanted), window)
    assert dialog.size().toTuple() == size
    assert dialog.windowTitle() == "Words"


def test_it_is_gone_once_it_is_closed(window, qtbot):
    dialog = Dialog("Words", QSize(300, 200), window)
    dialog.column.addWidget(QLabel("a word"))
    dialog.come_forward()
    dialog.come_forward()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    assert not isValid(dialog)


def test_what_is_told_breaks_rather_than_widen_a_dialog(window):
    dialog, line = Dialog("Words", QSize(300, 200), window), told_line()
    dialog.column.addWidget(line)
    line.setText("nothing was saved, " * 40)
    assert dialog.minimumSizeHint().width() < 300
