"""A stage shows documents in turn: with scales of their own, or with those of all that were measured."""

from __future__ import annotations

import pytest

from nnexplorer.compute import films
from nnexplorer.gui.canvases.drawing.courses import Course, KeptCurve
from nnexplorer.gui.figures.painting import encode
from nnexplorer.gui.figures.stage import FigureOptions, Stage, own_canvases
from nnexplorer.gui.look.style import Look, dress
from nnexplorer.gui.look.theme import Sizes
from nnexplorer.model import beginnings, edits
from nnexplorer.model.lecture import scene
from nnexplorer.session.kept import KeptRun

SCENE = "second-layer-output"


@pytest.fixture
def stage(qapp):
    made = []

    def make(name=SCENE, **options):
        made.append(Stage(scene(name).document, FigureOptions(**options), 64))
        return made[-1]

    yield make
    for one in made:
        one.close()


def height(stage):
    """What the slice's axis reaches."""
    return stage._arrangement.surface._places[0].height.value


def test_scales_are_a_documents_own_unless_others_were_measured(stage):
    quiet = scene(SCENE).document
    loud = films.KNOBS["bias"].put(quiet, 0, 3.0)
    alone, film = stage(), stage()
    for document in (quiet, loud):
        film.measure(document)
    reached = []
    for document in (quiet, loud, quiet):
        alone.show(document)
        film.show(document)
        reached.append((height(alone), height(film)))
    own = [one for one, _both in reached]
    assert own[0] == own[2] < own[1]
    assert {both for _one, both in reached} == {max(own)}


def test_canvases_are_the_documents_own_and_the_error_only_with_a_training():
    document = edits.set_view(scene(SCENE).document, canvases=("output", "loss"))
    assert own_canvases(document, trained=False) == ("output",)
    assert own_canvases(document, trained=True) == ("output", "loss")
    assert own_canvases(edits.set_view(document, canvases=("loss",)), trained=False) == ("input",)


@pytest.mark.parametrize("name", [SCENE, "semicircle-frames", "two-layer-network"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_figure_is_the_same_whatever_windows_wear(stage, qapp, theme, name):
    """Style sheets of the application reach widgets of figures too."""
    alone = encode(stage(name).show(scene(name).document), "png", 600)
    before, palette = qapp.styleSheet(), qapp.palette()
    dress(qapp, Look(theme, sizes=Sizes(lecture=theme == "dark")))
    try:
        assert encode(stage(name).show(scene(name).document), "png", 600) == alone
    finally:
        qapp.setStyleSheet(before)
        qapp.setPalette(palette)


def test_a_run_that_was_kept_stands_beside_the_output(qapp):
    document = scene(SCENE).document
    course = Course([0], [1.0], kept=KeptCurve("kept: 0.1", ([0, 10], [1.0, 0.1])))
    kept = KeptRun(edits.set_hidden(document, "relu"), course.kept.course, ((), ()), 0.1, float("nan"))
    figures = []
    for one in (None, kept):
        made = Stage(document, FigureOptions("input,output"), 64, kept=one)
        figures.append(made.show(document, course))
        shown = made._arrangement.visible_names()
        assert shown == (["input", "output"] if one is None else ["input", "output", "kept"])
    one, both = figures
    assert one.size.height() > both.size.height()
    assert encode(one, "png", 300) != encode(both, "png", 300)
    other = Stage(beginnings.curve(), FigureOptions("input,output"), 64, kept=kept)
    assert other._arrangement.visible_names() == ["input", "output"], "it has other inputs"
    other.close()
    without = Stage(document, FigureOptions("input"), 64, kept=kept)
    assert without._arrangement.visible_names() == ["input"]
    for figure in (*figures, without):
        figure.close()


def test_a_course_of_training_is_drawn(stage):
    made, pictures = stage(view="loss"), set()
    for course in (None, Course([0, 50], [1.0, 0.1]), Course([0, 50], [1.0, 0.1], [(20, "Move line 1")])):
        pictures.add(encode(made.show(scene(SCENE).document, course), "png", 200))
    assert len(pictures) == 3


def test_canvases_chosen_twice_are_shown_once():
    assert FigureOptions(view="input,output,input").canvases == ("input", "output")
    assert FigureOptions().canvases == ()
