"""How Qt's own widgets look: a style sheet and a palette made of a theme's colours and sizes."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette

from nnexplorer import resources
from nnexplorer.gui.look.colors import contrast, mix
from nnexplorer.gui.look.fonts import FAMILY
from nnexplorer.gui.look.theme import Sizes, Theme

LEAST_CONTRAST, LEAST_TEXT_CONTRAST = 3, 4.5
"""Of a line, and of a text, to what it lies on."""

_SHEET = Template(
    """
* { font-family: "$family"; font-size: ${normal}px; }
QWidget { color: $ink; }
QMainWindow, QDialog, QWidget[class="window"] { background: $window; }
QWidget[class="bar"] { background: $card; border: 0 solid $rule; }
QWidget#topBar { border-bottom-width: ${axis}px; }
QFrame[class="card"] { background: $card; border: ${axis}px solid $rule; border-radius: ${gap2}px; }

QFrame[class="banner"] { background: $card; border: ${line}px solid $accent; border-radius: ${gap2}px; }

QLabel { background: transparent; }
QLabel[class="cardTitle"] { color: $soft_ink; font-size: ${small}px; font-weight: bold; }
QLabel[class="soft"] { color: $soft_ink; }
QLabel[class="code"] { font-size: ${small}px; }
QLabel[class="title"] { font-size: ${large}px; font-weight: bold; }
QLabel[class="value"] { font-weight: bold; }

