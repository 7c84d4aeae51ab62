"""The training panel: what a hand changes in it is told by name, what is shown is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from nnexplorer.gui.panels.training import TrainingPanel
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.fields import ChoiceField, CountField, NumberField
from nnexplorer.gui.widgets.slider import LogSlider
from nnexplorer.model.settings import TrainingSettings

SIGNALS = (
    "setting_changed", "rate_dragged", "rate_released", "rate_cancelled", "units_changed", "random_start", "refused"
)  # fmt: skip


@pytest.fixture
def panel(stand):
    panel = stand(TrainingPanel())
    panel.show_values(TrainingSettings(learning_rate=0.01), 4, 300)
    return panel


def test_showing_values_twice_emits_nothing(panel, heard, named):
    log = heard(*(getattr(panel, name) for name in SIGNALS))
    for _ in range(2):
        panel.show_values(TrainingSettings("sgd", 0.5, 16, "cross_entropy", 7), 9, 300)
    assert log == []
    shown = [named(panel, CountField, name).value() for name in ("Batch", "Hidden units", "Seed")]
    assert shown == [16, 9, 7]
    assert named(panel, NumberField, "Learning rate").text() == "0.5"


def test_a_full_batch_says_how_many_samples_it_has(panel, named):
    assert named(panel, CountField, "Batch").text() == "all 300"


@pytest.mark.parametrize(
    ("name", "told"),
    [("Batch", ("setting_changed", "batch_size", 32)), ("Seed", ("setting_changed", "seed", 32)),
     ("Hidden units", ("units_changed", 32))],
)  # fmt: skip
def test_a_count_that_is_typed_is_told(panel, heard, named, typed, name, told):
    log = heard(getattr(panel, told[0]))
    field = named(panel, CountField, name)
    field.setFocus()
    field.selectAll()
    typed(field, "32")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert log == [told[1:]]


def test_a_batch_of_none_is_a_full_batch(panel, heard, named):
    field = named(panel, CountField, "Batch")
    field.show_count(1)
    log = heard(panel.setting_changed)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert log == [("batch_size", None)]


@pytest.mark.parametrize(
    ("name", "key", "told"),
    [("Optimiser", Qt.Key.Key_Up, ("optimizer", "momentum")), ("Loss", Qt.Key.Key_Down, ("loss", "cross_entropy"))],
)
def test_a_choice_is_told_by_name(panel, heard, named, name, key, told):
    log = heard(panel.setting_changed)
    QTest.keyClick(named(panel, ChoiceField, name), key)
    assert log == [told]


@pytest.mark.parametrize(("text", "value"), [("0,05", 0.05), ("1e-3", 1e-3)])
def test_a_typed_rate_is_released(panel, heard, named, typed, text, value):
    log = heard(panel.rate_released)
    field = named(panel, NumberField, "Learning rate")
    field.setFocus()
    field.selectAll()
    typed(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert log == [(value,)]


@pytest.mark.parametrize("text", ["abc", "0", "-1"])
def test_a_rate_that_is_none_is_refused(panel, heard, named, typed, text):
    told, log = heard(panel.refused), heard(panel.rate_released)
    field = named(panel, NumberField, "Learning rate")
    field.setFocus()
    field.selectAll()
    typed(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert log == []
    assert len(told) == 1


def test_a_key_on_the_slider_drags_and_releases_and_let_go_takes_a_pull_back(panel, heard, named):
    dragged, released, cancelled = heard(panel.rate_dragged), heard(panel.rate_released), heard(panel.rate_cancelled)
    slider = named(panel, LogSlider, "Learning rate")
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert dragged == released == [(slider.current(),)]
    panel.let_go()
    assert cancelled == []
    slider.setSliderDown(True)
    panel.let_go()
    assert cancelled == [(0.01,)]


def test_random_start_is_asked_for_by_a_click(panel, heard, named, mouse):
    log = heard(panel.random_start)
    button = named(panel, Button, "Random start")
    mouse(button).click(QPointF(button.rect().center()))
    assert log == [()]


def test_every_control_is_named_and_explained(panel, controls):
    parts = controls(panel, NumberField, LogSlider, ChoiceField, CountField, Button)
    assert len(parts) == 12
    assert [part for part in parts if not (part.accessibleName() and part.toolTip())] == []
    assert len(panel.findChildren(QLabel)) > 6


def test_the_rules_that_stop_a_run_are_folded_until_one_is_set(panel, named):
    patience = named(panel, CountField, "Patience")
    assert patience.isHidden() or not patience.isVisible()
    panel.show_values(TrainingSettings(stop_patience=50), 4, 300)
    assert patience.isVisible()
    assert patience.value() == 50


def test_a_rule_that_is_not_set_says_never_and_can_be_told_so(panel, heard, named, typed, mouse):
    panel.show_values(TrainingSettings(stop_steps=7), 4, 300)
    below, patience = named(panel, NumberField, "Stop below"), named(panel, CountField, "Patience")
    assert (below.text(), patience.text()) == ("never", "never")
    log = heard(panel.setting_changed, panel.refused)
    mouse(below).click(QPointF(below.rect().center()))
    typed(below, "0.5")  # what is typed takes the word's place
    QTest.keyClick(below, Qt.Key.Key_Return)
    panel.show_values(TrainingSettings(stop_error=0.5), 4, 300)
    below.setFocus()
    below.selectAll()
    typed(below, "Never")
    QTest.keyClick(below, Qt.Key.Key_Return)
    assert log == [("stop_error", 0.5), ("stop_error", None)]


def test_its_fields_begin_one_below_the_other(panel, named):
    panel.show_values(TrainingSettings(stop_steps=7), 4, 300)
    panel.grab()
    fields = [named(panel, ChoiceField, name) for name in ("Optimiser", "Loss")]
    fields += [named(panel, CountField, name) for name in ("Batch", "Hidden units", "Stop after", "Patience")]
    fields.append(named(panel, NumberField, "Stop below"))
    places = [field.mapTo(panel, field.rect().topLeft()).x() for field in fields]
    assert len(set(places)) == 1
    assert len({field.width() for field in fields}) == 1
