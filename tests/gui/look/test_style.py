"""What canvases draw with: colours, pens, tables, looks."""

from __future__ import annotations

import pytest

from nnexplorer.gui.look.palettes import PALETTES
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.gui.look.theme import THEMES, Sizes
from nnexplorer.model.settings import ViewSettings


def style(**look):
    return style_for(ViewSettings(), Look(**look))


def test_equal_looks_give_equal_styles():
    assert style() == style()
    assert style(theme="dark") != style()


def test_sizes_scale_gaps_strokes_and_type(qapp):
    small, large = style(), style(sizes=Sizes(scale=2.0))
    assert large.gap(3) == 2 * small.gap(3)
    assert all(large.stroke(name) == 2 * small.stroke(name) for name in ("axis", "line", "selected", "halo"))
    assert large.font("normal").pixelSize() == 2 * small.font("normal").pixelSize()


def test_larger_type_alone_asks_for_wider_margins():
    assert style().type_factor == 1.0
    assert style(sizes=Sizes(font_scale=1.5)).type_factor == pytest.approx(1.5)
    assert style(sizes=Sizes(scale=3.0)).type_factor == 1.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("palette", PALETTES)
def test_regions_have_the_palettes_two_colours(qapp, theme, palette):
    look = style(theme=theme, palette=palette)
    negative, positive = PALETTES[palette].regions(THEMES[theme])
    table = look.region_colors()
    assert "#{:02X}{:02X}{:02X}".format(*table[0][:3]) == negative.upper()
    assert "#{:02X}{:02X}{:02X}".format(*table[-1][:3]) == positive.upper()
    assert len(set(look.color_table(regions=True))) == 2
