"""Every control of the window and of its dialogs is named, explained and reached by Tab, from left to right."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.words.notation import plain

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    Canvas,
)
EXAMPLES = ("second-layer-output", "semicircle-frames", "universal-approximator", "backprop-step")
DIALOGS = {"help": "help", "code": "export", "figure": "figure", "film": "film", "arrange": "arrange"}
"""The action that opens each dialog."""


def is_a_control(widget):
    within = widget.parentWidget()
    part = isinstance(within, (QAbstractSpinBox, QComboBox)) or isinstance(widget, (QHeaderView, QScrollBar))
    return isinstance(widget, CONTROLS) and widget.isVisible() and not part


def controls(root):
    return [widget for widget in root.findChildren(QWidget) if is_a_control(widget)]


def name_of(widget):
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text or f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"


def faults(root):
    """What is wrong with a window, a line a fault."""
    found = []
    for widget in controls(root):
        labelled = isinstance(widget, QAbstractButton) and any(letter.isalpha() for letter in widget.text())
        if not widget.accessibleName() and not labelled:
            found.append(f"{name_of(widget)}: no accessible name")
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(f"{name_of(widget)}: Tab does not come there")
        told = widget.accessibleDescription() if isinstance(widget, Canvas) else widget.toolTip()
        reads = isinstance(widget, (QTextEdit, QPlainTextEdit)) and widget.isReadOnly()
        if not told and not reads and not labelled:
            found.append(f"{name_of(widget)}: not explained")
        if "<" in widget.accessibleName() + widget.accessibleDescription():
            found.append(f"{name_of(widget)}: reads out tags")
    return found


def order(root):
    """The controls in the order that Tab goes, from the first one."""
    chain, widget = [], root.nextInFocusChain()
    while widget is not root:
        if is_a_control(widget) and widget.focusProxy() is None:
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain


@pytest.mark.parametrize("scene", EXAMPLES)
@pytest.mark.parametrize("size", [(1440, 900), (800, 600)])
def test_every_control_of_the_window_is_named_explained_and_reached(opened, scene, size):
    presenter = opened(scene, *size)
    presenter.display.everything()
    presenter.window.actions_["paint"].trigger()
    presenter.window.banner.say("Something happened.", [("Try again", lambda: None)])
    assert faults(presenter.window) == []
    assert set(controls(presenter.window)) == set(order(presenter.window))


@pytest.mark.parametrize("action", DIALOGS.values(), ids=DIALOGS)
def test_every_control_of_a_dialog_is_named_explained_and_reached(opened, action):
    window = opened("second-layer-output").window
    window.actions_[action].trigger()
    (dialog,) = window.findChildren(QDialog)
    assert faults(dialog) == []
    assert set(controls(dialog)) == set(order(dialog))
    dialog.close()


@pytest.mark.parametrize("action", ["slow", "beat", "keep"])
def test_every_control_of_a_panel_that_comes_later_is_named_explained_and_reached(opened, action):
    presenter = opened("semicircle-frames", 1440, 900)
    window = presenter.window
    before = len(controls(window))
    window.actions_[action].trigger()
    presenter.display.everything()
    assert len(controls(window)) > before
    assert faults(window) == []
    assert set(controls(window)) == set(order(window))


@pytest.mark.parametrize("scene", EXAMPLES)
def test_tab_goes_along_the_header_down_the_left_over_the_canvases_and_down_the_right(opened, scene):
    window = opened(scene, 1440, 900).window
    places = []
    for widget in order(window):
        parts = (window.header, window.docks[0], window.arrangement, window.docks[1])
        (place,) = (i for i, part in enumerate(parts) if part.isAncestorOf(widget))
        places.append(place)
    assert places == sorted(places)
    assert set(places) == {0, 1, 2, 3}


@pytest.mark.parametrize("action", ["slow", "beat", "keep"])
def test_tab_comes_to_a_panel_that_comes_later_where_the_eye_does(opened, action):
    presenter = opened("semicircle-frames", 1440, 900)
    window = presenter.window
    before = order(window)
    window.actions_[action].trigger()
    presenter.display.everything()
    after, parts = order(window), (window.header, window.docks[0], window.arrangement, window.docks[1])
    late = [widget for widget in after if widget not in before]
    behind = {"slow": window.arrangement, "beat": window.arrangement, "keep": window.arrangement.card("output")}[action]
    first = after.index(late[0])
    assert after[first : first + len(late)] == late
    assert behind.isAncestorOf(after[first - 1])
    assert not behind.isAncestorOf(after[first + len(late)])
    places = [i for widget in after for i, part in enumerate(parts) if part.isAncestorOf(widget)]
    assert places == sorted(places)


@pytest.mark.parametrize("scene", EXAMPLES)
def test_tab_goes_down_each_side(opened, scene):
    window = opened(scene, 1440, 900).window
    for dock in window.docks:
        tops = [
            widget.mapTo(window, widget.rect().topLeft()).y() for widget in order(window) if dock.isAncestorOf(widget)
        ]
        assert all(below >= above - 8 for above, below in pairwise(tops)), tops


def test_buttons_of_the_header_tell_their_keys(opened):
    window = opened("second-layer-output").window
    for button in (*window.header.findChildren(QAbstractButton), *window.header.findChildren(QToolButton)):
        assert button.toolTip().endswith(")"), button.text()


# Canvases -------------------------------------------------------------------------------------------------------------


def test_canvases_say_what_they_show(opened):
    presenter = opened("second-layer-output")
    presenter.select(0)
    presenter.display.everything()
    told = {name: presenter.window.arrangement.canvas(name).accessibleDescription() for name in ("input", "output")}
    assert told["input"].startswith(
        "2 threshold lines over the target. Unit 1 is selected: e1 = −0.90 + 3.00\N{THIN SPACE}x1".replace(
            "\N{THIN SPACE}", " "
        )
    )
    assert "output from −1.50 to 2.44" in told["output"]
    hidden = presenter.window.arrangement.canvas("hidden").accessibleDescription()
    assert "unit 1: on for 37 percent; unit 2: on for 37 percent" in hidden


def test_canvases_say_it_anew_at_rest_and_not_on_the_way(opened, mouse, on_line, qtbot):
    presenter = opened("second-layer-output")
    presenter.select(0)
    presenter.display.everything()
    view = presenter.window.arrangement.input
    before, hand = view.accessibleDescription(), mouse(view)
    hand.press(on_line(view, 0))
    hand.move(30, 12)
    presenter.display._show(resting=False)
    assert view.accessibleDescription() == before
    hand.release()
    qtbot.waitUntil(lambda: view.accessibleDescription() != before)


@pytest.mark.parametrize("scene", EXAMPLES)
def test_what_is_told_is_plain_text_of_every_canvas(opened, scene):
    presenter = opened(scene)
    presenter.display.everything()
    for name in presenter.window.arrangement.visible_names():
        canvas = presenter.window.arrangement.canvas(name)
        told = canvas.accessibleDescription()
        assert told, name
        assert plain(told) == told
        assert canvas.accessibleName()
        assert isinstance(canvas, QAbstractScrollArea)
