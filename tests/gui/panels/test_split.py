"""The rows of the test split: what is shown with and without one, and what a hand says."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from nnexplorer.gui.panels.card import Rows
from nnexplorer.gui.panels.split import SplitRows
from nnexplorer.gui.widgets.fields import CountField


@pytest.fixture
def rows(stand):
    return stand(Rows())


@pytest.fixture
def split(rows):
    return SplitRows(rows, rows)


def texts(rows):
    return {label.text() for label in rows.findChildren(QLabel) if label.isVisible()}


def test_a_split_is_shown_and_handed_on(rows, split, heard, named):
    log, share, seed = heard(split.changed), named(rows, CountField, "Test %"), named(rows, CountField, "Split")
    assert not seed.isVisible()
    for _ in range(2):
        split.show(0.25, 3)
        split.show_error("0.125")
    assert (share.value(), seed.value(), seed.isVisible(), log) == (25, 3, True, [])
    assert "0.125" in texts(rows)
    share.setValue(50)
    seed.setValue(4)
    assert log == [(0.5, 3), (0.5, 4)]
    split.show(0.0, 0)
    assert "0.125" not in texts(rows)
