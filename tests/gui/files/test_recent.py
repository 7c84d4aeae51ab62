"""The list of recent files: the last one first, at most so many, and its menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu

from nnexplorer.gui.files import recent


@pytest.fixture
def menu(qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    return menu


def texts(menu):
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_files_come_back_the_last_one_first_and_each_once(qapp):
    assert recent.recent() == []
    for name in ("a", "b", "a"):
        recent.remember(Path("/x", name))
        assert recent.recent()[0] == Path("/x", name)
    QSettings().sync()
    assert recent.recent() == [Path("/x/a"), Path("/x/b")]


def test_the_oldest_is_dropped(qapp):
    for number in range(12):
        recent.remember(Path(f"/x/{number}"))
    assert recent.recent() == [Path(f"/x/{number}") for number in range(11, 3, -1)]


def test_one_is_forgotten_and_all_are(qapp):
    for name in "abc":
        recent.remember(Path("/x", name))
    recent.forget(Path("/x/b"))
    assert recent.recent() == [Path("/x/c"), Path("/x/a")]
    recent.clear()
    assert recent.recent() == []


@pytest.mark.parametrize("nonsense", [7, ["", "/x/a"], {"a": 1}])
def test_what_is_no_list_of_paths_is_passed_over(qapp, nonsense):
    QSettings().setValue(recent.KEY, nonsense)
    assert recent.recent() in ([], [Path("/x/a")], [Path("7")])


def test_the_menu_names_each_file_and_opens_it(menu):
    for name in ("plane.nnx", "this & that.nnx"):
        recent.remember(Path("/x/folder", name))
    opened = []
    recent.fill(menu, opened.append)
    assert texts(menu) == ["&1  this && that.nnx  (folder)", "&2  plane.nnx  (folder)", "Clear"]
    assert menu.actions()[1].toolTip() == "/x/folder/plane.nnx"
    menu.actions()[1].trigger()
    assert opened == [Path("/x/folder/plane.nnx")]
    menu.actions()[-1].trigger()
    recent.fill(menu, opened.append)
    assert texts(menu) == ["No file yet"]
    assert not menu.actions()[0].isEnabled()
