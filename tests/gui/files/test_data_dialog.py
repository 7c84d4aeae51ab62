"""Where samples come from and go to: what is asked, and what is told."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from nnexplorer.gui.files.data_dialog import ask_for_goal, ask_for_source, read, write


@pytest.fixture
def answer(monkeypatch, qtbot):
    """`answer(name)` has every dialog answer so; it returns a window to ask in."""

    def set_answer(name):
        for method in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, method, lambda *_: (name, ""))
        window = QWidget()
        qtbot.addWidget(window)
        return window

    return set_answer


@pytest.mark.parametrize(("name", "path"), [("/a/b.csv", "/a/b.csv"), ("/a/b", "/a/b.csv"), ("/a/b.txt", "/a/b.txt")])
def test_a_goal_has_an_ending(answer, name, path):
    assert str(ask_for_goal(answer(name), "data")) == path


def test_a_source_is_taken_as_it_is(answer):
    assert str(ask_for_source(answer("/a/b"))) == "/a/b"


def test_whoever_thinks_better_of_it_gets_nothing(answer):
    window = answer("")
    assert ask_for_goal(window, "data") is None
    assert ask_for_source(window) is None


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "a.csv"
    assert write(np.array([[1.0, 2.0]]), np.array([[3.0]]), path) == f"Saved {path}"
    X, Y = read(path)
    assert (X.tolist(), Y.tolist()) == ([[1, 2]], [[3]])


def test_faults_are_told_in_one_line(tmp_path):
    (tmp_path / "b.csv").write_text("x0,y0\n1,a\n")
    with pytest.raises(ValueError, match=r"^The data were not imported: .*b\.csv: line 2, column 2 .*'a'\.$"):
        read(tmp_path / "b.csv")
    with pytest.raises(ValueError, match=r"^The data were not imported: .*none\.csv: No such file or directory\.$"):
        read(tmp_path / "none.csv")
    told = write(np.zeros((0, 1)), np.zeros((0, 1)), tmp_path / "c.csv")
    assert told.startswith("The data were not exported: samples: expected at least one")
    assert "\n" not in told
