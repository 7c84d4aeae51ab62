"""Qt understands the style sheet, and widgets take the theme's colours and sizes from it."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from nnexplorer.gui.look.stylesheet import qt_palette, style_sheet
from nnexplorer.gui.look.theme import THEMES, Sizes

EVERY_THEME = pytest.mark.parametrize("colors", THEMES.values(), ids=THEMES)


class Card(QFrame):
    """A frame that is found by its type."""


@pytest.fixture
def window(qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    card = Card()
    card.setProperty("class", "card")
    card.setMinimumHeight(20)
    title = QLabel("Weights")
    title.setProperty("class", "cardTitle")
    train = QPushButton("Train")
    train.setProperty("class", "primary")
    column.addWidget(title)
    for widget in (card, train, QLineEdit("0.5"), QComboBox(), QCheckBox("On", checked=True), QSlider()):
        column.addWidget(widget)
    qtbot.addWidget(window)
    return window


@EVERY_THEME
@pytest.mark.parametrize("lecture", [False, True])
def test_qt_understands_every_line(window, colors, lecture):
    window.setStyleSheet(style_sheet(colors, Sizes(lecture=lecture)))  # a warning of Qt's fails the test
    window.show()
    window.grab()


@EVERY_THEME
def test_card_and_primary_button_wear_the_theme(window, colors):
    window.setStyleSheet(style_sheet(colors, Sizes()))
    window.show()
    for kind, ground in ((QPushButton, colors.accent), (Card, colors.card)):
        widget = window.findChild(kind)
        assert widget.grab().toImage().pixelColor(6, widget.height() // 2) == QColor(ground)


@pytest.mark.parametrize(("sizes", "pixels"), [(Sizes(), 12), (Sizes(lecture=True), 19), (Sizes(font_scale=2), 24)])
def test_type_follows_the_sizes(window, sizes, pixels):
    window.setStyleSheet(style_sheet(THEMES["light"], sizes))
    window.ensurePolished()
    title = window.findChild(QLabel)
    title.ensurePolished()
    assert title.font().pixelSize() == pixels


@EVERY_THEME
def test_palette_has_the_themes_grounds_and_inks(colors):
    palette = qt_palette(colors)
    role = QPalette.ColorRole
    assert palette.color(role.Window) == QColor(colors.window)
    assert palette.color(role.Base) == QColor(colors.card)
    assert palette.color(role.Text) == QColor(colors.ink)
    assert palette.color(role.Highlight) == QColor(colors.accent)
    assert palette.color(QPalette.ColorGroup.Disabled, role.Text) != QColor(colors.ink)
