"""What a figure is made of: its canvases, and looks that are the window's unless others were chosen."""

from __future__ import annotations

import pytest

from nnexplorer.gui.figures.stage import Course
from nnexplorer.gui.figures.subject import Subject
from nnexplorer.gui.look.style import Look
from nnexplorer.gui.panels.looks import USUAL
from nnexplorer.model.lecture import scene

DOCUMENT = scene("second-layer-output").document
COURSE = Course((0, 1), (1.0, 0.5))
WINDOW = Look("dark", palette="lecture")


@pytest.mark.parametrize("course", [None, COURSE])
def test_a_figure_has_the_documents_canvases_and_the_error_of_a_training(course):
    found = Subject(DOCUMENT, course, WINDOW, "a").canvases
    assert set(DOCUMENT.view.canvases) <= {*found, "loss"}
    assert ("loss" in found) == (course is not None)


def test_looks_are_the_windows_unless_others_were_chosen():
    subject = Subject(DOCUMENT, None, WINDOW, "a")
    usual = subject.options(USUAL)
    assert (usual.theme, usual.palette, usual.font_scale, usual.transparent) == ("dark", "lecture", 1.0, False)
    chosen = {**USUAL, "theme": "light", "palette": "grey", "font_scale": 2.0, "transparent": True}
    other = subject.options(chosen)
    assert (other.theme, other.palette, other.font_scale, other.transparent) == ("light", "grey", 2.0, True)


def test_canvases_are_those_that_are_named_or_ones_own_or_with_the_error():
    subject = Subject(DOCUMENT, None, WINDOW, "a")
    assert subject.options(USUAL, canvases=("hidden", "input")).view == "hidden,input"
    assert subject.options(USUAL).view == ",".join(subject.canvases)
    assert "loss" in subject.options(USUAL, trained=True).view.split(",")
