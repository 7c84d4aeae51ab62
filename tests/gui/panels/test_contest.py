"""The panel of a contest says who is ahead, and only a hand ends it."""

import math

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QLabel

from nnexplorer.gui.panels.contest import ContestPanel, verdict
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.fields import CountField
from nnexplorer.session.score import Score


def score(errors=(), losses=(1.0, 0.6, 0.3, 0.2), wanted=3):
    score = Score(1.0, wanted)
    for step, loss in enumerate(losses):
        score.descend(step, loss, not math.isfinite(loss))
    for error in errors:
        score.move(error)
    return score


@pytest.fixture
def panel(stand):
    return stand(ContestPanel())


def texts(panel):
    return [label.text() for label in panel.findChildren(QLabel)]


def test_it_shows_both_and_emits_nothing(panel, heard):
    log = heard(panel.steps_changed, panel.finished, panel.cancelled)
    for _ in range(2):
        panel.show_score(score([0.5, 0.9]))
    assert {"You, 2 moves", "0.5000", "Descent, 3 steps", "0.2000", "1.000"} <= set(texts(panel))
    assert panel.findChild(CountField).value() == 3
    panel.show_score(score([0.5]))
    assert "You, 1 move" in texts(panel)
    assert log == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (score(), "Drag a line"),
        (score([2.0]), "Not below the start yet"),
        (
            score([0.5]),
            "is ahead.</b> It was as good as you are after 2 steps; after 1 step it had 0.6",
        ),
        (score([0.1]), "<b>You are ahead.</b> Gradient descent does not get there in 3 steps."),
        (score([0.1], wanted=9), "<b>You are ahead</b> of its first 3 steps."),
        (score([0.1], losses=(1.0, math.inf)), "Gradient descent diverged at step 1"),
    ],
)
def test_the_verdict_is_in_words(given, said):
    assert said in verdict(given)


def test_its_buttons_and_its_field_ask(panel, heard, named, mouse):
    log = heard(panel.steps_changed, panel.finished, panel.cancelled)
    for name in ("Finish", "Cancel"):
        button = named(panel, Button, name)
        mouse(button).click(QPointF(button.rect().center()))
    panel.findChild(CountField).setValue(50)
    assert log == [(), (), (50,)]


def test_every_control_is_named_and_explained(panel, controls):
    parts = controls(panel, CountField, Button)
    assert [part for part in parts if not (part.accessibleName() and part.toolTip())] == []
