"""What a file is opened as, whether it is saved there again, and why it could not be had."""

from __future__ import annotations

import errno
import os
import time

import pytest
from PySide6.QtGui import QImage

from nnexplorer.gui.figures.painting import FigureOptions, document_figure, encode
from nnexplorer.gui.files import openings
from nnexplorer.model import lectures, storage
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene


@pytest.fixture
def folder(tmp_path, qapp):
    """A file of each kind."""
    document = scene("relu").document
    storage.save(document, tmp_path / "own.nnx")
    lectures.save(lectures.begun(document), tmp_path / "lecture.nnx")
    (tmp_path / "table.csv").write_text("x0,x1,y0\n0,0,1\n1,0,-1\n")
    QImage(6, 4, QImage.Format.Format_RGB32).save(str(tmp_path / "photo.png"))
    figure = document_figure(document, FigureOptions(view="input"))
    (tmp_path / "figure.png").write_bytes(encode(figure, "png", 64))
    figure.close()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "kind", "own"),
    [
        ("own.nnx", Document, True),
        ("lecture.nnx", lectures.Lecture, True),
        ("table.csv", Document, False),
        ("photo.png", Document, False),
        ("figure.png", Document, False),
    ],
)
def test_every_kind_of_file_is_opened_and_only_ones_own_saved_there_again(folder, name, kind, own):
    found, picture = openings.found(folder / name)
    assert isinstance(found, kind)
    assert (picture is not None) == (name == "photo.png")
    assert openings.is_own(folder / name) == own
    assert openings.is_picture(folder / name) == name.endswith(".png")


def test_a_picture_is_one_by_its_content_whatever_its_name(folder):
    (folder / "figure.png").rename(folder / "named.nnx")
    assert openings.is_picture(folder / "named.nnx")
    assert not openings.is_own(folder / "named.nnx")


def test_what_is_none_of_them_is_refused(folder):
    (folder / "notes.txt").write_text("hello")
    with pytest.raises(ValueError, match="no JSON"):
        openings.found(folder / "notes.txt")
    with pytest.raises(OSError, match="No such file"):
        openings.found(folder / "gone.nnx")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a.nnx"), "No space left on device"),
        (OSError("broken\n pipe"), "broken pipe"),
        (ValueError("a.nnx: $.network: missing."), "$.network: missing"),
        (MemoryError(), "there is not enough memory"),
    ],
)
def test_a_reason_is_a_line_without_the_files_name(tmp_path, monkeypatch, error, told):
    monkeypatch.chdir(tmp_path)
    assert openings.reason(error, tmp_path.__class__("a.nnx")) == told


def test_a_moment_is_said_in_words_and_one_of_no_year_too():
    when = time.mktime((2031, 3, 9, 14, 5, 0, 0, 0, -1))
    assert openings.moment(when) == "09 March, 14:05"
    assert openings.moment(1e17) == "an unknown day"
