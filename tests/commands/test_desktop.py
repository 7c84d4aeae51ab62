"""The program on the desktop: the files that its command writes are what freedesktop.org wants, and go again."""

import configparser
import shlex
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from nnexplorer.gui import desktop_entry


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The user's data folder, empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def test_entry_file_type_and_icon_are_written_and_told(command_line, home):
    ended = command_line("desktop")
    assert (ended.code, ended.err) == (0, "")
    paths = [Path(line) for line in ended.out.splitlines()]
    assert paths == [home / place for place in desktop_entry.PLACES]
    assert all(path.is_file() for path in paths)


def test_the_entry_starts_this_installation_with_a_document(command_line, home, tmp_path):
    command_line("desktop")
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(home / "applications" / "nnexplorer.desktop", encoding="utf-8")
    section = entry["Desktop Entry"]
    assert section["MimeType"] == "application/x-nnexplorer;"
    *words, document = shlex.split(section["Exec"])
    assert document == "%f"
    told = subprocess.run([*words, "--version"], capture_output=True, text=True, check=True).stdout
    assert told.startswith("nnexplorer ")


def test_the_file_type_is_that_of_documents(command_line, home):
    command_line("desktop")
    root = ET.parse(home / "mime" / "packages" / "nnexplorer.xml").getroot()
    space = {"mime": "http://www.freedesktop.org/standards/shared-mime-info"}
    (kind,) = root.findall("mime:mime-type", space)
    assert kind.get("type") == "application/x-nnexplorer"
    assert [glob.get("pattern") for glob in kind.findall("mime:glob", space)] == ["*.nnx"]


def test_what_was_added_is_removed_and_nothing_else(command_line, home):
    command_line("desktop")
    (home / "applications" / "other.desktop").write_text("x")
    ended = command_line("desktop", "--remove")
    assert ended.code == 0
    assert [Path(line) for line in ended.out.splitlines()] == [home / place for place in desktop_entry.PLACES]
    assert not any((home / place).exists() for place in desktop_entry.PLACES)
    assert (home / "applications" / "other.desktop").exists()
    assert command_line("desktop", "--remove").out == ""


def test_a_folder_that_cannot_be_written_is_one_line(command_line, home):
    home.write_text("a file where a folder is wanted")
    ended = command_line("desktop")
    assert ended.code != 0
    assert ended.err.count("\n") == 1
    assert str(home) in ended.err
