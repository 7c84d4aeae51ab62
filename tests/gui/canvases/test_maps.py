"""Every unit has its maps, as rich as the room allows, and those without room are counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from nnexplorer.compute.evaluation import MOST_MAPS, evaluate_document
from nnexplorer.gui.canvases.maps import LEAST_SIDE, MapsCanvas
from nnexplorer.model import beginnings, edits
from nnexplorer.model.activations import ACTIVATIONS


@pytest.fixture
def canvas(hung):
    return hung(MapsCanvas)


@pytest.fixture
def part(document_with):
    def make(units=None, hidden=None, name="dying-relu"):
        return evaluate_document(document_with(name, units, hidden), 16).hidden

    return make


@pytest.mark.parametrize("units", [1, 8, 64, 300])
def test_any_number_of_units_is_drawn_at_any_size(canvas, part, picture, size, units):
    canvas.show_part(part(units), "g(e)", 0)
    assert not picture(canvas, *size).isNull()
    assert 1 <= canvas._shown() <= min(units, MOST_MAPS)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_the_maps_of_every_nonlinearity_are_drawn(canvas, part, picture, hidden):
    canvas.show_part(None, "", None)
    empty = picture(canvas)
    canvas.show_part(part(8, hidden), "g(e)", 0)
    assert picture(canvas) != empty


def test_units_are_shown_as_richly_as_there_is_room(canvas, part, picture, style):
    richness = {"single": 0, "pair": 1, "full": 2}
    canvas.show_part(part(8), "g(e)", None)
    found = []
    for width, height in ((150, 120), (300, 200), (600, 300), (1600, 900)):
        picture(canvas, width, height)
        grid = canvas._grid
        assert grid.side >= LEAST_SIDE[grid.kind] * style.gap(1)
        found.append(richness[grid.kind])
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0, 2)


def test_maps_that_the_width_keeps_small_stand_in_the_middle_of_the_height(canvas, part, picture, style):
    canvas.show_part(part(6), "g(e)", None)
    picture(canvas, 900, 200)
    grid, space = canvas._grid, canvas._space
    high = grid.side + style.gap(1) + style.line_height("small")
    above = canvas._corner(grid, 0).y() - space.top()
    below = space.bottom() - canvas._corner(grid, 0).y() - high
    assert above > style.gap(2)
    assert abs(above - below) <= style.gap(1)


@pytest.mark.parametrize(("units", "width", "height"), [(64, 200, 150), (300, 300, 200), (300, 1600, 900)])
def test_units_without_room_are_counted(canvas, part, picture, words, units, width, height):
    said = words("maps")
    canvas.show_part(part(units), "g(e)", None)
    picture(canvas, width, height)
    more = units - canvas._shown()
    assert more > 0
    assert f"and {more} more" in said


def test_nothing_is_counted_where_every_unit_is_shown(canvas, part, picture, words):
    said = words("maps")
    canvas.show_part(part(8), "g(e)", None)
    picture(canvas, 1600, 900)
    assert canvas._shown() == 8
    assert not any(text.endswith("more") for text in said)


def test_figures_name_a_dead_unit_and_its_share_of_flat_samples(canvas, part, picture, words):
    said, shown = words("maps"), part()
    canvas.show_part(shown, "g(e)", None)
    picture(canvas, 1600, 900)
    assert canvas._grid.kind == "full"
    for badge in filter(None, shown.badges):
        assert any(text.endswith(f", {badge}") for text in said)
    assert sum("flat for" in text for text in said) >= sum(map(bool, shown.badges)) > 0


@pytest.mark.parametrize(("width", "height"), [(300, 200), (1600, 900)])
def test_a_click_on_a_units_maps_selects_it(canvas, part, picture, mouse, width, height):
    clicked = []
    canvas.unit_clicked.connect(clicked.append)
    canvas.show_part(part(8), "g(e)", None)
    picture(canvas, width, height)
    hand, half = mouse(canvas.viewport()), canvas._grid.side / 2
    for unit in range(8):
        hand.click(canvas._corner(canvas._grid, unit) + QPointF(half, half))
    assert clicked == list(range(8))


@pytest.mark.parametrize("at", [QPointF(100, 2), QPointF(2, 100)], ids=["title", "margin"])
def test_a_click_beside_the_maps_selects_nothing(canvas, part, picture, at):
    canvas.show_part(part(8), "g(e)", None)
    picture(canvas, 1600, 900)
    assert not canvas._space.contains(at)
    assert canvas.grip_at(at) is None


def test_showing_parts_says_nothing(canvas, part, picture, ears):
    heard, one = ears(canvas), part()
    for shown in (one, one, part(64), None):
        canvas.show_part(shown, "g(e)", 0)
        picture(canvas)
    assert heard == []


def test_an_empty_canvas_says_what_would_fill_it(canvas, picture, words):
    said = words("base")
    canvas.show_part(None, "", None)
    picture(canvas)
    assert "The units' maps are drawn for one or two inputs." in said
    assert canvas.grip_at(QPointF(50, 50)) is None


def test_another_theme_gives_another_picture(canvas, part, picture, dark):
    canvas.show_part(part(), "g(e)", 0)
    before = picture(canvas)
    canvas.restyle(dark)
    assert picture(canvas) != before


# Over one input ---------------------------------------------------------------------------------------------------


@pytest.fixture
def waves():
    """`waves(64)` is the hidden layer of a net of one input with so many units."""

    def make(units=8, **changes):
        document = edits.set_units(beginnings.curve(), units)
        for name, (index, value) in changes.items():
            document = edits.set_parameter(document, name, index, value)
        return evaluate_document(document, 16).hidden

    return make


@pytest.mark.parametrize("units", [1, 8, 64, 300])
def test_any_number_of_curves_is_drawn_at_any_size(canvas, waves, picture, size, units):
    canvas.show_part(waves(units), "g(e)", 0)
    assert not picture(canvas, *size).isNull()


def test_a_unit_that_moves_changes_its_curves_alone(canvas, waves, picture, pixels):
    canvas.show_part(waves(2), "g(e)", None)
    before = pixels(picture(canvas, 900, 220))
    canvas.show_part(waves(2, b1=((1,), 1.0)), "g(e)", None)
    changed = (pixels(picture(canvas, 900, 220)) != before).any(axis=2)
    assert changed[:, 460:].any()
    assert not changed[:, :440].any()


def test_where_only_one_frame_has_room_the_excitation_lies_under_the_activation(canvas, waves, picture, words):
    said = words("drawing.legend")
    canvas.show_part(waves(8), "g(e)", None)
    picture(canvas, 744, 150)
    assert any("own scale" in text for text in said)
    said.clear()
    canvas.show_part(waves(2), "g(e)", None)
    picture(canvas, 900, 201)
    assert said == [], "e and h have frames of their own"


def test_curves_give_way_to_maps_and_back(canvas, part, waves, picture):
    canvas.show_part(waves(8), "g(e)", None)
    curves = picture(canvas, 900, 200)
    canvas.show_part(part(8), "g(e)", None)
    assert picture(canvas, 900, 200) != curves
    canvas.show_part(waves(8), "g(e)", None)
    assert picture(canvas, 900, 200) == curves


def test_a_unit_is_taken_by_its_curve(canvas, waves, picture):
    canvas.show_part(waves(8), "g(e)", None)
    picture(canvas, 900, 200)
    assert canvas.grip_at(QPointF(560, 90)).unit == 2  # of four in the upper row
