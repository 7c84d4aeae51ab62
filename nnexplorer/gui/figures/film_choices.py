"""What is filmed: frames, a training or one number of a unit, each with numbers of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnexplorer.compute import films
from nnexplorer.gui.panels.card import Card
from nnexplorer.gui.widgets.fields import ChoiceField, CountField, NumberField
from nnexplorer.gui.words.notation import significant

if TYPE_CHECKING:
    from nnexplorer.compute.films import Film
    from nnexplorer.model.document import Document

MOST_STEPS = 10_000_000


class FilmChoices(QWidget):
    """Chooses what a document is filmed doing."""

    changed = Signal()
    """A hand has chosen something else."""

    refused = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._ends = (0.0, 1.0)
        card = Card("Film")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._kind = ChoiceField(films.KINDS.items())
        card.add_row("Of", self._kind, tip="A scene's frames, a training, or a number that changes evenly.")
        self._pages = {"training": self._build_training(), "sweep": self._build_sweep()}
        for page in self._pages.values():
            card.column.addWidget(page)
        self._kind.chosen.connect(lambda _kind: self._turn())
        self._kind.show_name("frames" if document.frames > 1 else "training")
        self._turn()

    def _build_training(self) -> QWidget:
        page, steps = _page(), self._document.training.steps
        self._steps, self._every = CountField(0, MOST_STEPS), CountField(1, MOST_STEPS)
        self._start = ChoiceField([("", "The weights of now"), ("afresh", "Those of the start")])
        page.add_row("From", self._start, tip="Go on from the present weights, or from those that training began with.")
        page.add_row("Steps", self._steps, tip="Updates that are made.")
        page.add_row("A picture every", self._every, tip="Updates from picture to picture.")
        self._steps.show_count(steps)
        self._every.show_count(max(1, steps // films.USUAL))
        self._start.chosen.connect(lambda _name: self.changed.emit())
        for field in (self._steps, self._every):
            field.counted.connect(lambda _count: self.changed.emit())
        return page

    def _build_sweep(self) -> QWidget:
        page, view = _page(), self._document.view
        self._knob = ChoiceField((knob.name, knob.title) for knob in films.KNOBS.values())
        self._unit = CountField(view.index_base, view.index_base + self._document.network.units - 1)
        self._unit.show_count((view.selected or 0) + view.index_base)
        self._low, self._high, self._pictures = NumberField(), NumberField(), CountField(2, films.MOST_SHOTS)
        self._pictures.show_count(films.USUAL)
        page.add_row("Number", self._knob, tip="What goes evenly from one end to the other.")
        page.add_row("Unit", self._unit, tip="Whose it is; the slope is that of all units.")
        page.add_row("From", self._low, tip="The number's first value.")
        page.add_row("To", self._high, tip="Its last value.")
        page.add_row("Pictures", self._pictures, tip="How many, both ends among them.")
        self._knob.chosen.connect(lambda _name: self._reset_ends())
        self._unit.counted.connect(lambda _unit: self._reset_ends())
        self._pictures.counted.connect(lambda _count: self.changed.emit())
        self._low.committed.connect(lambda value: self._show_ends(value, self._ends[1]))
        self._high.committed.connect(lambda value: self._show_ends(self._ends[0], value))
        for field in (self._low, self._high):
            field.setFixedWidth(96)
            field.refused.connect(self.refused)
        return page

    def _turn(self) -> None:
        kind = self._kind.currentData()
        for name, page in self._pages.items():
            page.setVisible(name == kind)
        if kind == "sweep":
            self._reset_ends()
        else:
            self.changed.emit()

    def _reset_ends(self) -> None:
        """Show the ends that suit the number; what the document does not have is told by the film."""
        try:
            self._show_ends(*films.knob_named(self._knob.currentData()).ends(self._document, self._chosen_unit))
        except ValueError:
            self.changed.emit()

    def _show_ends(self, low: float, high: float) -> None:
        self._ends = (low, high)
        for field, value in zip((self._low, self._high), self._ends, strict=True):
            field.show_text(significant(value))
        self.changed.emit()

    @property
    def _chosen_unit(self) -> int:
        return self._unit.value() - self._document.view.index_base

    def film(self) -> Film:
        """The film that is chosen; ValueError says why there is none."""
        makers: dict[str, Callable[[], Film]] = {
            "frames": lambda: films.of_frames(self._document),
            "training": lambda: films.of_training(
                self._document, self._steps.value(), self._every.value(), afresh=bool(self._start.currentData())
            ),
            "sweep": lambda: films.of_sweep(
                self._document, self._knob.currentData(), self._chosen_unit, *self._ends, self._pictures.value()
            ),
        }
        return makers[self._kind.currentData()]()


def _page() -> Card:
    """Rows within a card."""
    page = Card()
    page.setProperty("class", "")
    page.column.setContentsMargins(0, 0, 0, 0)
    return page
