"""A share is a row of its own where there is one."""

from PySide6.QtWidgets import QLabel

from nnexplorer.gui.panels.card import Card
from nnexplorer.gui.panels.shares import Shares


def test_the_share_of_right_samples_is_shown_where_there_is_one(stand):
    card = stand(Card("Target"))
    shares = Shares(card)
    for shown in (("", ""), ("98.4 %", ""), ("98.4 %", "90 %"), ("", "")):
        shares.show(*shown)
        assert shares.texts == shown
        visible = {label.text() for label in card.findChildren(QLabel) if label.isVisible()}
        assert ("Right" in visible, "Test right" in visible) == (bool(shown[0]), bool(shown[1]))
    assert all(label.toolTip() for label in card.findChildren(QLabel) if label.text() in ("Right", "Test right"))
