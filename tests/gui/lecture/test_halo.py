"""The pointer's halo is a picture of the pointer: an arrow in a soft ring, no larger than systems allow."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QGuiApplication

from nnexplorer.gui.lecture.halo import LARGEST, RADIUS, Halo, ring

COLOR = QColor("#12687A")


@pytest.mark.parametrize(("scale", "radius"), [(1.0, RADIUS), (1.5, 1.5 * RADIUS), (4.0, LARGEST)])
def test_a_soft_ring_lies_around_the_arrows_tip(qapp, scale, radius):
    image = ring(COLOR, scale).toImage()
    middle = image.width() // 2
    assert image.width() == image.height() <= 128
    opacity = [image.pixelColor(round(middle - share * radius), middle).alphaF() for share in (0.3, 0.85, 1.02)]
    assert 0.05 < opacity[0] < 0.3
    assert opacity[1] > 0.5
    assert opacity[2] < 0.1
    inside = image.pixelColor(round(middle + 4 * radius / RADIUS), round(middle + 9 * radius / RADIUS))
    assert inside.name() == "#000000"


def test_it_is_put_on_and_taken_off(qapp):
    halo = Halo()
    halo.take_off()
    assert QGuiApplication.overrideCursor() is None
    halo.show(COLOR, 1.0)
    halo.show(COLOR, 2.0)
    assert QGuiApplication.overrideCursor().pixmap().width() > 2 * RADIUS + 10
    assert halo.worn
    halo.take_off()
    assert QGuiApplication.overrideCursor() is None, "it never lies there twice"
    assert not halo.worn
