"""What is filmed: which rows are shown for it, what numbers they begin with, and which film they come to."""

from __future__ import annotations

import pytest

from nnexplorer.compute import films
from nnexplorer.gui.figures.film_choices import FilmChoices
from nnexplorer.gui.widgets.fields import ChoiceField, CountField, NumberField
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene

LINES = edits.set_view(scene("second-layer-output").document, index_base=1, selected=1)


@pytest.fixture
def choices(qtbot):
    """`choices(document)` are those that can be made for it, with a list that grows by their changes."""

    def show(document=LINES):
        made = FilmChoices(document)
        qtbot.addWidget(made)
        made.show()
        made.log = []
        made.changed.connect(lambda: made.log.append("changed"))
        return made

    return show


def field(choices, kind, name):
    return next(part for part in choices.findChildren(kind) if part.accessibleName() == name and part.isVisible())


def choose(choices, name, what):
    box = field(choices, ChoiceField, name)
    box.setCurrentIndex(box.findData(what))
    box.activated.emit(box.currentIndex())


def test_a_scene_of_frames_is_filmed_in_its_frames_and_another_in_its_training(choices):
    frames = scene("semicircle-frames").document
    assert choices(frames).film().count == frames.frames
    training = choices().film()
    assert training.trained
    assert training.count == films.of_training(LINES, LINES.training.steps, LINES.training.steps // films.USUAL).count


def test_only_what_counts_for_a_kind_is_shown(choices):
    found = choices()
    visible = lambda: {part.accessibleName() for part in found.findChildren(CountField) if part.isVisible()}  # noqa: E731
    assert visible() == {"Steps", "A picture every"}
    choose(found, "Of", "sweep")
    assert visible() == {"Unit", "Pictures"}
    choose(found, "Of", "frames")
    assert visible() == set()


def test_a_training_has_the_steps_that_are_counted(choices):
    found = choices()
    field(found, CountField, "Steps").setValue(100)
    field(found, CountField, "A picture every").setValue(25)
    assert found.log == ["changed"] * 2
    assert found.film().count == 5


def test_a_sweep_begins_with_the_selected_unit_and_ends_that_suit_it(choices):
    found = choices()
    choose(found, "Of", "sweep")
    assert field(found, CountField, "Unit").value() == 2, "counted from 1, as the document does"
    low, high = films.KNOBS["bias"].ends(LINES, 1)
    shots = list(found.film().shots())
    assert [shots[0].document.network.b1[1], shots[-1].document.network.b1[1]] == pytest.approx([low, high])
    assert len(shots) == films.USUAL


def test_ends_that_are_typed_hold_until_another_number_is_chosen(choices, typed):
    found = choices()
    choose(found, "Of", "sweep")
    last = field(found, NumberField, "To")
    last.committed.emit(0.125)
    assert list(found.film().shots())[-1].document.network.b1[1] == 0.125
    choose(found, "Number", "gain")
    assert found._ends == pytest.approx(films.KNOBS["gain"].ends(LINES, 1))


def test_a_number_that_the_document_does_not_have_is_told_by_the_film(choices):
    found = choices()
    choose(found, "Of", "sweep")
    choose(found, "Number", "slope")
    with pytest.raises(ValueError, match="only prelu has a slope"):
        found.film()
