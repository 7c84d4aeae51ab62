"""A preview shows the figure in its proportions, after the last of many choices."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from nnexplorer.gui.figures.painting import FigureOptions, document_figure
from nnexplorer.gui.figures.preview import Preview
from nnexplorer.model.lecture import scene


@pytest.fixture
def preview(qtbot):
    made = Preview()
    qtbot.addWidget(made)
    made.resize(400, 400)
    return made


def show(preview, **options):
    figure = document_figure(scene("classifier-output").document, FigureOptions(**options))
    preview.show_figure(figure)
    figure.close()
    return figure


@pytest.mark.parametrize("view", ["hidden", "input"])
def test_it_keeps_the_proportions_and_fills_what_there_is(preview, view):
    figure = show(preview, view=view)
    image = preview.image()
    assert max(image.width(), image.height()) == pytest.approx(400, abs=1)
    assert image.width() / image.height() == pytest.approx(figure.size.width() / figure.size.height(), rel=0.02)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_squares_are_behind_what_is_transparent(preview, theme):
    show(preview, theme=theme, view="input", transparent=True)
    corner = preview.grab().toImage()
    colors = {corner.pixelColor(x, 8).rgb() for x in range(4, 60, 8)}
    assert len(colors) == 2
    assert all((QColor(color).lightness() > 128) == (theme == "light") for color in colors)
    show(preview, theme=theme, view="input")
    solid = preview.grab().toImage()
    assert len({solid.pixelColor(x, 8).rgb() for x in range(4, 60, 8)}) == 1


def test_it_asks_once_for_many_choices(preview, qtbot):
    asked = []
    preview.wanted.connect(lambda: asked.append(1))
    with qtbot.waitSignal(preview.wanted):
        for _ in range(5):
            preview.ask()
    assert asked == [1]
