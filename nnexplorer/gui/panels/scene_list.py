"""The scenes of a lecture as a list: their numbers, their titles, and the sections that they stand under."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QMouseEvent

Entry = tuple[str, str, str]
"""A scene's id, its title and its section; '' for none."""

GUTTER, PADDING = 26, 8
"""Pixels that the style sheet leaves before a title, for its number, and those before a section."""

TAKEN = GUTTER + 8
"""Pixels of a row that a title can't have: with what the style sheet and Qt leave after it."""

TITLE_GAP, SECTION_GAP = 8, 14
"""Pixels between two titles, and between a section and what stands above it."""

SMALL = 6 / 7
"""Size of numbers and sections, of that of titles."""

Role = Qt.ItemDataRole
ID, NUMBER = Role.UserRole, Role.UserRole + 1


class SceneList(QListWidget):
    """Scenes in order, of which a hand chooses one: by a click, when the button is let go, or by arrow keys.

    While the button is down nothing is chosen: the list may move as the scene opens, and another title would come to
    lie under the pointer. A row that Qt makes the current one, as when the list gets the keyboard, is no choice either.
    """

    chosen = Signal(str)
    """The id of the scene that a hand chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scenes")
        self._entries: tuple[Entry, ...] = ()
        self._open: str | None = None
        self._pressed: str | None = None
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setWordWrap(True)
        self.setItemDelegate(_Rows(self))
        self.viewport().installEventFilter(self)

    def show_scenes(self, entries: Sequence[Entry]) -> None:
        """Show other scenes, each section above its first one."""
        if self._entries == tuple(entries):
            return
        self._entries = tuple(entries)
        with QSignalBlocker(self):
            self.clear()
            section = ""
            for number, (identifier, title, above) in enumerate(entries, 1):
                if above and above != section:
                    QListWidgetItem(above, self).setFlags(Qt.ItemFlag.NoItemFlags)
                section = above
                item = QListWidgetItem(title, self)
                item.setData(ID, identifier)
                item.setData(NUMBER, number)
                item.setData(Role.AccessibleTextRole, f"{number} {title}")
                item.setToolTip(title)
        self._fit()

    def show_open(self, identifier: str | None) -> None:
        """Bring out which scene is open; None for a document of one's own."""
        self._open = identifier
        with QSignalBlocker(self):
            self.setCurrentRow(self._row(identifier))
            self._reveal()

    # What a hand does -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = _id(self.itemAt(event.position().toPoint()))
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons():  # a pull across the list chooses nothing
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        self._choose(pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = _id(self.currentItem())
        super().keyPressEvent(event)
        now = _id(self.currentItem())
        if now != before or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(now)

    def _choose(self, identifier: str | None) -> None:
        if identifier is not None and identifier != self._open:
            self.chosen.emit(identifier)

    # Where things are -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            if event.size().width() != event.oldSize().width():
                self._fit()
            self._reveal()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Give each text the lines that it needs: Qt forgets the style sheet's padding when it counts them."""
        for row in range(self.count()):
            item = self.item(row)
            named = item.data(ID) is not None
            font = self.font() if named else small(self.font(), bold=True)
            width = self.viewport().width() - (TAKEN if named else 2 * PADDING)
            box = QFontMetrics(font).boundingRect(QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap, item.text())
            item.setSizeHint(QSize(0, box.height() + (TITLE_GAP if named else SECTION_GAP)))

    def _reveal(self) -> None:
        """Scroll the open scene into the middle."""
        if self.currentItem() is not None:
            self.doItemsLayout()  # or it would be where it was before the last change of size
            self.scrollToItem(self.currentItem(), QListWidget.ScrollHint.PositionAtCenter)
            if not self.viewport().underMouse():  # Qt believes that it were over whatever has scrolled
                QCoreApplication.sendEvent(self.viewport(), QEvent(QEvent.Type.HoverLeave))

    def _row(self, identifier: str | None) -> int:
        rows = range(self.count()) if identifier is not None else ()
        return next((row for row in rows if self.item(row).data(ID) == identifier), -1)


def _id(item: QListWidgetItem | None) -> str | None:
    """The id of a row's scene; a section has none."""
    return None if item is None else item.data(ID)


class _Rows(QStyledItemDelegate):
    """Paints a scene's number beside its title, and a section's name."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        number = index.data(NUMBER)
        if number is not None:
            super().paint(painter, option, index)
        painter.save()
        if number is None:
            painter.setFont(small(option.font, bold=True))
            painter.setPen(option.palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text))
            box = option.rect.adjusted(PADDING, 0, -PADDING, -TITLE_GAP // 2)
            painter.drawText(box, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom, index.data())
        else:
            painter.setFont(small(option.font))
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen(
                option.palette.color(QPalette.ColorRole.Text if chosen else QPalette.ColorRole.PlaceholderText)
            )
            right = option.rect.left() + GUTTER - PADDING // 2 - painter.fontMetrics().horizontalAdvance(str(number))
            line = option.rect.top() + TITLE_GAP / 2 + QFontMetrics(option.font).ascent()
            painter.drawText(QPointF(right, line), str(number))
        painter.restore()


def small(font: QFont, *, bold: bool = False) -> QFont:
    """The font of numbers and sections beside titles in `font`."""
    found = QFont(font)
    found.setPixelSize(round(QFontInfo(font).pixelSize() * SMALL))
    found.setBold(bold)
    return found
