"""Colours survive being written, and are mixed the way eyes mix them."""

import numpy as np
import pytest

from nnexplorer.gui.look.colors import contrast, from_oklab, mix, oklab, parse, ramp, write


def test_every_written_colour_is_read_back():
    rng = np.random.default_rng(0)
    for rgb in rng.integers(0, 256, (50, 3)):
        color = "#{:02X}{:02X}{:02X}".format(*rgb)
        assert write(parse(color)) == color
        assert write(from_oklab(oklab(parse(color)))) == color


@pytest.mark.parametrize(
    ("color", "lab"),
    [
        ("#FFFFFF", (1.0, 0.0, 0.0)),
        ("#000000", (0.0, 0.0, 0.0)),
        ("#FF0000", (0.62796, 0.22486, 0.12585)),
        ("#0000FF", (0.45201, -0.03246, -0.31153)),
    ],
)
def test_oklab_has_its_published_values(color, lab):
    assert oklab(parse(color)) == pytest.approx(lab, abs=2e-4)


def test_mix_ends_at_its_colours():
    assert mix("#12687A", "#FA6317", 0) == "#12687A"
    assert mix("#12687A", "#FA6317", 1) == "#FA6317"


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=1e-3)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


def test_ramp_steps_are_even_to_the_eye():
    colors = ramp("#1F5FA8", "#F7F6F5", "#BF530C", count=64)
    steps = np.linalg.norm(np.diff(oklab(colors / 255), axis=0), axis=1)
    assert steps.max() < 1.6 * steps.min(), "but for rounding to bytes, and the corner that one step cuts"
