"""Rows are folded away in a low window, and as a hand chose from then on."""

import pytest

from nnexplorer.gui.panels.fold import FoldedRows


@pytest.fixture
def rows(stand, qtbot):
    made = stand(FoldedRows("the rest"))
    qtbot.addWidget(made.button)
    return made


def test_a_low_window_folds_them_away_without_a_word(rows, heard):
    log = heard(rows.fold_chosen)
    assert (rows.folded, rows.isHidden(), rows.button.text()) == (False, False, "Less")
    for low in (True, True, False):
        rows.show_low(low)
        assert (rows.folded, rows.isHidden()) == (low, low)
    assert log == []


def test_a_hand_chooses_whatever_the_height(rows, heard):
    log = heard(rows.fold_chosen)
    rows.show_low(True)
    rows.button.click()
    assert (rows.isHidden(), rows.button.text(), log) == (False, "Less", [(False,)])
    rows.show_low(False)
    rows.show_low(True)
    assert not rows.isHidden()
    rows.choose(True)
    assert rows.isHidden()
    assert "Show the rest" in rows.button.toolTip()
