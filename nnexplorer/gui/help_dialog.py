"""Help inside the program: gestures, keys, formulas, and what every number on the screen means."""

from __future__ import annotations

import html
import json
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

import nnexplorer
from nnexplorer import resources
from nnexplorer.gui.actions import ACTIONS, SECTIONS
from nnexplorer.gui.canvases.drawing.formulas import titles
from nnexplorer.gui.panels.card import Card, explain
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.dialog import MARGIN, Dialog
from nnexplorer.gui.words.notation import plain
from nnexplorer.model.activations import ACTIVATIONS

if TYPE_CHECKING:
    from nnexplorer.gui.look.style import Style
    from nnexplorer.gui.words.notation import Symbols

SIZE = QSize(860, 640)
"""Pixels of the window of help when it opens, if the program's own is as large."""

CONTENTS = 168
"""Width in pixels of the column with the search and the chapters."""

TEXTS = ("hands", "lecture", "numbers", "formulas")
"""Chapters that are written down in resources/help."""


@dataclass(frozen=True)
class Chapter:
    """A table of help in rich text: what, and what it is or does."""

    title: str
    text: str
    rows: tuple[tuple[str, str], ...]

    def holding(self, wanted: str) -> Chapter:
        """The rows in which every word of `wanted` stands."""
        words = wanted.lower().split()
        kept = [row for row in self.rows if all(word in plain(" ".join(row)).lower() for word in words)]
        return Chapter(self.title, self.text, tuple(kept))


def chapters(symbols: Symbols) -> tuple[Chapter, ...]:
    """All of the help, in the letters of a document."""
    hands, lecture, numbers, formulas = (_written(name, symbols) for name in TEXTS)
    return (hands, _keys(), lecture, numbers, formulas, _nonlinearities(symbols), _about())


def _written(name: str, symbols: Symbols) -> Chapter:
    raw = json.loads(resources.path("help", f"{name}.json").read_text(encoding="utf-8"))
    letters = {"e": symbols.notation.excitation_html, "h": symbols.notation.activation_html}

    def set_(text: str) -> str:
        return Template(text).substitute(letters)

    return Chapter(
        set_(raw["title"]), set_(raw["text"]), tuple((set_(what), set_(tells)) for what, tells in raw["rows"])
    )


def _keys() -> Chapter:
    """Every action with its shortcuts, by the sections of the menu."""
    rows = [
        (_shortcuts(spec.shortcuts), f"<b>{html.escape(spec.text)}</b> &nbsp; {html.escape(spec.tip)}")
        for section in (*SECTIONS, "")
        for spec in ACTIONS
        if spec.section == section and spec.shortcuts
    ]
    return Chapter(
        "Keys", "Everything that can be done has its place in the menu (F10), and most of it a key.", tuple(rows)
    )


def _shortcuts(shortcuts: tuple[str, ...]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return html.escape(", ".join(QKeySequence(one).toString(native) for one in shortcuts))


def _nonlinearities(symbols: Symbols) -> Chapter:
    rows = []
    for activation in ACTIVATIONS.values():
        function, derivative = (titles(activation, symbols, slope)[-2 if not slope else 0] for slope in (False, True))
        trouble = html.escape(activation.trouble)
        rows.append((f"<b>{html.escape(activation.title)}</b>", f"{function}<br>{derivative}<br>{trouble}"))
    text = (
        "The lecture's nonlinearities g of an excitation b, their derivatives, and what troubles each as a hidden unit."
    )
    return Chapter("Nonlinearities", text, tuple(rows))


def _about() -> Chapter:
    rows = (
        ("nnexplorer", f"version {nnexplorer.__version__}, under the MIT licence; it sends nothing anywhere"),
        ("runs on", f"Python {platform.python_version()}, Qt {qVersion()}"),
        ("on the desktop", "'nnexplorer desktop' in a terminal adds an entry, an icon and the file type .nnx"),
        ("typeface", "Inter, under the SIL Open Font License"),
        ("lecture", "the scenes follow a lecture on two-layer neural nets by Mark Hasegawa-Johnson"),
    )
    return Chapter("About", "", rows)


class HelpDialog(Dialog):
    """All chapters in one page that can be searched; the program goes on beside it."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__("Help", SIZE, parent)
        self._style = style
        self._chapters = chapters(style.symbols)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addLayout(self._build_contents())
        row.addWidget(self._build_text(), 1)
        self.column.addLayout(row)
        self._show()
        self._search.setFocus()

    def _build_contents(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self._search = QLineEdit()
        self._search.setPlaceholderText("Search")
        self._search.setFixedWidth(CONTENTS)
        self._search.setProperty("class", "raised")
        explain(self._search, "Search the help", "Show only what has all of these words in it.")
        self._search.textChanged.connect(self._show)
        column.addWidget(self._search)
        column.addSpacing(8)
        for chapter in self._chapters:
            button = Button(chapter.title)
            button.setAutoDefault(False)
            button.setProperty("class", "chapter")
            button.setToolTip(f"Go to '{chapter.title}'")
            button.clicked.connect(self._jump(chapter.title))
            column.addWidget(button)
        column.addStretch(1)
        return column

    def _build_text(self) -> Card:
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        self._text.setAccessibleName("Help")
        self._text.setStyleSheet("QTextBrowser { background: transparent; } QTextBrowser:!focus { border: 0; }")
        self._none = QLabel("Nothing of that kind. Try a single word: 'drag', 'slope', 'Ctrl'.")
        self._none.setProperty("class", "soft")
        card = Card()
        card.column.addWidget(self._none)
        card.column.addWidget(self._text, 1)
        return card

    def _jump(self, title: str) -> Callable[[], None]:
        def jump() -> None:
            self._search.clear()
            self._text.scrollToAnchor(title)

        return jump

    def _show(self) -> None:
        wanted = self._search.text()
        found = [chapter.holding(wanted) for chapter in self._chapters]
        self._text.setHtml("".join(self._written(chapter, brief=bool(wanted.strip())) for chapter in found))
        some = any(chapter.rows for chapter in found)
        self._text.setVisible(some)
        self._none.setVisible(not some)

    def _written(self, chapter: Chapter, *, brief: bool) -> str:
        if not chapter.rows:
            return ""
        return "".join(self._pieces(chapter, brief=brief))

    def _pieces(self, chapter: Chapter, *, brief: bool) -> Iterator[str]:
        style = self._style
        soft, rule, gap = style.color("soft_ink").name(), style.color("rule").name(), round(style.gap(1.5))
        yield f'<h3><a name="{chapter.title}"></a>{chapter.title}</h3>'
        if chapter.text and not brief:
            yield f'<p style="color: {soft}">{chapter.text}</p>'
        yield f'<table width="100%" cellspacing="0" style="margin-top: {gap}px">'
        for what, tells in chapter.rows:
            edge = f"border-bottom: 1px solid {rule}; padding: {gap}px {gap}px {gap}px 0;"
            yield f'<tr><td width="30%" style="{edge}">{what}</td><td style="{edge}">{tells}</td></tr>'
        yield "</table>"


def show_help(style: Style, parent: QWidget) -> None:
    """Open the help beside the window `parent`, or bring the one to the front that is open."""
    there = parent.findChild(HelpDialog)
    dialog = there if isinstance(there, HelpDialog) else HelpDialog(style, parent)
    dialog.come_forward()
