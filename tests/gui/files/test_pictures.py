"""Pictures are read from files whatever their size; what is none is refused in a line."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QImageReader

from nnexplorer.gui.files.pictures import is_bare, is_picture, read_picture
from nnexplorer.model import carriers, storage
from nnexplorer.model.lecture import scene
from nnexplorer.model.pictures import LARGEST_SIDE


def saved(path, wide=30, high=20, color="#808080", kind=QImage.Format.Format_ARGB32):
    image = QImage(wide, high, kind)
    image.fill(QColor(color))
    assert image.save(str(path))
    return path


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_brightness_is_read_row_by_row(qapp, tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    image = QImage(24, 16, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for row in range(8):
        for column in range(24):
            image.setPixelColor(column, row, QColor("black"))
    assert image.save(str(path), quality=100)
    values = read_picture(path).brightness
    assert values.shape == (16, 24)
    assert values[:8].max() < 0.02
    assert values[8:].min() > 0.98


def test_what_is_transparent_is_white(qapp, tmp_path):
    values = read_picture(saved(tmp_path / "a.png", color="#00000000")).brightness
    assert (values == 1).all()


@pytest.mark.parametrize(("wide", "high"), [(3000, 1500), (40, 2600), (4000, 1)])
@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_a_large_picture_is_scaled_down_in_its_proportions(qapp, tmp_path, suffix, wide, high):
    values = read_picture(saved(tmp_path / f"a.{suffix}", wide, high)).brightness
    assert max(values.shape) == LARGEST_SIDE
    assert values.shape[1] / values.shape[0] == pytest.approx(wide / high, rel=0.15 if min(wide, high) > 1 else 10)
    assert np.allclose(values, 128 / 255, atol=0.02)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(qapp, tmp_path):
    path = saved(tmp_path / "a.png", 12000, 12000, kind=QImage.Format.Format_Mono)
    before = QImageReader.allocationLimit()
    with pytest.raises(ValueError, match="too large, 12000 by 12000 pixels"):
        read_picture(path)
    assert QImageReader.allocationLimit() == before


@pytest.mark.qt_log_ignore("JPEG datastream")
@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 nothing", b"plain text"])
def test_a_broken_picture_is_refused_in_a_line(qapp, tmp_path, content):
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"^[^\n]*picture[^\n]*$"):
        read_picture(path)


def test_a_file_that_is_not_there_is_an_os_error(qapp, tmp_path):
    with pytest.raises(FileNotFoundError):
        read_picture(tmp_path / "a.png")
    assert not is_picture(tmp_path / "a.png")


def test_a_figure_that_carries_its_document_is_no_bare_picture(qapp, tmp_path):
    path = saved(tmp_path / "a.png")
    assert is_bare(path)
    figure = carriers.embed(path.read_bytes(), "png", storage.encode(scene("relu").document))
    path.write_bytes(figure)
    assert is_picture(path)
    assert not is_bare(path)
    path.write_bytes(figure[:-40])
    assert not is_bare(path)
    assert is_bare(saved(tmp_path / "b.jpg"))
