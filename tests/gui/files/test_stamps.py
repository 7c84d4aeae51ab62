"""A file's stamp tells whether it was written again, and nothing where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnexplorer.gui.files.stamps import stamp
from nnexplorer.model import storage


def test_writing_changes_it_and_reading_does_not(tmp_path):
    path = tmp_path / "a"
    storage.write(b"one", path)
    before = stamp(path)
    path.read_bytes()
    assert stamp(path) == before
    storage.write(b"one", path)
    assert stamp(path) != before


def test_a_link_has_the_stamp_of_what_it_leads_to(tmp_path):
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").symlink_to("a")
    assert stamp(tmp_path / "b") == stamp(tmp_path / "a")


@pytest.mark.parametrize("path", ["no/such/file", "a\0b", "x" * 5000])
def test_what_is_no_file_has_none(path):
    assert stamp(Path(path)) is None
