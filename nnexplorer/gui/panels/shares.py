"""The shares of samples that a classifier has right, as rows of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from nnexplorer.gui.panels.card import Card

TIP = "Share of the samples whose hard output, as in testing, is right: of those that are "


class Shares:
    """A row for what is trained on and one for what is held out, each shown only where there is a share."""

    def __init__(self, card: Card) -> None:
        self._rows: list[tuple[QLabel, QLabel]] = []
        for name, which in (("Right", "trained on."), ("Test right", "held out.")):
            value = QLabel()
            value.setProperty("class", "value")
            self._rows.append((value, card.add_row(name, value, tip=TIP + which)))
        self.show("", "")

    @property
    def texts(self) -> tuple[str, ...]:
        """What is shown, '' for a row that is not."""
        return tuple("" if value.isHidden() else value.text() for value, _ in self._rows)

    def show(self, trained: str, tested: str) -> None:
        """Show the share of samples that are right in training and in testing; '' where there is none."""
        for (value, name), share in zip(self._rows, (trained, tested), strict=True):
            value.setText(share)
            for part in (value, name):
                if part.isHidden() == bool(share):
                    part.setVisible(bool(share))
