"""The same document gives the same picture, today and later, in every version of Python and of Qt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from nnexplorer.gui.figures.painting import VIEWS, FigureOptions, document_figure, encode
from nnexplorer.model.lecture import scene

FOLDER = Path(__file__).parents[2] / "data" / "pictures"
WIDTH = 240
SHOWN = {
    "semicircle-frames": None, "classifier-output": None, "backprop-step": None, "relu-piecewise-linear": None,
    **{f"second-layer-output-{view}": view for view in VIEWS if view not in {"sweep", "table"}},
}  # fmt: skip


def picture(name):
    """A golden picture's figure, as bytes of a PNG."""
    view = SHOWN[name]
    identifier = name if view is None else name.removesuffix(f"-{view}")
    figure = document_figure(scene(identifier).document, FigureOptions(view))
    try:
        return encode(figure, "png", WIDTH)
    finally:
        figure.close()


def pixels(png):
    """A picture's colours, (H, W, 3)."""
    image = QImage.fromData(png).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), -1, 3).astype(float)


def test_pictures_are_those_that_were_kept(row, qapp):
    with row("Pictures of scenes against the golden ones") as tally:
        for name in SHOWN:
            with tally.case(name):
                shown, kept = pixels(picture(name)), pixels((FOLDER / f"{name}.png").read_bytes())
                assert shown.shape == kept.shape
                assert np.abs(shown - kept).mean() < 1


@pytest.mark.parametrize("name", ["semicircle-frames"])
def test_a_line_that_is_elsewhere_is_another_picture(qapp, name):
    kept = pixels((FOLDER / f"{name}.png").read_bytes())
    assert np.abs(np.roll(kept, 2, axis=1) - kept).mean() > 1


if __name__ == "__main__":
    from nnexplorer.gui.app import application

    application()
    for one in SHOWN:
        (FOLDER / f"{one}.png").write_bytes(picture(one))
