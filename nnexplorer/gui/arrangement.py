"""The canvases of a document side by side, as the window and the figures show them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QStackedLayout, QVBoxLayout, QWidget

from nnexplorer.gui.actions import CANVAS_TITLES
from nnexplorer.gui.canvases.bars import BarsCanvas
from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.canvases.diagram import DiagramCanvas
from nnexplorer.gui.canvases.graphs import GraphsCanvas
from nnexplorer.gui.canvases.input import InputCanvas
from nnexplorer.gui.canvases.keptoutput import KeptOutput
from nnexplorer.gui.canvases.loss import LossCanvas
from nnexplorer.gui.canvases.maps import MapsCanvas
from nnexplorer.gui.canvases.plane import PlaneCanvas
from nnexplorer.gui.canvases.solid import SolidCanvas
from nnexplorer.gui.canvases.surface import SurfaceCanvas
from nnexplorer.gui.canvases.sweep import SweepCanvas
from nnexplorer.gui.canvases.table import TableCanvas
from nnexplorer.gui.widgets.tabbing import tab_after

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nnexplorer.compute.evaluation import Evaluation
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Network

LARGE_HEIGHT = 58
"""Share of the height that the large canvases have together, all that are not flat."""

FLAT_HEIGHTS = {"hidden": 22, "loss": 15}
"""Shares of the flat canvases, which are as wide as the window, in their order from above."""

MOST_COLUMNS = 3

ROUND = 2
"""Pixels between a card's border and its canvas, which leave room for the round corners."""

DEFAULT_CANVASES = ("input", "output", "hidden", "loss")


def large_rows(names: Sequence[str]) -> tuple[int, int]:
    """In how many rows and columns the large ones of `names` stand."""
    many = sum(name not in FLAT_HEIGHTS for name in names)
    columns = many if many <= MOST_COLUMNS else math.ceil(many / 2)
    return (math.ceil(many / columns) if many else 0), max(1, columns)


def placed(names: Sequence[str]) -> dict[str, tuple[int, int, int, int]]:
    """Row, column and spans of each canvas in the grid."""
    rows, columns = large_rows(names)
    large = [name for name in names if name not in FLAT_HEIGHTS]
    flat = [name for name in FLAT_HEIGHTS if name in names]
    places = {name: (*divmod(i, columns), 1, 1) for i, name in enumerate(large)}
    return places | {name: (rows + i, 0, 1, columns) for i, name in enumerate(flat)}


def with_kept(names: tuple[str, ...]) -> tuple[str, ...]:
    """The canvases, and beside the output that of a run that was kept."""
    beside = names.index("output") + 1
    return (*names[:beside], "kept", *names[beside:])


