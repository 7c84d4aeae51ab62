"""Saving a figure from the window: what is written, and what is told when it can't be."""

from __future__ import annotations

import pytest

from nnexplorer.gui import figure_dialog
from nnexplorer.gui.figures import FigureOptions, document_figure
from nnexplorer.model.lecture import scene


def make():
    return document_figure(scene("classifier-output").document, FigureOptions())


@pytest.mark.parametrize(("name", "begins"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.PDF", b"%PDF")])
def test_the_ending_names_the_format(qapp, tmp_path, name, begins):
    assert figure_dialog.save_figure(tmp_path / name, make) == f"Saved {tmp_path / name}"
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_what_can_not_be_written_is_told_and_leaves_nothing(qapp, tmp_path):
    below_a_file = tmp_path / "file"
    below_a_file.write_text("")
    told = figure_dialog.save_figure(below_a_file / "a.png", make)
    assert told.startswith("The figure was not saved")
    assert list(tmp_path.iterdir()) == [below_a_file]


@pytest.mark.parametrize(
    ("chosen", "kind", "path"),
    [
        ("/x/a.svg", "", "/x/a.svg"),
        ("/x/a", "PDF (*.pdf)", "/x/a.pdf"),
        ("/x/a.b", "Picture (*.png)", "/x/a.b.png"),
        ("", "", None),
    ],
)
def test_a_name_without_an_ending_gets_the_chosen_one(qapp, monkeypatch, chosen, kind, path):
    monkeypatch.setattr(figure_dialog.QFileDialog, "getSaveFileName", lambda *_: (chosen, kind))
    found = figure_dialog.ask_for_path(None, "a")
    assert (found and str(found)) == path
