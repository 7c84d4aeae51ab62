"""Every canvas lets a hand take what is within its reach, follow it and let go, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from nnexplorer.gui.canvases.base import FINE, REACH, Canvas, Grip

FIRST, SECOND, BARE = QPointF(60, 60), QPointF(74, 60), QPointF(150, 110)


class Pinboard(Canvas):
    """A canvas of two grips that notes what is done to them and paints the first one for a hand alone."""

    def __init__(self, style):
        super().__init__(style)
        self.done = []

    def grips(self):
        return [Grip("pin", 0, QPointF(FIRST)), Grip("pin", 1, QPointF(SECOND)), Grip("root", None, QPointF(60, 110))]

    def take(self, grip):
        self.done.append(("take", grip.unit))

    def drag(self, grip, to, _modifiers):
        self.done.append(("drag", grip.unit, to.x(), to.y()))

    def drop(self, grip):
        self.done.append(("drop", grip.unit))

    def draw_figure(self, painter):
        if not self.exporting:
            painter.fillRect(QRectF(50, 50, 20, 20), Qt.GlobalColor.red)


class Deselecting(Pinboard):
    deselects = True


@pytest.fixture
def board(hung, picture):
    board = hung(Pinboard)
    picture(board)
    return board


@pytest.mark.parametrize("angle", [QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(-0.6, 0.8)])
def test_a_grip_within_reach_is_taken_and_none_beyond(board, angle):
    alone = QPointF(60, 110)
    assert board.grip_at(alone + (REACH - 0.01) * angle).kind == "root"
    assert board.grip_at(alone + (REACH + 0.01) * angle) is None


@pytest.mark.parametrize(("x", "unit"), [(60, 0), (66, 0), (67, 0), (68, 1), (74, 1)])
def test_the_nearest_grip_is_taken_and_of_equals_the_topmost(board, x, unit):
    assert board.grip_at(QPointF(x, 60)).unit == unit


def test_a_grip_follows_the_mouse_from_where_it_was_and_not_to_where_it_was_pressed(board, mouse):
    hand = mouse(board.viewport())
    hand.drag(FIRST + QPointF(-3, 2), 30, -12)
    assert board.done[0] == ("take", 0)
    assert board.done[-2] == ("drag", 0, pytest.approx(FIRST.x() + 30), pytest.approx(FIRST.y() - 12))
    assert board.done[-1] == ("drop", 0)


def test_a_grip_stays_what_it_was_when_it_was_taken(board, mouse, monkeypatch):
    grip = Grip("pin", 0, QPointF(FIRST))
    monkeypatch.setattr(board, "grips", lambda: [grip])
    mouse(board.viewport()).drag(FIRST, 30, -12)
    assert grip == Grip("pin", 0, FIRST)


def test_control_moves_a_grip_by_a_tenth(board, mouse):
    mouse(board.viewport()).drag(FIRST, 30, -20, Qt.KeyboardModifier.ControlModifier)
    assert board.done[-2] == ("drag", 0, pytest.approx(FIRST.x() + 30 * FINE), pytest.approx(FIRST.y() - 20 * FINE))
    assert pytest.approx(0.1) == FINE


def test_a_press_without_a_move_drops_nothing(board, mouse):
    mouse(board.viewport()).click(FIRST)
    assert board.done == [("take", 0)]
    assert not board.dragging


def test_a_cancelled_gesture_drags_and_drops_nothing_more(board, mouse):
    hand = mouse(board.viewport())
    hand.press(FIRST)
    assert board.dragging
    board.let_go()
    hand.move(20, 0)
    hand.release()
    assert board.done == [("take", 0)]


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_only_the_left_button_takes_and_only_it_lets_go(board, mouse, button):
    hand = mouse(board.viewport())
    hand.press(FIRST, button)
    assert not board.dragging
    hand.press(FIRST)
    hand.release(button)
    assert board.dragging


@pytest.mark.parametrize(("kind", "clicks"), [(Pinboard, []), (Deselecting, [None])])
def test_a_click_on_empty_ground_deselects_only_where_that_is_wanted(hung, picture, mouse, kind, clicks):
    board, clicked = hung(kind), []
    picture(board)
    board.unit_clicked.connect(clicked.append)
    hand = mouse(board.viewport())
    hand.click(BARE)
    assert clicked == clicks
    hand.click(QPointF(60, 110))
    assert clicked == clicks
    hand.click(SECOND)
    assert clicked == [*clicks, 1]


def test_the_cursor_says_whether_there_is_something_to_take(board, mouse):
    hand = mouse(board.viewport())
    shapes = []
    for step in (lambda: hand.hover(BARE), lambda: hand.hover(FIRST), lambda: hand.press(FIRST), hand.release):
        step()
        shapes.append(board.cursor().shape())
    arrow, opened, closed = Qt.CursorShape.ArrowCursor, Qt.CursorShape.OpenHandCursor, Qt.CursorShape.ClosedHandCursor
    assert shapes == [arrow, opened, closed, opened]


def test_a_painting_leaves_out_what_only_a_hand_needs(board, style):
    image = QImage(QSize(300, 200), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    board.paint_on(painter, QRectF(0, 0, 300, 200))
    painter.end()
    assert image.pixelColor(60, 60) == style.color("card")
    assert board.grab().toImage().pixelColor(60, 60) == Qt.GlobalColor.red
    assert not board.exporting
