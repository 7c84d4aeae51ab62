"""The experiment's panel: what is to be made, what can't be and why, and a button that starts and ends it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QCheckBox, QLabel

from nnexplorer.compute.experiments.approximation import METHODS as MAKERS
from nnexplorer.gui.panels.experiment import LARGEST, METHODS, ExperimentPanel
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.fields import ChoiceField, CountField


@pytest.fixture
def panel(stand):
    return stand(ExperimentPanel())


@pytest.fixture
def asked(panel, heard):
    return {name: heard(getattr(panel, name)) for name in ("run_asked", "cancel_asked")}


def texts(panel):
    return [label.text() for label in panel.findChildren(QLabel)]


def test_every_method_of_the_experiment_can_be_chosen(panel, named):
    assert set(METHODS) == set(MAKERS)
    assert panel.methods == tuple(METHODS)
    for name, (title, _) in METHODS.items():
        box = named(panel, QCheckBox, title)
        box.click()
        assert panel.methods == tuple(other for other in METHODS if other != name)
        box.click()


@pytest.mark.parametrize("largest", LARGEST)
def test_hidden_units_are_doubled_up_to_the_largest(panel, named, largest):
    named(panel, ChoiceField, "Hidden units up to").show_name(str(largest))
    assert (panel.sizes[0], panel.sizes[-1]) == (1, largest)
    assert all(more == 2 * less for less, more in zip(panel.sizes, panel.sizes[1:], strict=False))


def test_seeds_are_counted(panel, named):
    named(panel, CountField, "Seeds").show_count(7)
    assert panel.seeds == 7


def test_a_method_that_is_refused_is_off_says_why_and_comes_back_as_it_was(panel, named):
    box, other = (named(panel, QCheckBox, METHODS[name][0]) for name in ("refit", "train"))
    other.click()
    panel.show_methods({"refit": "No linear output.", "train": "No loss."})
    assert panel.methods == ("construct",)
    assert not box.isEnabled()
    assert (box.toolTip(), box.accessibleDescription()) == ("No linear output.", "No linear output.")
    panel.show_methods({})
    assert panel.methods == ("construct", "refit")
    assert box.toolTip() == METHODS["refit"][1]


def test_the_button_runs_and_cancels(panel, asked, controls, mouse):
    (button,) = controls(panel, Button)
    mouse(button).click(QPointF(button.rect().center()))
    assert (len(asked["run_asked"]), len(asked["cancel_asked"])) == (1, 0)
    panel.show_progress(2, 14, running=True)
    assert (button.text(), button.accessibleName()) == ("Cancel", "Cancel")
    assert "2 of 14" in texts(panel)
    mouse(button).click(QPointF(button.rect().center()))
    assert (len(asked["run_asked"]), len(asked["cancel_asked"])) == (1, 1)
    panel.show_progress(14, 14, running=False)
    assert button.text() == "Run"
    assert "14 of 14" not in texts(panel)


def test_showing_says_nothing(panel, asked):
    for _ in range(2):
        panel.show_methods({"train": "No loss."})
        panel.show_progress(1, 2, running=True)
        panel.show_progress(2, 2, running=False)
    assert asked == {"run_asked": [], "cancel_asked": []}


def test_every_control_is_named_and_explained(panel, controls):
    parts = controls(panel, QCheckBox, ChoiceField, CountField, Button)
    assert len(parts) == 6
    assert [part for part in parts if not (part.accessibleName() and part.toolTip())] == []