class Arrangement(QWidget):
    """Input and output facing each other, the hidden layer under both, the loss below.

    In a window each canvas lies in a card, which its style sheet frames; in a figure it is `framed` by nothing.
    """

    def __init__(self, style: Style, parent: QWidget | None = None, framed: bool = True) -> None:
        super().__init__(parent)
        self.style_, self.framed = style, framed
        self.input = InputCanvas(style)
        self.surface, self.plane = SurfaceCanvas(style), PlaneCanvas(style)
        self.maps, self.bars = MapsCanvas(style), BarsCanvas(style)
        self.graphs, self.diagram = GraphsCanvas(style), DiagramCanvas(style)
        self.sweep, self.table = SweepCanvas(style), TableCanvas(style)
        self.solid, self.loss = SolidCanvas(style), LossCanvas(style)
        self._output, self._hidden, self._kept_output = QStackedLayout(), QStackedLayout(), QStackedLayout()
        self._shown: list[str] = []
        self.without: frozenset[str] = frozenset()
        """Canvases for which there is no room now, whatever the document says."""
        self._kept: KeptOutput | None = None
        self._cards = {
            "input": _framed(self, self.input),
            "output": _framed(self, self.surface, self.plane, stack=self._output),
            "hidden": _framed(self, self.maps, self.bars, stack=self._hidden),
            "surface": _framed(self, self.solid),
            "activation": _framed(self, self.graphs),
            "diagram": _framed(self, self.diagram),
            "sweep": _framed(self, self.sweep),
            "table": _framed(self, self.table),
            "loss": _framed(self, self.loss),
        }
        for name, card in self._cards.items():
            for canvas in card.findChildren(Canvas):
                canvas.setAccessibleName(CANVAS_TITLES[name][0])
        self._build_grid()

    def _build_grid(self) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self.show_only(DEFAULT_CANVASES)

    def every_canvas(self) -> tuple[Canvas, ...]:
        """All canvases, those that the document of today does not use among them."""
        planar = (self.input, self.surface, self.plane, self.maps, self.bars)
        kept = () if self._kept is None else (self._kept.surface, self._kept.plane)
        return (*planar, self.solid, self.graphs, self.diagram, self.sweep, self.table, self.loss, *kept)

    def show_kept(self, evaluation: Evaluation | None) -> None:
        """Show the output of a net that was kept in the canvas `kept`, made when it is first wanted; or of none."""
        if self._kept is None:
            if evaluation is None:
                return
            self._kept = KeptOutput(self.style_)
            self._cards["kept"] = _framed(self, self._kept.surface, self._kept.plane, stack=self._kept_output)
            for canvas in self._cards["kept"].findChildren(Canvas):
                canvas.setAccessibleName("Kept output")
                canvas.setAccessibleDescription("The output of the net that was kept, on the scales of today's output.")
            tab_after(self._cards["output"], self._cards["kept"])
        self._kept.show(evaluation, self._kept_output)

    def canvas(self, name: str) -> Canvas:
        """The canvas called `name` in today's choice of drawing; KeyError for an unknown name."""
        current: dict[str, Canvas] = {
            "input": self.input,
            "output": self.plane if self._output.currentWidget() is self.plane else self.surface,
            "hidden": self.bars if self._hidden.currentWidget() is self.bars else self.maps,
            "surface": self.solid,
            "activation": self.graphs,
            "diagram": self.diagram,
            "sweep": self.sweep,
            "table": self.table,
            "loss": self.loss,
        }
        if self._kept is not None:
            current["kept"] = self._kept.on_top
        return current[name]

    def show_only(self, names: tuple[str, ...]) -> None:
        """Show the canvases called `names`: the large ones side by side in that order, the flat ones below."""
        known = [name for name in names if name in self._cards and name not in self.without]
        if known == self._shown:
            return
        self._shown = known
        for card in self._cards.values():
            self._grid.removeWidget(card)
            card.hide()
        for name, place in placed(known).items():
            self._grid.addWidget(self._cards[name], *place)
            self._cards[name].show()
        large, columns = large_rows(known)
        heights = [LARGE_HEIGHT / max(large, 1)] * large + [
            FLAT_HEIGHTS[name] for name in known if name in FLAT_HEIGHTS
        ]
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, round(heights[row]) if row < len(heights) else 0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def visible_names(self) -> list[str]:
        """Names of the canvases that are shown, in their order."""
        return list(self._shown)

    def card(self, name: str) -> QWidget:
        """The framed card that the canvas called `name` lies in."""
        return self._cards[name]

    def restyle(self, style: Style) -> None:
        """Draw in another style from now on."""
        self.style_ = style
        self._grid.setSpacing(round(style.gap(2)))
        for canvas in self.every_canvas():
            canvas.restyle(style)

    def show_evaluation(self, evaluation: Evaluation, resting: bool = True, mapped: bool = True) -> None:
        """Show what a document evaluates to; scales shrink only if the hand is `resting`.

        The hidden layer's maps follow only if `mapped`. The canvases of experiments, `sweep` and `table`, are shown
        what they measured when that is there.
        """
        network, view = evaluation.document.network, evaluation.document.view
        selected = view.selected
        self._output.setCurrentWidget(self.plane if evaluation.plane is not None else self.surface)
        barred = view.hidden == "bars" or evaluation.hidden is None
        self._hidden.setCurrentWidget(self.bars if barred else self.maps)
        self.input.show_part(evaluation.input, selected, evaluation.backprop)
        if "surface" in self._shown:
            self.solid.show_part(evaluation.solid, view.camera, network.activation.symbol, selected, resting)
        if "activation" in self._shown:
            self.graphs.show_part(evaluation.activation, selected)
        if "diagram" in self._shown:
            self.diagram.show_part(evaluation.diagram, selected, resting)
        if evaluation.plane is not None:
            self.plane.show_part(evaluation.plane, selected, evaluation.backprop)
        else:
            rival = evaluation.document.rival
            name = f"{rival.activation.title} net" if rival else ""
            least = () if self._kept is None else self._kept.limits
            self.surface.show_part(evaluation.surface, network.activation.symbol, resting, name, least)
            if self._kept is not None:
                self._kept.follow(self.surface.limits)
        if barred:
            self.bars.show_probe(evaluation.probe, network.hidden, selected, resting)
        elif mapped:
            self.maps.show_part(evaluation.hidden, self._hidden_formula(network), selected, resting)

    def describe(self, told: Mapping[str, str]) -> None:
        """Say what each canvas shows to those who hear the screen, by the canvas's name."""
        for name in self._shown:
            if name in told:
                self.canvas(name).setAccessibleDescription(told[name])

    def _hidden_formula(self, network: Network) -> str:
        letters = self.style_.symbols.notation
        inside = f"{letters.excitation_html}"
        return f"{letters.activation_html} = {network.activation.symbol}({inside})"


def _framed(parent: Arrangement, *canvases: Canvas, stack: QStackedLayout | None = None) -> QFrame:
    frame = QFrame(parent)
    if parent.framed:
        frame.setProperty("class", "card")
    around = QVBoxLayout(frame)  # a stacked layout heeds no margins, and the canvas would cover the round corners
    around.setContentsMargins(ROUND, ROUND, ROUND, ROUND)
    layout = stack if stack is not None else QStackedLayout()
    around.addLayout(layout)
    for canvas in canvases:
        layout.addWidget(canvas)
    return frame
