"""The options of looks are understood by everything that is made with them, and absent ones ask for nothing."""

from __future__ import annotations

import argparse

import pytest

from nnexplorer.commands import looks

WORDS = ["--width", "640", "--view", "input,hidden", "--theme", "dark", "--palette", "grey", "--notation", "xi"]
MORE = ["--index-base", "1", "--font-scale", "1.5", "--transparent"]


@pytest.fixture
def parser():
    parser = argparse.ArgumentParser()
    looks.add_arguments(parser, "window, ")
    return parser


def test_every_option_is_one_that_figures_can_be_asked_for(parser):
    from nnexplorer.gui import headless

    options = vars(parser.parse_args(WORDS + MORE))
    request = headless.Request(**options)
    assert options.keys() <= headless.OPTIONS
    assert (request.width, request.view, request.index_base, request.transparent) == (640, "input,hidden", 1, True)


def test_what_is_absent_is_left_to_the_document(parser):
    options = vars(parser.parse_args([]))
    assert {name for name, value in options.items() if value is not None} == {"transparent"}


def test_help_names_every_view(parser):
    from nnexplorer.gui import headless
    from nnexplorer.gui.figures.painting import VIEWS

    (view,) = (action for action in parser._actions if action.dest == "view")
    named = view.help.partition(";")[0].replace(" or ", ", ").split(", ")
    assert set(named) == {headless.WINDOW, *VIEWS}
