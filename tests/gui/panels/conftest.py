"""Panels in an active window, their parts by the names that a screen reader says, and what they emit."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget


@pytest.fixture
def stand(qtbot):
    """`stand(panel)` shows a panel and makes its window active."""
    kept = []

    def show(panel, width=320, height=400):
        kept.append(panel)
        qtbot.addWidget(panel)
        panel.resize(width, height)
        with qtbot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        return panel

    return show


@pytest.fixture
def named():
    """`named(panel, kind, name)` is the part of that class and accessible name."""

    def find(panel, kind, name):
        return next(part for part in panel.findChildren(kind) if part.accessibleName() == name)

    return find


@pytest.fixture
def heard():
    """`heard(*signals)` lists what they emit from now on, as tuples."""

    def listen(*signals):
        log = []
        for signal in signals:
            signal.connect(lambda *values: log.append(values))
        return log

    return listen


@pytest.fixture
def controls():
    """`controls(panel, *kinds)` are its parts of those classes."""

    def find(panel: QWidget, *kinds):
        return [part for kind in kinds for part in panel.findChildren(kind)]

    return find
