"""The stage of a lecture: what it lays over the canvases, in which order words come, and that it clears all away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from nnexplorer.gui.lecture import halo
from nnexplorer.gui.lecture.stage import Stage

EXAMPLE = "second-layer-output"


@pytest.fixture
def stage(opened):
    """An open stage over a window."""
    presenter = opened(EXAMPLE)
    stage = Stage(presenter.window, presenter.session, presenter.display, presenter)
    stage.presenter = presenter
    stage.open()
    yield stage
    stage.close()
    assert QGuiApplication.overrideCursor() is None


def test_it_fills_the_display_in_larger_type_without_panels(stage):
    window = stage.presenter.window
    assert window.isFullScreen()
    assert window.geometry() == window.screen().geometry()
    assert stage.presenter.display.look.sizes.lecture
    assert not any(dock.isVisible() for dock in window.docks)


def test_words_go_from_the_title_to_the_caption_to_none(stage):
    title, seen = stage.presenter.window.header._title, []
    for _ in range(4):
        seen.append((title.isVisible(), bool(stage._caption.text)))
        stage.next_words()
    assert seen == [(True, False), (True, True), (False, False), (True, False)]


def test_a_caption_is_text_and_no_markup(stage):
    session = stage.presenter.session
    session.commit("Change caption", replace(session.document, caption="a < b"))
    stage.next_words()
    assert stage._caption.text == "a &lt; b"


def test_in_the_dark_there_is_no_pointer_and_its_halo_comes_back(stage):
    stage.show_halo(True)
    ring = QGuiApplication.overrideCursor().pixmap().size()
    assert not ring.isEmpty()
    stage.darken(True)
    assert stage.dark
    assert QGuiApplication.overrideCursor().pixmap().isNull()
    stage.darken(False)
    assert not stage.dark
    assert QGuiApplication.overrideCursor().pixmap().size() == ring


def test_a_halo_that_is_not_wanted_is_not_worn(stage):
    stage.presenter.window.actions_["halo"].setChecked(False)
    stage.show_halo(False)
    assert QGuiApplication.overrideCursor() is None
    assert not halo.wished()


def test_a_display_that_gets_another_size_is_filled_again(stage):
    worn = []
    stage._display.wear = worn.append
    stage._screen.geometryChanged.emit(stage._screen.geometry())
    assert [look.sizes.lecture for look in worn] == [True]
    stage.close()
    stage.presenter.window.screen().geometryChanged.emit(stage.presenter.window.screen().geometry())
    assert len(worn) == 1, "what is closed follows no display"


def test_closing_clears_everything_away(stage):
    stage.next_words()
    stage.show_number("22")
    stage.darken(True)
    assert stage._number.text == "22"
    stage.close()
    assert (stage._number.text, stage._caption.text, stage.dark) == ("", "", False)
    assert QGuiApplication.overrideCursor() is None
