"""The panel of the data: what it shows of each kind, and what it emits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from nnexplorer.gui.panels.data import DataPanel
from nnexplorer.gui.widgets.fields import CountField, NumberField
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


def test_the_tip_names_the_variables(panel, named):
    panel.show_data(FORMULA, 1)
    assert "x1, x2" in named(panel, FormulaField, "Formula 0").toolTip()
    panel.show_data(CURVE, 0)
    assert "formula of t:" in named(panel, FormulaField, "Formula 0").toolTip()


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


def test_the_number_of_samples_is_told_unless_a_sets_field_does(panel):
    panel.show_data(POINTS, 0)
    panel.show_recipe(Recipe("moons"))
    assert "2 samples, given" not in texts(panel)
    panel.show_recipe(None)
    assert "2 samples, given" in texts(panel)


def test_what_its_rows_say_is_handed_on(panel, heard, named):
    panel.show_recipe(Recipe("moons"))
    recipes, splits = heard(panel.recipe_chosen), heard(panel.split_changed)
    named(panel, CountField, "Seed").setValue(7)
    named(panel, CountField, "Test %").setValue(25)
    assert (recipes, splits) == ([(Recipe("moons", seed=7),)], [(0.25, 0)])
