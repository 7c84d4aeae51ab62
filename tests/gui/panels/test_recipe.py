"""The rows of a classic set: which are shown, and what a hand makes of the recipe."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnexplorer.gui.panels.card import Rows
from nnexplorer.gui.panels.recipe import RecipeRows
from nnexplorer.gui.widgets.fields import ChoiceField, CountField, NumberField
from nnexplorer.model.classics import CLASSICS, Recipe


@pytest.fixture
def rows(stand):
    return stand(Rows())


@pytest.fixture
def recipe(rows):
    return RecipeRows(rows)


def test_a_set_is_chosen_and_its_settings_changed(rows, recipe, heard, named):
    log, chosen = heard(recipe.chosen), named(rows, ChoiceField, "Set")
    noise, draw = named(rows, NumberField, "Noise"), named(rows, CountField, "Seed")
    assert not noise.isVisible()
    chosen.setCurrentIndex(chosen.findData("moons"))
    chosen.activated.emit(chosen.currentIndex())
    recipe.show(Recipe("moons"))
    assert noise.isVisible()
    draw.setValue(7)
    named(rows, CountField, "Samples").setValue(50)
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


def test_another_set_keeps_the_settings_and_none_at_all_is_no_choice(rows, recipe, heard, named):
    recipe.show(Recipe("moons", 50, 0.3, 2))
    log, chosen = heard(recipe.chosen), named(rows, ChoiceField, "Set")
    for name in ("xor", ""):
        chosen.setCurrentIndex(chosen.findData(name))
        chosen.activated.emit(chosen.currentIndex())
    assert log == [(Recipe("xor", 50, 0.3, 2),)]
    assert chosen.currentData() == "moons"


def test_noise_out_of_range_is_refused(rows, recipe, heard, named):
    recipe.show(Recipe("moons"))
    log, noise = heard(recipe.chosen, recipe.refused), named(rows, NumberField, "Noise")
    noise.setFocus()
    noise.selectAll()
    QTest.keyClicks(noise, "3")
    QTest.keyClick(noise, Qt.Key.Key_Return)
    assert len(log) == 1
    assert "from 0 to 1" in log[0][0]
    assert noise.text() == "0.05"


@pytest.mark.parametrize("inputs", [1, 2])
def test_only_the_sets_for_so_many_inputs_are_offered(rows, recipe, named, inputs):
    recipe.offer(inputs)
    offered = named(rows, ChoiceField, "Set")
    names = {offered.itemData(i) for i in range(offered.count())}
    assert names == {"", *(one.name for one in CLASSICS.values() if one.inputs == inputs)}


def test_showing_a_recipe_twice_emits_nothing(recipe, heard):
    log = heard(recipe.chosen, recipe.refused)
    for _ in range(2):
        recipe.show(Recipe("moons", 50, 0.3, 2))
    assert (log, recipe.drawn) == ([], True)
    recipe.show(None)
    assert (log, recipe.drawn) == ([], False)
