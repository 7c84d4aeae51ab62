"""Tables of colours run the right way, evenly, and mean zero in the middle."""

import numpy as np
import pytest

from nnexplorer.gui.look.colors import oklab, parse
from nnexplorer.gui.look.palettes import PALETTES, palette
from nnexplorer.gui.look.theme import THEMES

EVERY_THEME = pytest.mark.parametrize("colors", THEMES.values(), ids=THEMES)
EVERY_PALETTE = pytest.mark.parametrize("chosen", PALETTES.values(), ids=PALETTES)


def bytes_of(color):
    return np.round(parse(color) * 255)


@EVERY_THEME
@EVERY_PALETTE
def test_tables_are_256_opaque_colours_that_nobody_writes(chosen, colors):
    table = chosen.diverging(colors)
    assert table.shape == (256, 4)
    assert table.dtype == np.uint8
    assert (table[:, 3] == 255).all()
    assert not table.flags.writeable


@EVERY_THEME
@EVERY_PALETTE
def test_regions_are_two_colours(chosen, colors):
    below, above = chosen.regions(colors)
    assert np.linalg.norm(oklab(parse(below)) - oklab(parse(above))) > 0.2


@EVERY_THEME
def test_safe_runs_from_negative_through_neutral_to_positive(colors):
    table = PALETTES["safe"].diverging(colors)
    for place, color in (
        (0, colors.negative),
        (127, colors.neutral),
        (128, colors.neutral),
        (255, colors.positive),
    ):
        assert table[place, :3] == pytest.approx(bytes_of(color), abs=1)
    assert PALETTES["safe"].regions(colors) == (colors.negative, colors.positive)


@EVERY_THEME
def test_safe_is_even_to_the_eye_on_either_side_of_zero(colors):
    points = oklab(PALETTES["safe"].diverging(colors)[:, :3] / 255)
    for side in (points[:128], points[128:]):
        quarters = np.linalg.norm(np.diff(side[[0, 32, 64, 96, 127]], axis=0), axis=1)
        assert quarters == pytest.approx(quarters.mean(), rel=0.06)


def test_lecture_is_matlabs_jet():
    table = PALETTES["lecture"].diverging(THEMES["light"])[:, :3] / 255
    expected = {
        0: (0, 0, 33 / 64),
        31: (0, 0, 1),
        95: (0, 1, 1),
        127: (0.5, 1, 0.5),
        159: (1, 1, 0),
        255: (0.5, 0, 0),
    }
    for place, color in expected.items():
        assert table[place] == pytest.approx(color, abs=0.003), place


def test_lecture_regions_are_blue_below_and_red_above():
    assert PALETTES["lecture"].regions(THEMES["dark"]) == ("#0000FF", "#FF0000")


def test_grey_is_grey():
    table = PALETTES["grey"].diverging(THEMES["light"])[:, :3].astype(int)
    assert (np.ptp(table, axis=1) <= 1).all()


def test_palette_is_found_by_name():
    assert palette("grey") is PALETTES["grey"]
    with pytest.raises(ValueError, match=r"palette 'viridis' is unknown; there are safe, lecture, grey"):
        palette("viridis")
