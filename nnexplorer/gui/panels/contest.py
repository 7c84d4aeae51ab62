"""The score of a contest: the hand's best error against what gradient descent makes of the same start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import Card, explain, wrapped
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.fields import CountField
from nnexplorer.gui.words.notation import count, significant

if TYPE_CHECKING:
    from nnexplorer.session.score import Score

MOST_STEPS = 100_000


class ContestPanel(QWidget):
    """Shows a Score, and ends the contest when a hand says so."""

    steps_changed = Signal(int)
    """How many steps a hand grants gradient descent."""

    finished = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card("By hand against gradient descent")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._values: list[QLabel] = []
        self._names = [
            self._add_value(card, "Start", "The error that both began with."),
            self._add_value(card, "You", "The least error that you have reached; it counts when you let go."),
            self._add_value(
                card, "Gradient descent", "The least error that it has reached, as the training panel says."
            ),
        ]
        self._steps = CountField(1, MOST_STEPS)
        card.add_row("Its steps", self._steps, tip="Steps that gradient descent may make; a change begins it anew.")
        self._steps.counted.connect(self.steps_changed)
        self._verdict = wrapped()
        card.column.addWidget(self._verdict)
        self._build_ends(card)

    def _add_value(self, card: Card, name: str, tip: str) -> QLabel:
        value = QLabel()
        value.setProperty("class", "value")
        self._values.append(value)
        return card.add_row(name, value, tip=tip)

    def _build_ends(self, card: Card) -> None:
        row = QHBoxLayout()
        for text, tip, signal in (
            ("Finish", "End the contest with your best net. (G)", self.finished),
            ("Cancel", "End the contest and go back to its start.", self.cancelled),
        ):
            button = Button(text)
            explain(button, text, tip)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        card.column.addLayout(row)

    def show_score(self, score: Score) -> None:
        """Show how both stand."""
        moves, steps = f"{count(score.moves)} move{'' if score.moves == 1 else 's'}", count(score.made)
        for label, name in zip(self._names[1:], (f"You, {moves}", f"Descent, {steps} steps"), strict=True):
            label.setText(name)
        for label, error in zip(self._values, (score.start, score.best, score.reached), strict=True):
            label.setText(significant(error))
        self._steps.show_count(score.wanted)
        self._verdict.setText(verdict(score))


def verdict(score: Score) -> str:
    """Who is ahead, in a sentence or two of rich text."""
    said = ""
    if score.diverged:
        said = f"Gradient descent diverged at step {count(score.made)}: its learning rate is too large. "
    if not score.moves:
        return f"{said}Drag a line or a vector: your error counts when you let go."
    if score.best >= score.start:
        return f"{said}Not below the start yet: go on, or undo and try another way."
    if score.needed is not None:
        moves = f"{count(score.moves)} step{'' if score.moves == 1 else 's'}"
        return (
            f"{said}<b>Gradient descent is ahead.</b> It was as good as you are after {count(score.needed)} steps; "
            f"after {moves} it had {significant(score.after(score.moves))}."
        )
    if not score.done:
        return f"{said}<b>You are ahead</b> of its first {count(score.made)} steps."
    return f"{said}<b>You are ahead.</b> Gradient descent does not get there in {count(score.made)} steps."
