"""A sweep's figure: the canvas of the window in every format."""

import pytest

from nnexplorer.compute.experiments.approximation import Row
from nnexplorer.gui.figures.painting import FORMATS, FigureOptions, encode
from nnexplorer.gui.figures.sweep_figure import sweep_figure

ROWS = [Row("construct", "step", N, 0, 4 / N**2, 0.0) for N in (1, 2, 4, 8)]
MAGIC = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("rows", [ROWS, [], [Row("train", "tanh", 4, 0, float("inf"), 0.0)]])
def test_it_is_painted_in_every_format(qapp, file_format, rows):
    figure = sweep_figure(rows, FigureOptions())
    assert encode(figure, file_format, 400).startswith(MAGIC[file_format])
    figure.close()


def test_theme_and_type_are_by_choice(qapp):
    pictures = []
    for options in (FigureOptions(), FigureOptions(theme="dark"), FigureOptions(font_scale=1.5)):
        figure = sweep_figure(ROWS, options)
        pictures.append(encode(figure, "png", 400))
        figure.close()
    assert len(set(pictures)) == 3
