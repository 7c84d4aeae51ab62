"""The line at the foot: unit, arithmetic and speed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from nnexplorer.gui.formula import SPACE
from nnexplorer.gui.panels.footer import Footer


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


def test_what_has_no_room_is_left_out_by_whole_parts(footer, named):
    formula = named(footer, QLabel, "Arithmetic of the selected unit")
    footer.show_unit("unit 2", None, SPACE.join(("e = 1", "h = 2", "long " * 40)))
    footer.fit()
    assert formula.text() == SPACE.join(("e = 1", "h = 2"))
    footer.resize(2400, 40)
    assert formula.text().endswith("long ")
