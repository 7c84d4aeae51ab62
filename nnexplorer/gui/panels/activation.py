"""The nonlinearities of the hidden layer and the output, and the gain that steepens the hidden one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import Card
from nnexplorer.gui.widgets.fields import ChoiceField, NumberField
from nnexplorer.gui.widgets.slider import LogSlider
from nnexplorer.gui.words.notation import compact, number
from nnexplorer.model.activations import ACTIVATIONS

GAINS = (0.1, 1000.0)


class ActivationPanel(QWidget):
    """Chooses the hidden and the output nonlinearity and sets the gain."""

    hidden_chosen = Signal(str)
    output_chosen = Signal(str)
    gain_dragged = Signal(float)
    gain_released = Signal(float)
    gain_cancelled = Signal(float)
    slope_typed = Signal(float)
    refused = Signal(str)

    def __init__(self, canvas: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card("Activation")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._build_choices(card)
        self._build_gain(card)
        card.column.addWidget(canvas)
        self._build_slope(card)
        card.level()

    def _build_choices(self, card: Card) -> None:
        choices = [(activation.name, activation.title) for activation in ACTIVATIONS.values()]
        self._hidden, self._output = ChoiceField(choices), ChoiceField(choices)
        hidden_tip = "Nonlinearity of the hidden units; the weights are kept when it changes."
        output_tip = "Nonlinearity of the output: linear for regression, tanh or logistic to classify."
        card.add_row("Hidden", self._hidden, tip=hidden_tip)
        card.add_row("Output", self._output, tip=output_tip)
        self._hidden.chosen.connect(self.hidden_chosen)
        self._output.chosen.connect(self.output_chosen)

    def _build_slope(self, card: Card) -> None:
        tip = "PReLU's slope for negative excitations; training changes it too."
        self._slope = NumberField(-1e6, 1e6)
        self._slope.setFixedWidth(64)
        self._slope_name = card.add_row("Slope <i>a</i>", self._slope, tip=tip)
        self._slope.committed.connect(self.slope_typed)
        self._slope.refused.connect(self.refused)

    def _build_gain(self, card: Card) -> None:
        tip = "Mean steepness of the units, |w|: it scales W1 and b1, so that every line stays where it is."
        self._gain, self._slider = NumberField(1e-3, 1e6), LogSlider(*GAINS)
        self._gain.setFixedWidth(64)
        card.add_row("Gain \N{GREEK SMALL LETTER ALPHA}", self._slider, self._gain, tip=tip)
        self._gain.committed.connect(self.gain_released)
        self._gain.refused.connect(self.refused)
        self._slider.dragged.connect(self.gain_dragged)
        self._slider.released.connect(self.gain_released)
        self._slider.cancelled.connect(self.gain_cancelled)

    def let_go(self) -> None:
        """Take a pull of the slider back that is going on."""
        self._slider.take_back()

    def show_values(self, hidden: str, output: str, gain: float, slope: float) -> None:
        """Show both nonlinearities, the gain and PReLU's slope."""
        for part in (self._slope, self._slope_name):
            part.setVisible("prelu" in (hidden, output))
        self._slope.show_text(number(slope, 4))
        self._hidden.show_name(hidden)
        self._output.show_name(output)
        self._gain.show_text(compact(gain))
        self._slider.show_value(gain)
