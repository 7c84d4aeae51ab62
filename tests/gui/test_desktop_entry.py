"""The desktop's files: written where the environment says, told to the desktop, and taken away again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nnexplorer.gui import desktop_entry


@pytest.fixture
def told(monkeypatch):
    """The programs that were asked to tell the desktop, with their folders; they are not run."""
    calls = []
    monkeypatch.setattr(desktop_entry.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(desktop_entry.subprocess, "run", lambda words, **_: calls.append(words))
    return calls


def test_three_files_are_written_told_and_taken_away(told, tmp_path):
    environment = {"XDG_DATA_HOME": str(tmp_path)}
    expected = [tmp_path / place for place in desktop_entry.PLACES]
    assert desktop_entry.install(environment, "linux") == expected
    assert told == [
        ["/usr/bin/update-mime-database", str(tmp_path / "mime")],
        ["/usr/bin/update-desktop-database", str(tmp_path / "applications")],
    ]
    assert desktop_entry.install(environment, "linux") == expected, "it may be done again"
    expected[0].unlink()
    assert desktop_entry.remove(environment, "linux") == expected[1:]
    assert desktop_entry.remove(environment, "linux") == []


def test_without_a_folder_of_its_own_it_is_the_usual_one(told, tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for environment in ({}, {"XDG_DATA_HOME": ""}):
        assert desktop_entry.install(environment, "linux")[0].is_relative_to(tmp_path / ".local" / "share")


@pytest.mark.parametrize("error", [OSError("broken"), subprocess.TimeoutExpired("update", 30)])
def test_a_desktop_that_can_not_be_told_is_no_fault(told, tmp_path, monkeypatch, error):
    def fail(*_words, **_options):
        raise error

    monkeypatch.setattr(desktop_entry.subprocess, "run", fail)
    assert all(path.exists() for path in desktop_entry.install({"XDG_DATA_HOME": str(tmp_path)}, "linux"))


def test_elsewhere_than_on_linux_the_way_out_is_named():
    with pytest.raises(ValueError, match=r"for Linux and its relatives; here, make a shortcut to .+"):
        desktop_entry.install({}, "darwin")


@pytest.mark.parametrize(
    ("folder", "written"),
    [
        ("/opt/a b", '"/opt/a b/nnexplorer"'),
        ("/opt/100%", '"/opt/100%%/nnexplorer"'),
        ("/opt/ab", "/opt/ab/nnexplorer"),
    ],
)
def test_paths_are_quoted_as_an_entry_wants_them(folder, written, monkeypatch):
    monkeypatch.setattr(sys, "executable", f"{folder}/python")
    monkeypatch.setattr(Path, "exists", lambda _path: True)
    assert desktop_entry._command() == written
