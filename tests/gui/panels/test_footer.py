"""The line at the foot: unit, arithmetic and speed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QLabel

from nnexplorer.gui.panels.footer import DOT, Footer
from nnexplorer.gui.words.formula import SPACE

INDICES = [f"<i>e</i><sub>{i}0{i}</sub> = {i}.00" for i in range(9)]
BOLD = [f"<i>e</i> = <b>0.{i}234567890123456789</b>" for i in range(5)]


@pytest.fixture
def footer(stand):
    return stand(Footer(), 700, 40)


def texts(footer):
    return [label.text() for label in footer.findChildren(QLabel) if label.pixmap().isNull() and label.text()]


def test_a_unit_is_shown_with_its_colour_formula_and_the_speed(footer):
    for _ in range(2):
        footer.show_unit("unit 2", QColor("#ff0000"), "<i>e</i> = 1")
        footer.show_state("120 steps/s")
    assert texts(footer) == ["unit 2", "<i>e</i> = 1", "120 steps/s"]
    swatches = [label for label in footer.findChildren(QLabel) if not label.pixmap().isNull()]
    assert [label.pixmap().toImage().pixelColor(5, 5).name() for label in swatches] == ["#ff0000"]


def test_without_a_unit_there_is_no_swatch(footer):
    footer.show_unit("unit 2", QColor("#ff0000"), "x")
    footer.show_unit("", None, "Click a line")
    assert not any(label.isVisible() for label in footer.findChildren(QLabel) if not label.pixmap().isNull())


def test_the_formula_can_be_copied_is_named_and_makes_no_window_wider(footer, named):
    formula = named(footer, QLabel, "Arithmetic of the selected unit")
    assert formula.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    footer.show_unit("", None, "")
    before = footer.minimumSizeHint().width()
    footer.show_unit("", None, "long " * 500)
    assert footer.minimumSizeHint().width() == before


def test_what_does_not_fit_is_left_out_part_by_part_and_told_in_the_tooltip(footer, named):
    formula = named(footer, QLabel, "Arithmetic of the selected unit")
    parts = [f"<i>e</i><sub>{i}</sub> = {i}.00 + a sum of some length" for i in range(4)]
    footer.show_unit("unit 2", QColor("#ff0000"), SPACE.join(parts))
    shown = []
    for width in (1600, 700, 120):
        footer.resize(width, 40)
        footer.layout().activate()
        footer.resizeEvent(QResizeEvent(footer.size(), footer.size()))
        shown.append((formula.text().count("sum"), bool(formula.toolTip())))
        assert formula.text() == SPACE.join(parts[: shown[-1][0]])
    assert shown[0] == (4, False)
    assert 1 <= shown[1][0] < 4
    assert shown[1][1]
    assert shown[2] == (1, True)


def test_the_swatch_is_as_sharp_as_the_screen(footer):
    footer.show_unit("unit 2", QColor("#ff0000"), "x")
    (swatch,) = (label.pixmap() for label in footer.findChildren(QLabel) if not label.pixmap().isNull())
    assert swatch.width() == DOT * footer.devicePixelRatioF()
    assert swatch.toImage().pixelColor(0, 0).alpha() == 0, "it is round"


def test_what_has_no_room_is_left_out_by_whole_parts(footer, named):
    formula = named(footer, QLabel, "Arithmetic of the selected unit")
    footer.show_unit("unit 2", None, SPACE.join(("e = 1", "h = 2", "long " * 40)))
    assert formula.text() == SPACE.join(("e = 1", "h = 2"))
    footer.resize(2400, 40)
    assert formula.text().endswith("long ")


def test_on_a_higher_display_its_gaps_and_the_units_mark_are_larger(stand):
    footer = stand(Footer(), 900, 60)
    footer.show_unit("unit 1", QColor("#12687A"), "e")
    sizes = []
    for scale in (1.0, 2.5, 1.0):
        footer.rescale(scale)
        mark = footer._swatch.pixmap()
        sizes.append((mark.width() / mark.devicePixelRatio(), footer.layout().contentsMargins().left()))
    assert sizes == [(10, 16), (25, 40), (10, 16)]


@pytest.mark.parametrize("parts", [INDICES, BOLD], ids=["indices", "bold"])
def test_a_part_is_left_out_only_where_it_really_has_no_room(footer, named, parts):
    formula = named(footer, QLabel, "Arithmetic of the selected unit")
    footer.resize(4000, 40)
    footer.show_unit("unit 2", None, SPACE.join(parts))
    footer.layout().activate()
    margin = footer.width() - formula.width()
    needed = formula.sizeHint().width() - 2 * formula.margin()
    for width, many in ((needed + 1, len(parts)), (needed - 2, len(parts) - 1)):
        footer.resize(width + margin, 40)
        footer.layout().activate()
        footer.resizeEvent(QResizeEvent(footer.size(), footer.size()))
        assert formula.text() == SPACE.join(parts[:many])
