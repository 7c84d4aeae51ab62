"""The shipped files are found, and a missing one is named."""

import pytest

from nnexplorer import resources


def test_shipped_folder_and_file_are_found():
    assert resources.path("fonts").is_dir()
    assert "SIL OPEN FONT LICENSE" in resources.path("fonts", "OFL.txt").read_text(encoding="utf-8")


def test_missing_file_is_named():
    with pytest.raises(FileNotFoundError, match=r"fonts/none\.ttf is missing"):
        resources.path("fonts", "none.ttf")
