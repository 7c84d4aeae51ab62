"""Every theme is read and its colours told apart by every kind of sight; sizes keep their proportions."""

import numpy as np
import pytest
from PySide6.QtGui import QPalette

from nnexplorer.gui.look.colors import contrast, linear, oklab, parse, write
from nnexplorer.gui.look.palettes import PALETTES
from nnexplorer.gui.look.stylesheet import qt_palette, sheet_colors
from nnexplorer.gui.look.theme import THEMES, Sizes, theme, unit_color
from nnexplorer.gui.panels.weights_table import BLOCK_OPACITY

EVERY_THEME = pytest.mark.parametrize("colors", THEMES.values(), ids=THEMES)

SIGHT = {
    # Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
    # deficiency" (2009), severity 1, on amounts of light.
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def seen(colors, sight):
    """Oklab (n, 3) of colours as eyes of this kind see them."""
    light = linear([parse(color) for color in colors])
    if sight in SIGHT:
        light = np.clip(light @ np.transpose(SIGHT[sight]), 0, 1)
    return oklab(np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055))


def least_distance(colors, sight):
    points = seen(colors, sight)
    first, second = np.triu_indices(len(points), 1)
    return np.linalg.norm(points[first] - points[second], axis=1).min()


@EVERY_THEME
def test_text_is_read_on_every_ground(colors):
    for ground in (colors.window, colors.card, colors.selection):
        for text in (colors.ink, colors.soft_ink):
            assert contrast(text, ground) >= 4.5
    assert contrast(colors.on_accent, colors.accent) >= 4.5
    for text in (colors.positive, colors.negative, colors.accent):
        assert contrast(text, colors.card) >= 4.5


@EVERY_THEME
def test_text_is_read_in_every_state_of_a_control(colors):
    """What is disabled is exempt; a banner and a tooltip are cards."""
    shades = sheet_colors(colors)
    for ground in (colors.window, colors.card, colors.selection, shades["pressed"]):  # hovered, at rest, selected
        assert contrast(colors.ink, ground) >= 4.5, ground
    for ground in (colors.accent, shades["accent_hover"]):  # the button that is meant, and text that is selected
        assert contrast(colors.on_accent, ground) >= 4.5, ground
    role = QPalette.ColorRole
    for text, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.ButtonText, role.Button),
        (role.ToolTipText, role.ToolTipBase),
        (role.HighlightedText, role.Highlight),
        (role.PlaceholderText, role.Base),
        (role.PlaceholderText, role.Window),
        (role.Link, role.Base),
    ):
        palette = qt_palette(colors)
        assert contrast(palette.color(text).name(), palette.color(ground).name()) >= 4.5, text


@EVERY_THEME
def test_lines_that_say_something_are_seen_on_what_they_lie_on(colors):
    shades = sheet_colors(colors)
    for line in (colors.accent, colors.soft_ink):  # a banner's border, a slider, a box to be checked
        for ground in (colors.card, colors.window):
            assert contrast(line, ground) >= 3
    assert contrast(shades["focus"], shades["field_edge"]) >= 3, "where the keyboard is"


@EVERY_THEME
def test_a_selected_block_of_the_table_is_read(colors):
    for ground in (colors.card, colors.selection):
        mixed = write((1 - BLOCK_OPACITY) * parse(ground) + BLOCK_OPACITY * parse(colors.accent))
        assert contrast(colors.ink, mixed) >= 4.5


@EVERY_THEME
def test_strokes_are_seen_on_the_card(colors):
    for stroke in (
        *colors.units,
        colors.other_unit,
        colors.accent,
        colors.positive,
        colors.negative,
        colors.soft_ink,
    ):
        assert contrast(stroke, colors.card) >= 3


def test_high_contrast_is_higher():
    colors = THEMES["contrast"]
    assert contrast(colors.ink, colors.card) == pytest.approx(21)
    assert min(contrast(text, colors.card) for text in (colors.soft_ink, colors.positive, colors.negative)) >= 7
    assert min(contrast(unit, colors.card) for unit in colors.units) >= 4.5
    assert contrast(colors.rule, colors.card) >= 4.5


@EVERY_THEME
def test_units_are_told_apart(colors):
    assert least_distance(colors.units, "normal") >= 0.14  # Okabe and Ito's eight: 0.11
    for sight in SIGHT:
        assert least_distance(colors.units, sight) >= 0.11, sight  # Okabe and Ito's eight: 0.08


@EVERY_THEME
def test_signs_are_told_apart_by_every_sight(colors):
    for sight in ("normal", *SIGHT):
        assert least_distance((colors.negative, colors.neutral, colors.positive), sight) >= 0.2, sight


@EVERY_THEME
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_classes_are_told_apart_by_every_sight(colors, palette):
    for sight in ("normal", *SIGHT):
        assert least_distance(palette.regions(colors), sight) >= 0.2, sight


@EVERY_THEME
def test_points_of_the_two_classes_are_told_apart_by_every_sight_and_seen(colors):
    for color in (colors.negative, colors.positive):
        assert contrast(color, colors.card) >= 3
    for sight in ("normal", *SIGHT):
        assert least_distance((colors.negative, colors.positive), sight) >= 0.2, sight


@EVERY_THEME
def test_ends_of_a_map_with_signs_are_told_apart_by_every_sight(colors):
    for name in ("safe", "grey"):  # jet is the lecturer's, and no eye's best
        table = PALETTES[name].diverging(colors)[[0, 128, 255], :3]
        for sight in ("normal", *SIGHT):
            assert least_distance([write(entry / 255) for entry in table], sight) >= 0.2, (name, sight)


def test_theme_is_found_by_name():
    assert theme("dark") is THEMES["dark"]
    with pytest.raises(ValueError, match=r"theme 'sepia' is unknown; there are light, dark, contrast"):
        theme("sepia")


def test_up_to_eight_units_have_their_own_colours():
    colors = THEMES["light"]
    assert [unit_color(colors, unit, None, 8) for unit in range(8)] == list(colors.units)


def test_among_more_units_only_the_selected_has_a_colour():
    colors = THEMES["light"]
    assert unit_color(colors, 3, 11, 12) == colors.other_unit
    assert unit_color(colors, 11, 11, 12) == colors.units[3]
    assert unit_color(colors, 11, None, 12) == colors.other_unit


def test_sizes_scale_type_strokes_and_gaps():
    sizes, twice = Sizes(), Sizes(scale=2)
    assert (sizes.small, sizes.normal, sizes.large, sizes.huge) == (12, 14, 18, 24)
    assert (sizes.axis, sizes.line, sizes.selected_line) == (1, 2, 3)
    assert [sizes.gap(units) for units in (1, 2, 4, 6)] == [4, 8, 16, 24]
    assert (twice.normal, twice.line, twice.gap(), twice.point) == (28, 4, 8, 12)


def test_lecture_mode_has_large_type_and_thick_lines():
    lecture = Sizes(lecture=True, font_scale=1.5)
    assert lecture.normal == pytest.approx(14 * 1.6 * 1.5)
    assert (lecture.line, lecture.gap()) == (4, 4)