QPushButton, QToolButton {
    background: $card; border: ${axis}px solid $rule; border-radius: ${radius}px;
    padding: ${gap1}px ${gap3}px; min-height: ${row}px;
}
QToolButton { padding: ${gap1}px ${gap2}px; }
QPushButton[class="fold"] { border: 0; padding: 0 ${gap1}px; min-height: 0; color: $soft_ink; font-size: ${small}px; }
QPushButton[class="fold"]:focus { color: $accent; }
QPushButton[class="chapter"] {
    background: transparent; border: 0; padding: ${gap1}px ${gap2}px; text-align: left; color: $soft_ink;
}
QPushButton:hover, QToolButton:hover { background: $window; border-color: $edge; }
QPushButton:pressed, QToolButton:pressed { background: $pressed; }
QPushButton:checked, QToolButton:checked { background: $selection; border-color: $accent; }
QPushButton[class="chapter"]:hover { background: $card; color: $ink; }
QPushButton:focus, QToolButton:focus { border: ${line}px solid $accent; padding: ${inner1}px ${inner3}px; }
QToolButton:focus { padding: ${inner1}px ${inner2}px; }
QPushButton[class="chapter"]:focus { padding: ${bare1}px ${bare2}px; color: $ink; }
QPushButton[class="inline"] { padding: 0 ${gap3}px; }
QPushButton[class="inline"]:focus { padding: 0 ${inner3}px; min-height: ${row_inner}px; }
QPushButton:disabled, QToolButton:disabled { color: $faint; }
QPushButton[class="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: bold;
}
QPushButton[class="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[class="primary"]:focus { border: ${double}px double $on_accent; padding: ${deep1}px ${deep3}px; }
QPushButton[class="primary"]:disabled { background: $rule; color: $faint; border-color: $rule; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
    background: $window; border: ${axis}px solid $field_edge; border-radius: ${radius}px;
    padding: 0 ${gap1}px; min-height: ${row}px;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $soft_ink;
}
QAbstractSpinBox, QComboBox { padding: 0 ${gap2}px; }
QAbstractSpinBox { max-height: ${row}px; }
QLineEdit[class="raised"], QComboBox[class="raised"] { background: $card; border-color: $rule; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $edge; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border-color: $focus; background: $card;
}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $faint; }
QAbstractSpinBox > QLineEdit, QComboBox > QLineEdit {
    background: transparent; border: 0; padding: 0; min-height: 0;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QComboBox::drop-down { width: ${gap5}px; border: 0; }
QComboBox::down-arrow { image: url("$icons/chevron-down.svg"); width: ${box}px; height: ${box}px; }
QComboBox QAbstractItemView {
    background: $card; border: ${axis}px solid $edge; padding: ${gap1}px; outline: 0;
    selection-background-color: $selection; selection-color: $ink;
}
QComboBox QAbstractItemView::item { min-height: ${row}px; }

QSlider { min-height: ${knob}px; }
QSlider::groove:horizontal { background: $rule; height: ${groove}px; border-radius: ${half_groove}px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: ${half_groove}px; }
QSlider::handle:horizontal {
    background: $card; border: ${line}px solid $accent; width: ${knob_inner}px; height: ${knob_inner}px;
    margin: -${knob_margin}px 0; border-radius: ${half_knob}px;
}
QSlider::handle:horizontal:hover { background: $selection; }
QSlider::handle:horizontal:focus { background: $accent; }
QSlider::sub-page:horizontal:disabled { background: $faint; }
QSlider::handle:horizontal:disabled { border-color: $faint; }

QCheckBox, QRadioButton {
    spacing: ${gap2}px; background: transparent; border: ${axis}px solid transparent; border-radius: ${gap1}px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QMenu::indicator {
    width: ${box}px; height: ${box}px; background: $card;
    border: ${axis}px solid $soft_ink; border-radius: ${gap1}px;
}
QRadioButton::indicator, QMenu::indicator:exclusive { border-radius: ${half_box}px; }
QMenu::indicator { margin-left: ${gap1}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $selection; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; background: $selection; }
QCheckBox::indicator:checked, QMenu::indicator:non-exclusive:checked {
    background: $accent; border-color: $accent; image: url("$icons/$check.svg");
}
QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked {
    border-color: $accent;
    background: qradialgradient(
        cx: 0.5, cy: 0.5, fx: 0.5, fy: 0.5, radius: 0.5, stop: 0.5 $accent, stop: 0.6 $card
    );
}
QCheckBox::indicator:checked:focus { border-color: $ink; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $faint; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }

QAbstractItemView { background: $card; border: ${axis}px solid $card; outline: 0; }
QListView:focus, QTableView:focus, QTextBrowser:focus { border-color: $accent; border-radius: ${gap1}px; }
QListView::item, QTreeView::item { padding: ${gap1}px ${gap2}px; border-radius: ${gap1}px; }
QListView::item { color: $soft_ink; }
QListView#scenes::item { padding-left: 26px; padding-right: 2px; }
QListView::item:hover, QTreeView::item:hover { background: $window; }
QListView::item:selected, QTreeView::item:selected { background: $selection; color: $ink; }
QTableView {
    font-size: ${small}px; gridline-color: transparent;
    selection-background-color: $selection; selection-color: $ink;
}
QTableView::item { border-bottom: ${axis}px solid $rule; padding: 0 ${gap1}px; }
QTableView::item:selected { background: $selection; color: $ink; }
QTableView QLineEdit { min-height: 0; padding: 0; border-radius: 0; font-size: ${small}px; }
QHeaderView { padding: 0; }
QHeaderView::section, QTableCornerButton::section {
    background: $card; color: $soft_ink; border: 0; padding: 0 ${gap1}px;
    font-size: ${small}px; font-weight: normal;
}

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: ${gap2}px; }
QScrollBar:horizontal { height: ${gap2}px; }
QScrollBar::handle { background: $edge; border-radius: ${gap_half}px; margin: ${bar_margin}px; }
QScrollBar::handle:vertical { min-height: ${gap6}px; }
QScrollBar::handle:horizontal { min-width: ${gap6}px; }
QScrollBar::handle:hover { background: $soft_ink; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QToolTip {
    background: $card; color: $ink; border: ${axis}px solid $edge; padding: ${gap1}px ${gap2}px;
    font-size: ${small}px;
}
QMenuBar { background: $card; border-bottom: ${axis}px solid $rule; }
QMenuBar::item { background: transparent; padding: ${gap1}px ${gap2}px; border-radius: ${gap1}px; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $card; border: ${axis}px solid $edge; padding: ${gap1}px; }
QMenu::item { padding: ${gap1}px ${gap6}px ${gap1}px ${gap3}px; border-radius: ${gap1}px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: ${axis}px; background: $rule; margin: ${gap1}px ${gap2}px; }
QStatusBar { background: $card; border: 0 solid $rule; border-top-width: ${axis}px; }
QStatusBar::item { border: 0; }
QDockWidget { titlebar-close-icon: none; }
QDockWidget::title { background: $window; padding: ${gap1}px ${gap2}px; }
QMainWindow::separator, QSplitter::handle { background: $window; width: ${gap2}px; height: ${gap2}px; }
QProgressBar {
    background: $rule; color: transparent; border: 0; border-radius: ${half_groove}px; max-height: ${gap1}px;
}
QProgressBar::chunk { background: $accent; border-radius: ${half_groove}px; }
"""
)


def style_sheet(theme: Theme, sizes: Sizes) -> str:
    """Write the style sheet of the whole application.

    Beyond Qt's classes it knows the property ``class``: `card`, `cardTitle`, `title`, `value`, `soft` and
    `code` for frames and labels, `primary` for the button that is meant, `inline` for one among fields, `chapter`
    for one in a table of contents, `raised` for a field beside cards, `window` and `bar` for grounds, and the object
    name `topBar`.
    """
    return _SHEET.substitute(sheet_colors(theme) | {name: str(round(size)) for name, size in _measures(sizes).items()})


def qt_palette(theme: Theme) -> QPalette:
    """Give Qt's palette the theme's colours, for what the style sheet leaves to the platform."""
    palette = QPalette()
    role = QPalette.ColorRole
    faint = mix(theme.soft_ink, theme.card, 0.5)
    for color, roles in (
        (theme.window, (role.Window, role.AlternateBase)),
        (theme.card, (role.Base, role.Button, role.ToolTipBase)),
        (theme.ink, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText)),
        (theme.accent, (role.Highlight, role.Link, role.LinkVisited, role.Accent)),
        (theme.on_accent, (role.HighlightedText,)),
        (theme.rule, (role.Light, role.Midlight, role.Mid)),
        (mix(theme.rule, theme.soft_ink, 0.3), (role.Dark, role.Shadow)),
        (theme.soft_ink, (role.PlaceholderText,)),
    ):
        for one in roles:
            palette.setColor(one, QColor(color))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(faint))
    return palette


def sheet_colors(theme: Theme) -> dict[str, str]:
    """The colours that the style sheet is written with, by name: the theme's, and those that follow from them."""
    edge = theme.rule if theme.window == theme.card else theme.window
    names = ("window", "card", "ink", "soft_ink", "rule", "accent", "on_accent", "selection")
    return {name: getattr(theme, name) for name in names} | {
        "family": FAMILY,
        "icons": resources.path("icons").as_posix(),
        "check": "check-white"
        if contrast(theme.accent, "#FFFFFF") > contrast(theme.accent, "#000000")
        else "check-black",
        "field_edge": edge,
        "pressed": theme.selection if contrast(theme.ink, theme.rule) < LEAST_TEXT_CONTRAST else theme.rule,
        "focus": theme.accent if contrast(theme.accent, edge) >= LEAST_CONTRAST else theme.ink,
        "edge": mix(theme.rule, theme.soft_ink, 0.3),
        "faint": mix(theme.soft_ink, theme.card, 0.5),
        "accent_hover": mix(theme.accent, theme.ink, 0.15),
    }


def _measures(sizes: Sizes) -> dict[str, float]:
    knob, groove = sizes.normal * 8 / 7, sizes.gap(1)
    line, box = sizes.gap(0.5), sizes.normal
    around = line - max(1.0, sizes.scale)  # by which a focused button's border is wider, and its inside narrower
    return {f"gap{units}": sizes.gap(units) for units in (1, 2, 3, 4, 5, 6)} | {
        "small": sizes.small,
        "normal": sizes.normal,
        "large": sizes.large,
        "row": sizes.normal * 1.6,
        "row_inner": sizes.normal * 1.6 - 2 * around,
        "axis": max(1.0, sizes.scale),
        "line": line,
        "radius": sizes.gap(1.5),
        "double": 2 * line,
        "deep1": sizes.gap(1) - line - around,
        "deep3": sizes.gap(3) - line - around,
        "bare1": sizes.gap(1) - line,
        "bare2": sizes.gap(2) - line,
        "inner1": sizes.gap(1) - around,
        "inner2": sizes.gap(2) - around,
        "inner3": sizes.gap(3) - around,
        "gap_half": sizes.gap(0.5),
        "bar_margin": sizes.gap(0.5),
        "box": box,
        "half_box": box / 2 + max(1.0, sizes.scale),
        "groove": groove,
        "half_groove": groove / 2,
        "knob": knob,
        "knob_inner": knob - 2 * line,
        "half_knob": knob / 2,
        "knob_margin": (knob - groove) / 2,
    }
