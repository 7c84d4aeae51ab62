"""A card: its rows, their names, tooltips and what a screen reader says."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QSlider

from nnexplorer.gui.panels.card import Card, explain, wrapped


@pytest.mark.parametrize("title", ["Training", ""])
def test_a_card_has_a_heading_only_if_it_has_a_title(stand, title):
    card = stand(Card(title))
    assert [label.text() for label in card.findChildren(QLabel)] == ([title] if title else [])


def test_every_control_of_a_row_is_named_and_explained(stand):
    card, slider, field = Card(), QSlider(), QLineEdit()
    label = card.add_row("Rate", slider, field, tip="How fast.")
    stand(card)
    assert (label.text(), label.toolTip(), label.buddy()) == ("Rate", "How fast.", field)
    for part in (slider, field):
        assert (part.accessibleName(), part.toolTip(), part.accessibleDescription()) == ("Rate", *["How fast."] * 2)


def test_the_last_control_keeps_to_the_right_edge(stand):
    card, alone, slider, field = Card(), QLineEdit(), QSlider(), QLineEdit()
    for part in (alone, field):
        part.setFixedWidth(64)
    card.add_row("One", alone)
    card.add_row("Two", slider, field)
    stand(card)
    assert alone.geometry().right() == field.geometry().right()
    assert slider.geometry().right() < field.geometry().left()


def test_explain_names_a_control(stand):
    part = stand(QLineEdit())
    explain(part, "Seed", "Orders.")
    assert (part.accessibleName(), part.toolTip()) == ("Seed", "Orders.")


def test_a_wrapped_label_grows_lower_where_it_gets_wider(stand):
    label = stand(wrapped("word " * 60))
    assert label.heightForWidth(100) > label.heightForWidth(400)
