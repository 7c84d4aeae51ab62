"""A file is written or it is told why not, with a way to write another one."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from nnexplorer.gui.files import recent
from nnexplorer.gui.files.writing import Writing


def test_a_run_is_ended_before_anything_is_written_and_the_file_is_remembered(banner, tmp_path):
    log, path = [], tmp_path / "a.nnx"
    path.touch()
    assert Writing(banner, lambda: log.append("settled")).wrote(path, lambda: log.append("written"), lambda: True)
    assert (log, banner.text) == (["settled", "written"], "")
    assert recent.recent()[0] == path


@pytest.mark.parametrize(
    ("error", "why"),
    [(MemoryError(), "there is not enough memory"), (ValueError("no digits in x"), "no digits in x")],
)
def test_why_it_was_not_is_told_with_another_way(banner, tmp_path, error, why):
    tried = []

    def fail():
        raise error

    assert not Writing(banner, lambda: None).wrote(tmp_path / "a.nnx", fail, lambda: tried.append("elsewhere"))
    assert banner.text == f"a.nnx was not saved: {why}. Your work is still here; save it somewhere else."
    next(button for button in banner._buttons if button.text().startswith("Save as")).click()
    assert tried == ["elsewhere"]


def test_nothing_is_written_over_a_picture(banner, tmp_path):
    figure = tmp_path / "a.nnx"
    assert QImage(8, 8, QImage.Format.Format_RGB32).save(str(figure), "PNG")
    assert not Writing(banner, lambda: None).wrote(figure, figure.unlink, lambda: True)
    assert figure.exists()
    assert "this is a figure, which would be lost" in banner.text
