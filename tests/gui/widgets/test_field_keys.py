"""Keys that fields leave to their window, or take from it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest

from nnexplorer.gui.widgets.field_keys import claims_escape
from nnexplorer.gui.widgets.fields import CountField, NumberField


@pytest.mark.parametrize(
    ("kind", "key", "claimed"),
    [
        (QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, True),
        (QEvent.Type.ShortcutOverride, Qt.Key.Key_A, False),
        (QEvent.Type.KeyPress, Qt.Key.Key_Escape, False),
    ],
)
def test_only_the_question_who_wants_esc_is_answered(kind, key, claimed):
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    assert (claims_escape(event), event.isAccepted()) == (claimed, claimed)


@pytest.mark.parametrize("make", [NumberField, lambda: CountField(0, 999)])
def test_space_and_undo_are_the_windows_unless_a_hand_is_typing(placed, typed, make):
    field = make()
    window = placed(field)
    log = []
    for keys in ("Space", "Ctrl+Z", "Ctrl+Shift+Z"):
        QShortcut(QKeySequence(keys), window).activated.connect(lambda keys=keys: log.append(keys))
    for keys in ("Space", "Ctrl+Z", "Ctrl+Shift+Z"):
        QTest.keySequence(field, QKeySequence(keys))
    assert log == ["Space", "Ctrl+Z", "Ctrl+Shift+Z"]
    field.selectAll()
    typed(field, "7")
    QTest.keySequence(field, QKeySequence("Ctrl+Z"))
    QTest.keySequence(field, QKeySequence("Space"))
    assert log[3:] == ["Space"], "typing is undone in the field"
