"""The activation panel: nonlinearities, gain and slope under a hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from nnexplorer.gui.panels.activation import ActivationPanel
from nnexplorer.gui.widgets.fields import ChoiceField, NumberField
from nnexplorer.gui.widgets.slider import LogSlider
from nnexplorer.model.activations import ACTIVATIONS

SIGNALS = (
    "hidden_chosen", "output_chosen", "gain_dragged", "gain_released", "gain_cancelled", "slope_typed", "refused"
)  # fmt: skip


@pytest.fixture
def panel(stand):
    panel = stand(ActivationPanel(QWidget()))
    panel.show_values("prelu", "identity", 12.05, 0.25)
    return panel


def write(field, typed, text):
    field.setFocus()
    field.selectAll()
    typed(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_showing_values_twice_emits_nothing(panel, heard, named):
    log = heard(*(getattr(panel, name) for name in SIGNALS))
    for _ in range(2):
        panel.show_values("tanh", "logistic", 3.0, 0.1)
    assert log == []
    assert named(panel, ChoiceField, "Hidden").currentData() == "tanh"
    assert named(panel, ChoiceField, "Output").currentData() == "logistic"


@pytest.mark.parametrize(("name", "signal"), [("Hidden", "hidden_chosen"), ("Output", "output_chosen")])
def test_every_nonlinearity_can_be_chosen_by_keys(panel, heard, named, name, signal):
    names, field = list(ACTIVATIONS), named(panel, ChoiceField, name)
    field.show_name(names[0])
    log = heard(getattr(panel, signal))
    for _ in names[1:]:
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert log == [(name,) for name in names[1:]]


@pytest.mark.parametrize(("hidden", "output", "shown"), [("prelu", "tanh", True), ("tanh", "prelu", True),
                                                         ("tanh", "relu", False)])  # fmt: skip
def test_the_slope_is_there_only_for_a_prelu(panel, controls, hidden, output, shown):
    panel.show_values(hidden, output, 1.0, 0.25)
    slope = next(part for part in controls(panel, NumberField) if "Slope" in part.accessibleName())
    assert slope.isVisible() == shown


@pytest.mark.parametrize(("name", "signal"), [("Gain", "gain_released"), ("Slope", "slope_typed")])
def test_a_typed_number_is_told_and_another_refused(panel, heard, typed, controls, name, signal):
    field = next(part for part in controls(panel, NumberField) if part.accessibleName().startswith(name))
    log, told = heard(getattr(panel, signal)), heard(panel.refused)
    write(field, typed, "2,5")
    write(field, typed, "x")
    assert log == [(2.5,)]
    assert len(told) == 1


def test_the_gain_follows_the_slider_and_a_pull_is_taken_back(panel, heard, controls):
    (slider,) = controls(panel, LogSlider)
    dragged, released, cancelled = heard(panel.gain_dragged), heard(panel.gain_released), heard(panel.gain_cancelled)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert dragged == released == [(slider.current(),)]
    slider.setSliderDown(True)
    panel.let_go()
    assert cancelled == [(12.05,)]


def test_every_control_is_named_and_explained(panel, controls):
    parts = controls(panel, NumberField, LogSlider, ChoiceField)
    assert len(parts) == 5
    assert [part for part in parts if not (part.accessibleName() and part.toolTip())] == []
