"""What crashes have left is offered one after the other, and goes only once it is kept elsewhere or thrown away."""

from __future__ import annotations

import os

import pytest

from nnexplorer.gui.files.keepsakes import abandoned
from nnexplorer.gui.files.leftovers import Leftovers
from nnexplorer.model.lecture import scene


@pytest.fixture
def left(crash, tmp_path):
    """Two crashes: an older one without a file, and one in the middle of own.nnx."""
    paths = (None, tmp_path / "own.nnx")
    kept = [crash(scene("relu").document, path) for path in paths]
    for age, recovery in enumerate(kept):
        os.utime(recovery.file, (1e9 + age, 1e9 + age))
    return [recovery.file for recovery in kept]


def press(banner, text):
    next(button for button in banner._buttons if button.text() == text).click()


def test_nothing_is_said_where_nothing_was_left(banner, own_folder):
    leftovers = Leftovers(banner, lambda _one: True)
    leftovers.offer()
    assert (banner.text, leftovers.open_newest()) == ("", False)


def test_the_newest_is_offered_first_and_what_was_opened_goes(banner, left):
    opened = []
    leftovers = Leftovers(banner, lambda one: not opened.append(one))
    leftovers.offer()
    assert banner.text.startswith("nnexplorer ended without saving own.nnx.")
    press(banner, "Open it")
    assert [one.path.name for one in opened] == ["own.nnx"]
    assert [file.exists() for file in left] == [True, False]
    assert banner.text.startswith("nnexplorer ended without saving ReLU"), "and the next is offered"
    leftovers.release()


def test_what_can_not_be_gone_on_with_stays(banner, left):
    leftovers = Leftovers(banner, lambda _one: False)
    leftovers.offer()
    assert leftovers.open_newest()
    assert [file.exists() for file in left] == [True, True]
    leftovers.release()


def test_what_is_thrown_away_is_gone_and_what_is_released_is_offered_at_the_next_start(banner, left):
    leftovers = Leftovers(banner, lambda _one: True)
    leftovers.offer()
    press(banner, "Throw it away")
    assert [file.exists() for file in left] == [True, False]
    assert abandoned() == [], "this window still has it"
    leftovers.release()
    (one,) = abandoned()
    one.release()
