"""The panel of the data: what it shows of each kind, what it emits, and where a fault stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from nnexplorer.gui.panels.data import DataPanel
from nnexplorer.gui.widgets.fields import ChoiceField, CountField, NumberField
from nnexplorer.gui.widgets.formula_field import FormulaField
from nnexplorer.model.classics import Recipe
from nnexplorer.model.data import CurveData, FormulaData, PointData

FORMULA = FormulaData(("x0 * x1",), points=5)
CURVE = CurveData(("cos(t)", "sin(t)"), ("t", "t^2"), 0, 1, 40)
POINTS = PointData([[0, 0], [1, 1]], [[1], [-1]])


@pytest.fixture
def panel(stand):
    return stand(DataPanel(), 200, 400)


def texts(panel):
    shown = {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}
    return shown - {"", "Set", "Test %"}


@pytest.mark.parametrize(
    ("data", "base", "formulas", "said"),
    [
        (FORMULA, 0, ("x0 * x1",), {"Target", "Points a side", "25 samples"}),
        (FORMULA, 1, ("x1 * x2",), {"Target", "Points a side", "25 samples"}),
        (FormulaData(("x0",), ((0, 1),), 7), 0, ("x0",), {"Target", "Points"}),
        (POINTS, 0, ("",), {"Target", "2 samples, given"}),
    ],
)
def test_showing_data_twice_emits_nothing(panel, heard, data, base, formulas, said):
    log = heard(panel.target_typed, panel.points_changed)
    for _ in range(2):
        panel.show_data(data, base)
    assert (panel.formulas, texts(panel), log) == (formulas, said, [])


def test_a_curve_has_a_named_line_for_each_input_and_output(panel):
    panel.show_data(CURVE, 0)
    assert panel.formulas == ("cos(t)", "sin(t)", "t", "t^2")
    assert {f"<i>{letter}</i><sub>{i}</sub>" for letter in "xy" for i in (0, 1)} <= texts(panel)
    panel.show_data(FORMULA, 0)
    assert panel.formulas == ("x0 * x1",)


def test_a_typed_line_is_handed_on_with_the_others(panel, heard, named):
    panel.show_data(CURVE, 0)
    log, field = heard(panel.target_typed), named(panel, FormulaField, "Formula 3")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "t^3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert log == [(("cos(t)", "sin(t)", "t", "t^3"),)]


def test_a_number_of_points_is_handed_on(panel, heard, named):
    panel.show_data(FORMULA, 0)
    log, field = heard(panel.points_changed), named(panel, CountField, "Points a side")
    field.setValue(9)
    assert log == [(9,)]


def test_a_fault_is_told_and_marked_until_the_formula_is_another(panel, named):
    panel.show_data(FORMULA, 0)
    field = named(panel, FormulaField, "Formula 0")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "x0 < 1")
    panel.show_fault("'<' has no meaning here.", "x0 < 1", 3)
    assert field.fault == 3
    assert "'&lt;'" in str(texts(panel)) or "&#x27;&lt;&#x27; has no meaning here." in texts(panel)
    panel.show_data(FORMULA, 0)
    assert field.fault == 3, "something else was changed"
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.fault is None
    assert not any("meaning" in text for text in texts(panel))


def test_the_tip_names_the_variables(panel, named):
    panel.show_data(FORMULA, 1)
    assert "x1, x2" in named(panel, FormulaField, "Formula 0").toolTip()
    panel.show_data(CURVE, 0)
    assert "formula of t:" in named(panel, FormulaField, "Formula 0").toolTip()


# Classic sets ---------------------------------------------------------------------------------------------------------


def test_a_set_is_chosen_and_its_settings_changed(panel, heard, named):
    panel.show_data(FORMULA, 0)
    log, chosen = heard(panel.recipe_chosen), named(panel, ChoiceField, "Set")
    noise, draw = named(panel, NumberField, "Noise"), named(panel, CountField, "Seed")
    assert not noise.isVisible()
    chosen.setCurrentIndex(chosen.findData("moons"))
    chosen.activated.emit(chosen.currentIndex())
    panel.show_data(POINTS, 0)
    panel.show_recipe(Recipe("moons"))
    assert noise.isVisible()
    assert "2 samples, given" not in texts(panel)
    draw.setValue(7)
    named(panel, CountField, "Samples").setValue(50)
    noise.setFocus()
    noise.selectAll()
    QTest.keyClicks(noise, "0,2")
    QTest.keyClick(noise, Qt.Key.Key_Return)
    assert [values[0] for values in log] == [
        Recipe("moons"),
        Recipe("moons", seed=7),
        Recipe("moons", samples=50),
        Recipe("moons", noise=0.2),
    ]


def test_another_set_keeps_the_settings_and_none_at_all_is_no_choice(panel, heard, named):
    panel.show_recipe(Recipe("moons", 50, 0.3, 2))
    log, chosen = heard(panel.recipe_chosen), named(panel, ChoiceField, "Set")
    for name in ("xor", ""):
        chosen.setCurrentIndex(chosen.findData(name))
        chosen.activated.emit(chosen.currentIndex())
    assert log == [(Recipe("xor", 50, 0.3, 2),)]
    assert chosen.currentData() == "moons"


def test_noise_out_of_range_is_refused(panel, heard, named):
    panel.show_recipe(Recipe("moons"))
    log, noise = heard(panel.recipe_chosen, panel.refused), named(panel, NumberField, "Noise")
    noise.setFocus()
    noise.selectAll()
    QTest.keyClicks(noise, "3")
    QTest.keyClick(noise, Qt.Key.Key_Return)
    assert len(log) == 1
    assert "from 0 to 1" in log[0][0]
    assert noise.text() == "0.05"


def test_the_value_of_the_brush_is_typed_while_there_is_a_brush(panel, named):
    field = named(panel, NumberField, "Brush")
    assert not field.isVisible()
    panel.show_brush(True)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "0.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (panel.brush_value, field.text()) == (0.5, "0.5")
    panel.show_brush(False)
    assert not field.isVisible()


def test_a_split_is_shown_and_handed_on(panel, heard, named):
    log, share, seed = heard(panel.split_changed), named(panel, CountField, "Test %"), named(panel, CountField, "Split")
    assert not seed.isVisible()
    for _ in range(2):
        panel.show_split(0.25, 3)
        panel.show_test_error("0.125")
    assert (share.value(), seed.value(), seed.isVisible(), log) == (25, 3, True, [])
    assert "0.125" in texts(panel)
    share.setValue(50)
    seed.setValue(4)
    assert log == [(0.5, 3), (0.5, 4)]
    panel.show_split(0.0, 0)
    assert "0.125" not in texts(panel)
