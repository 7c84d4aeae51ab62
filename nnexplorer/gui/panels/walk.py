"""The walk through one step in slow motion: the chain of stages, the open one's law and numbers, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import explain, wrapped
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.fields import CountField
from nnexplorer.gui.words.notation import count

NEXT_KEY, BACK_KEY = "PgDown", "PgUp"

MOST_LINES = 4
"""Lines of numbers that there is room for, so that the window does not move from stage to stage."""

LINE = 1.3
"""Height of a line with indices, in lines of plain text."""

NARROW = 64
"""Width in pixels of the sample's field."""

ARROW = " \N{RIGHTWARDS ARROW} "


class WalkPanel(QFrame):
    """Shows one stage of a step; its buttons and keys ask for the next one or the one before."""

    moved = Signal(int)
    """A hand asks for the next stage (1) or the one before (-1)."""

    sample_chosen = Signal(int)
    """The sample, counted from 0, whose step a hand wants to see."""

    closed = Signal()
    """A hand has seen enough."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        self._build_head(column)
        self._chain, self._law = wrapped(), wrapped()
        self._chain.setProperty("class", "code")
        self._chain.setAccessibleName("Stages")
        self._numbers = wrapped()
        for label, name in ((self._law, "Law"), (self._numbers, "Numbers")):
            label.setAccessibleName(name)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._numbers.setMinimumHeight(round(MOST_LINES * LINE * self._numbers.fontMetrics().lineSpacing()))
        for label in (self._chain, self._law, self._numbers):
            column.addWidget(label)
        self._bind_keys()

    def _build_head(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._title, name = wrapped(), QLabel("Sample")
        self._title.setProperty("class", "value")
        self._title.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._sample, self._of = CountField(1, 1), QLabel()
        self._of.setProperty("class", "soft")
        self._sample.setFixedWidth(NARROW)
        explain(self._sample, "Sample", "The sample whose step is shown; or drag the probe to another one.")
        self._sample.counted.connect(lambda place: self.sample_chosen.emit(place - 1))
        self._back, self._next, close = Button("Back"), Button("Next"), Button("Close")
        self._next.setProperty("class", "primary")
        explain(self._back, "Back", f"The stage before. ({BACK_KEY})")
        explain(close, "Close", "Leave the slow motion; nothing has changed. (Esc)")
        self._back.clicked.connect(lambda: self.moved.emit(-1))
        self._next.clicked.connect(lambda: self.moved.emit(1))
        close.clicked.connect(self.closed)
        row.addWidget(self._title, 1)
        for part in (name, self._sample, self._of, self._back, self._next, close):
            row.addWidget(part)
        column.addLayout(row)

    def _bind_keys(self) -> None:
        for key, way in ((NEXT_KEY, 1), (BACK_KEY, -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda way=way: self.moved.emit(way))

    def show_stage(self, names: Sequence[str], place: int, title: str, law: str, numbers: Sequence[str]) -> None:
        """Show the stage at `place` of those called `names`, all texts as rich text."""
        self._title.setText(title)
        self._chain.setText(ARROW.join(f"<b><u>{name}</u></b>" if i == place else name for i, name in enumerate(names)))
        self._law.setText(law)
        self._numbers.setText("<br>".join(numbers))
        last = place == len(names) - 1
        self._back.setEnabled(place > 0)
        self._next.setText("Take the step" if last else "Next")
        tip = "Change every weight by this one step, and begin again." if last else "The next stage."
        explain(self._next, self._next.text(), f"{tip} ({NEXT_KEY})")

    def show_sample(self, sample: int, samples: int) -> None:
        """Show which sample of how many it is, counted from 0."""
        self._sample.setMaximum(samples)
        self._sample.show_count(sample + 1)
        self._of.setText(f"of {count(samples)}")
