"""How a figure is to look: what is shown, what a hand chooses, and what of an older choice is still known."""

from __future__ import annotations

import pytest

from nnexplorer.gui.look.palettes import PALETTES
from nnexplorer.gui.look.theme import THEMES
from nnexplorer.gui.panels.card import Card
from nnexplorer.gui.panels.looks import USUAL, Looks
from nnexplorer.gui.widgets.fields import ChoiceField, CountField, NumberField

CHOSEN = {"theme": "dark", "palette": "grey", "font_scale": 1.5, "transparent": True, "whole": False, "width": 800}


@pytest.fixture
def card(stand):
    return stand(Card("Looks"))


@pytest.fixture
def looks(card):
    return Looks(card)


@pytest.mark.parametrize("choices", [USUAL, CHOSEN])
def test_what_is_shown_is_what_is_chosen_and_showing_it_says_nothing(looks, heard, choices):
    log = heard(looks.changed, looks.refused)
    for _ in range(2):
        looks.show_choices(choices)
    assert (looks.choices(), log) == (choices, [])


def test_what_is_no_longer_known_is_as_usual(looks):
    looks.show_choices(CHOSEN | {"theme": "sepia", "palette": "neon", "font_scale": 99.0, "width": 3})
    assert looks.choices() == USUAL | {"font_scale": 4.0, "transparent": True, "width": 16}


def test_every_theme_and_palette_can_be_chosen_and_the_windows_own(card, looks, heard, named):
    log = heard(looks.changed)
    for name, known in (("Theme", THEMES), ("Palette", PALETTES)):
        field = named(card, ChoiceField, name)
        assert [field.itemData(i) for i in range(field.count())] == ["", *known]
        field.setCurrentIndex(1)
        field.activated.emit(1)
    assert len(log) == 2
    assert looks.choices()["theme"] == next(iter(THEMES))


def test_width_and_type_are_handed_on_when_they_are_final(card, looks, heard, named, typed):
    looks.show_choices(USUAL)
    log, scale = heard(looks.changed), named(card, NumberField, "Type")
    named(card, CountField, "Width").setValue(1234)
    scale.setFocus()
    scale.selectAll()
    typed(scale, "0,5")
    assert len(log) == 1
    card.setFocus()
    scale.clearFocus()
    assert len(log) == 2
    assert (looks.choices()["width"], looks.choices()["font_scale"]) == (1234, 0.5)


def test_where_a_ground_is_needed_it_is_solid(card, looks, named):
    looks.show_choices(CHOSEN)
    looks.allow_transparent(False)
    assert not looks.choices()["transparent"]
    assert not named(card, ChoiceField, "Ground").isEnabled()


def test_the_whole_window_can_be_chosen_where_there_is_one_and_has_a_ground(card, named):
    looks = Looks(card, whole=True)
    looks.show_choices(CHOSEN | {"whole": True})
    assert (looks.choices()["whole"], looks.choices()["transparent"]) == (True, False)
    shows = named(card, ChoiceField, "Shows")
    shows.setCurrentIndex(0)
    shows.activated.emit(0)
    assert not looks.choices()["whole"]
    assert named(card, ChoiceField, "Ground").isEnabled()
