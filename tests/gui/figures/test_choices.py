"""What was chosen last is known again, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from nnexplorer.gui.figures import choices

USUAL = {"name": "a", "number": 1, "share": 0.5, "on": False}

pytestmark = pytest.mark.usefixtures("qapp")


def test_without_a_choice_it_is_the_usual_one():
    assert choices.remembered("d", USUAL) == USUAL


def test_choices_come_back_each_dialogs_its_own():
    other = {"name": "b", "number": 2, "share": 0.25, "on": True}
    choices.remember("d", other)
    assert choices.remembered("d", USUAL) == other
    assert choices.remembered("e", USUAL) == USUAL


@pytest.mark.parametrize(
    "kept", ["", "{", "[" * 100_000, "[1]", '{"number": "2"}', '{"number": true}', '{"unknown": 1}', '{"share": 1}', 7]
)
def test_what_is_no_choice_is_left_out(kept):
    QSettings().setValue("d", kept)
    assert choices.remembered("d", USUAL) == USUAL
