"""A newcomer is told what to do once, and never again."""

import pytest

from nnexplorer.gui import app, welcome
from nnexplorer.gui.welcome import WELCOME, Welcome
from nnexplorer.gui.window_stage import WindowStage
from nnexplorer.model.lecture import scene

EXAMPLE = "second-layer-output"


@pytest.fixture
def greeted(opened, settings_folder):
    """Open a window and greet whoever sits before it."""

    def greet(what=EXAMPLE):
        presenter = opened(what)
        canvas = presenter.window.arrangement.input
        hello = Welcome(canvas)
        hello.begin()
        return presenter, canvas, hello

    return greet


def test_the_words_are_shown_at_the_very_first_start_alone(greeted):
    assert greeted()[1].hint == WELCOME
    assert greeted()[1].hint == ""


def test_they_wait_for_a_window_that_shows_input_space(greeted):
    assert greeted("two-layer-network")[1].hint == ""
    assert greeted()[1].hint == WELCOME


def test_they_go_at_the_first_drag(greeted, mouse, on_line):
    _presenter, canvas, _hello = greeted()
    mouse(canvas).drag(on_line(canvas, 0), 9, 9)
    assert canvas.hint == ""


def test_they_go_when_space_trains(greeted, keys):
    presenter, canvas, _hello = greeted()
    keys(presenter, "Space")
    assert canvas.hint == ""


def test_they_go_by_themselves(greeted, qtbot, monkeypatch):
    monkeypatch.setattr(welcome, "LASTS", 1)
    canvas = greeted()[1]
    qtbot.waitUntil(lambda: canvas.hint == "")


def test_when_they_go_other_words_stay(greeted):
    _presenter, canvas, hello = greeted()
    canvas.show_hint("Draw a line")
    hello.end()
    assert canvas.hint == "Draw a line"


def test_the_program_says_them_and_a_figure_of_its_window_does_not(qtbot, settings_folder, monkeypatch):
    made, make = [], app.open_window

    def open_window(*given, **more):
        made.append(make(*given, **more))
        qtbot.addWidget(made[-1].window)
        return made[-1]

    hints = []

    def execute(_app):
        hints.append(made[-1].window.arrangement.input.hint)
        made[-1].window.close()
        return 0

    monkeypatch.setattr(app, "open_window", open_window)
    monkeypatch.setattr(app.QApplication, "exec", execute)
    interval = app.sys.getswitchinterval()
    stage = WindowStage(scene(EXAMPLE).document, app.FigureOptions())
    assert stage.window.arrangement.input.hint == ""
    stage.close()
    try:
        assert app.run(scene(EXAMPLE).document) == 0
    finally:
        app.sys.setswitchinterval(interval)
    assert hints == [WELCOME]
