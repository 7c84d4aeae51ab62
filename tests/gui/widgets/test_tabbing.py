"""Tab comes to what was made late where it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from nnexplorer.gui.widgets.tabbing import tab_after


def test_what_is_made_late_follows_what_it_stands_behind(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    groups = []
    for _ in range(3):
        group = QWidget()
        inside = QVBoxLayout(group)
        for widget in (QLineEdit(), QLabel(), QLineEdit()):
            inside.addWidget(widget)
        column.addWidget(group)
        groups.append(group)
    first, second, late = groups
    tab_after(first, late)
    chain, widget = [], window.nextInFocusChain()
    while widget is not window:
        chain += [widget] if isinstance(widget, QLineEdit) else []
        widget = widget.nextInFocusChain()
    assert chain == [field for group in (first, late, second) for field in group.findChildren(QLineEdit)]
