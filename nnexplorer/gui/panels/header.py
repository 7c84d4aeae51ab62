"""The bar at the top: which scene and frame, the training buttons, step and error, figure and menu."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from nnexplorer.gui.panels.held import Held
from nnexplorer.gui.widgets.button import Button
from nnexplorer.model.document import UNTITLED

STEP_TIP = "How many steps of gradient descent the weights have come since training began."
ERROR_TIP = "The loss on the samples that are trained on: the mean of the squared error, or the cross-entropy."

GAP = 8
"""Pixels between what stands in the bar."""

LEAST_TITLE = 180
"""Pixels of a long title that are seen at least: what follows is told in the tooltip."""


class Header(QWidget):
    """Title, training and figure buttons; the buttons are the actions of the window."""

    def __init__(self, actions: Mapping[str, QAction], menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self._frame_texts = ("", "")
        self._given = self._stem = ""
        self.setObjectName("topBar")
        self.setProperty("class", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        left, middle, right = (QHBoxLayout() for _ in range(3))
        self._rows = (row, left, middle, right)
        for part, share in ((left, 1), (middle, 0), (right, 1)):  # both sides as wide: so the middle stays
            row.addLayout(part, share)
        for part in self._rows:
            part.setSpacing(GAP)
        self.rescale(1.0)
        self._build_scene(left, actions)
        left.addStretch(1)
        self.train = _button(actions["train"], "primary")
        for button in (self.train, _button(actions["step"]), _button(actions["back"]), _button(actions["reset"])):
            middle.addWidget(button)
        right.addSpacing(GAP)
        right.addStretch(1)
        self._build_figures(right)
        right.addWidget(_button(actions["figure"], text="Figure"))
        right.addWidget(_menu_button(menu))
        kept = (*self.findChildren(Button)[:2], self.train)
        self._dispensable = [button for button in reversed(self.findChildren(Button)) if button not in kept]

    def _build_scene(self, row: QHBoxLayout, actions: Mapping[str, QAction]) -> None:
        row.addWidget(_button(actions["previous"], text="\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"))
        self._title = _Elided()
        place = self._title.sizePolicy()
        place.setRetainSizeWhenHidden(True)
        self._title.setSizePolicy(place)
        self._title.setProperty("class", "title")
        row.addWidget(self._title)
        row.addWidget(_button(actions["next"], text="\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"))
        self._frame = QLabel()
        self._frame.setProperty("class", "soft")
        row.addWidget(self._frame)

    def _build_figures(self, row: QHBoxLayout) -> None:
        step, error = QLabel(), QLabel()
        error.setProperty("class", "title")
        error.setTextFormat(Qt.TextFormat.RichText)
        self._step, self._error = Held(step, rigid=True, least=52), Held(error, rigid=True, least=96)
        self._pairs = []
        for name, value, tip in (("step", self._step, STEP_TIP), ("error", self._error, ERROR_TIP)):
            label, pair = QLabel(name), QBoxLayout(QBoxLayout.Direction.LeftToRight)
            label.setProperty("class", "soft")
            for part in (label, value.label):
                part.setToolTip(tip)
            value.label.setAccessibleName(name)
            pair.setSpacing(GAP)
            pair.addWidget(label)
            pair.addWidget(value)
            row.addLayout(pair)
            self._pairs.append(pair)

    def rescale(self, scale: float) -> None:
        """Take margins so many times as large as the design's."""
        beside, above = round(12 * scale), round(8 * scale)
        self._rows[0].setContentsMargins(beside, above, beside, above)

    def show_scene(self, title: str, frame: int, frames: int) -> None:
        """Show a document's title and which of its frames is open."""
        self._given = title
        self._entitle()
        self._frame_texts = (f"frame {frame + 1} of {frames}", f"{frame + 1}/{frames}") if frames > 1 else ("", "")
        self._frame.setText(self._frame_texts[self._narrow])
        self._frame.setVisible(frames > 1)
        self._fit()

    def show_file(self, stem: str) -> None:
        """Show what the document's file is called where the document has no title of its own."""
        if stem != self._stem:
            self._stem = stem
            self._entitle()
            self._fit()

    def _entitle(self) -> None:
        title = self._stem if self._stem and self._given in ("", UNTITLED) else self._given
        self._title.setText(title)
        self._title.setToolTip(title)

    def show_narrow(self, narrow: bool) -> None:
        """Shorten what can be said in less where the window is `narrow`, and put names above their numbers."""
        self._narrow = narrow
        self._frame.setText(self._frame_texts[narrow])
        for pair in self._pairs:
            pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
            pair.setSpacing(0 if narrow else GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out, from the right, as many buttons as there is no room for: the menu has them all."""
        if self.train.isHidden():
            return
        for button in self._dispensable:
            button.show()
        for button in self._dispensable:
            if self._least() <= self.width():
                break
            button.hide()
        self._center()

    def _least(self) -> int:
        """Width that the bar needs; Qt forgets the rows within a row when something in them is hidden."""
        for part in self._rows[::-1]:
            part.invalidate()
        return self._rows[0].totalMinimumSize().width()

    def _center(self) -> None:
        """Keep the training buttons in the middle, whatever the title, unless that takes its room away."""
        row, left, middle, right = self._rows
        need = max(left.sizeHint().width(), right.minimumSize().width())
        beside = self.contentsRect().width() - middle.sizeHint().width() - 2 * row.spacing()
        margins = row.contentsMargins()
        row.setStretch(0, int(2 * need <= beside - margins.left() - margins.right()))

    def show_bare(self, bare: bool, titled: bool = True, gap: float = GAP) -> None:
        """Leave the buttons out, and the title too unless it is `titled`: what is left is as high as before."""
        for part in self._rows:
            part.setSpacing(round(gap))
        for pair in self._pairs:
            pair.setSpacing(0 if self._narrow else round(gap))
        for button in (*self.findChildren(QPushButton), *self.findChildren(QToolButton)):
            button.setVisible(not bare)
        self._title.setVisible(titled)
        self._fit()

    def show_progress(self, step: str, error: str) -> None:
        """Show how many steps were made and what the error is now."""
        self._step.show_text(step)
        self._error.show_text(error)

    def show_running(self, running: bool) -> None:
        """Show whether training runs: the button offers the other."""
        self.train.setText("\N{DOUBLE VERTICAL LINE}  Pause" if running else "\N{BLACK RIGHT-POINTING TRIANGLE}  Train")


class _Elided(QLabel):
    """A text that gives way: what does not fit is cut with an ellipsis and told in the tooltip."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(LEAST_TITLE, hint.width()), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


def _button(action: QAction, role: str = "", text: str | None = None) -> Button:
    """A button of `action`; with `text` it is called that and not as the menu does."""
    button = Button(text if text is not None else action.text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(action.toolTip())
    button.setAccessibleName(action.text())
    button.clicked.connect(action.trigger)
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
    if role:
        button.setProperty("class", role)
    return button


def _menu_button(menu: QMenu) -> QToolButton:
    button = QToolButton()
    button.setText("\N{TRIGRAM FOR HEAVEN}")
    button.setToolTip("Menu: everything that can be done, with its shortcut (F10)")
    button.setAccessibleName("Menu")
    button.setShortcut("F10")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return button
