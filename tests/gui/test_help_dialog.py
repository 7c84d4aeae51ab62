"""Help in the window: every action, gesture and number is in it, in the document's letters, and is found."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from nnexplorer.gui.actions import ACTIONS
from nnexplorer.gui.help_dialog import HelpDialog, chapters
from nnexplorer.gui.words.notation import NOTATIONS, Symbols
from nnexplorer.model.activations import ACTIVATIONS

LECTURE = Symbols(NOTATIONS["e"], 0)


@pytest.fixture
def helped(opened, keys, qtbot):
    """A window in which F1 was pressed, and the help that came."""
    presenter = opened("semicircle-frames")
    keys(presenter, "F1")
    dialog = presenter.window.findChild(HelpDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return presenter, dialog


def shown(dialog):
    return dialog._text.toPlainText()


def test_every_action_with_a_key_is_in_it_once():
    keys = next(chapter for chapter in chapters(LECTURE) if chapter.title == "Keys")
    for spec in ACTIONS:
        found = [
            row for row in keys.rows if f"<b>{spec.text}</b>" in row[1] and spec.tip.replace("'", "&#x27;") in row[1]
        ]
        assert len(found) == 1, spec.id


def test_every_nonlinearity_is_in_it_with_formula_derivative_and_trouble():
    told = next(chapter for chapter in chapters(LECTURE) if chapter.title == "Nonlinearities")
    assert len(told.rows) == len(ACTIVATIONS)
    for (title, text), activation in zip(told.rows, ACTIVATIONS.values(), strict=True):
        assert activation.title in title
        assert text.count("<br>") == 2
        assert " = " in text


@pytest.mark.parametrize("notation", NOTATIONS)
def test_it_speaks_in_the_letters_of_the_notation(notation):
    symbols = Symbols(NOTATIONS[notation], 0)
    text = "".join(what + tells for chapter in chapters(symbols) for what, tells in chapter.rows)
    assert f"<i>{NOTATIONS[notation].excitation}</i>" in text
    assert "$" not in text


def test_f1_opens_it_beside_the_window_and_again_brings_the_same(helped, keys):
    presenter, dialog = helped
    assert not dialog.isModal()
    keys(presenter, "F1")
    assert presenter.window.findChildren(HelpDialog) == [dialog]


def test_what_is_searched_for_is_all_that_is_shown(helped):
    _, dialog = helped
    everything = shown(dialog)
    QTest.keyClicks(dialog._search, "steeper tip")
    assert "drag the tip of the normal" in shown(dialog)
    assert "double-click a line" not in shown(dialog)
    dialog._search.clear()
    assert shown(dialog) == everything


def test_a_search_that_finds_nothing_says_so(helped):
    _, dialog = helped
    QTest.keyClicks(dialog._search, "xyzzy")
    assert dialog._none.isVisible()
    assert not dialog._text.isVisible()


def test_a_chapters_button_goes_there(helped):
    _, dialog = helped
    QTest.keyClicks(dialog._search, "drag")
    places = []
    for button in dialog.findChildren(QPushButton):
        button.click()
        assert dialog._search.text() == ""
        places.append(dialog._text.verticalScrollBar().value())
    assert places == sorted(set(places))


def test_escape_closes_it(helped, qtbot):
    presenter, dialog = helped
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, "\x1b")
    assert presenter.window.isVisible()


def test_it_fits_into_a_small_window_with_room_to_search(opened, keys, qtbot):
    presenter = opened("semicircle-frames", 800, 600)
    keys(presenter, "F1")
    dialog = presenter.window.findChild(HelpDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.width() <= 800
    assert dialog._search.width() > dialog._search.fontMetrics().horizontalAdvance("back-propagation")
    assert dialog._text.width() > dialog.width() / 2
