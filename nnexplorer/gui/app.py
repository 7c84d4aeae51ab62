"""The application: what stands around the one window."""

from __future__ import annotations

import locale
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QByteArray, QLocale, QSettings, QSize, QSocketNotifier
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from nnexplorer import resources
from nnexplorer.gui.figures.painting import Figure, FigureOptions
from nnexplorer.gui.garbage import Garbage
from nnexplorer.gui.look.fonts import load_fonts
from nnexplorer.gui.look.style import Look
from nnexplorer.gui.look.wardrobe import chosen_theme, desktop_theme
from nnexplorer.gui.presenter import Presenter
from nnexplorer.gui.reports import Reports
from nnexplorer.gui.welcome import Welcome
from nnexplorer.gui.window_stage import WindowStage
from nnexplorer.model import storage
from nnexplorer.model.document import Document
from nnexplorer.model.lectures import Lecture, faults, opened, shipped
from nnexplorer.session.session import Session

SWITCH_INTERVAL = 5e-4
"""Seconds after which a thread gives up the interpreter: short, so that painting need not wait for the trainer."""

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Ctrl-C in the terminal, and what a program is told at logout or when its terminal is closed."""

SIZE = (1440, 900)

FRAME = (8, 40)
"""Pixels that a window's frame and title may add to it."""

FIRST_SCENE, LAST_SCENE, LAST_FILE, LAST_PLACE = "second-layer-output", "scene", "file", "place"
"""The scene that a first start opens, and the settings that later ones go by."""


def application(arguments: list[str] | None = None) -> QApplication:
    """The application, made if there is none, with the shipped typeface if it is there."""
    _take_utf8()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(arguments or ["nnexplorer"])
    app.setApplicationName("nnexplorer")
    app.setOrganizationName("nnexplorer")
    QGuiApplication.setDesktopFileName("nnexplorer")
    app.setWindowIcon(QIcon(str(resources.path("icons", "nnexplorer.svg"))))
    QLocale.setDefault(QLocale.c())
    with suppress(FileNotFoundError):  # a window in another typeface is better than none; figures insist on it
        load_fonts()
    return app


def _take_utf8() -> None:
    """Have Qt spell names in UTF-8; in another locale it does so too, but complains in four lines."""
    if sys.platform.startswith("linux") and locale.getencoding().lower().replace("-", "") != "utf8":
        os.environ["LC_ALL"] = "C.UTF-8"


def open_window(document: Document, look: Look | None = None, own: Lecture | None = None) -> Presenter:
    """Make the window on `document` in a look, or in the user's; the caller shows it and keeps the presenter.

    Its lecture is a lecturer's `own`, or the shipped one.
    """
    app = application()
    look = look or Look(chosen_theme() or desktop_theme(app.styleHints()))
    presenter = Presenter(Session(document), own or shipped(), look)
    presenter.studio.whole = WindowStage
    presenter.window.resize(*_size(app.primaryScreen().availableSize()))
    return presenter


def _size(screen: QSize) -> tuple[int, int]:
    """Pixels of a new window, of which nothing lies beyond the screen, its frame included."""
    room = (screen.width() - FRAME[0], screen.height() - FRAME[1])
    return min(SIZE[0], room[0]), min(SIZE[1], room[1])


def run(found: Document | Lecture | None, path: Path | None = None) -> int:
    """Open the window until it is closed: on a document, a lecture of one's own, or what the last one showed.

    `path` is what it was read from, if any.
    """
    with Garbage() as garbage:
        return _run(found, path, garbage)


def _run(found: Document | Lecture | None, path: Path | None, garbage: Garbage) -> int:
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = application()
    wanted = QSettings().value(LAST_SCENE) if found is None else None
    if found is None:
        found, path = _last()
    own = found if isinstance(found, Lecture) else None
    presenter = open_window(found if isinstance(found, Document) else _scene_of(found, wanted), own=own)
    if own is not None:
        presenter.lectern.place(own, path)
    elif path is not None:
        presenter.files.belongs_to(path)
    hook = sys.excepthook
    sys.excepthook = Reports(presenter.window, presenter.files.interrupt).hook
    interrupts = Interrupts(presenter.files.interrupt)
    try:
        _put_back(presenter.window)
        presenter.window.show()
        Welcome(presenter.window.arrangement.input).begin()
        for fault in _faults(own):
            presenter.window.banner.say(f"A part of nnexplorer is damaged: {fault}. The rest works.")
        presenter.files.leftovers.offer()
        garbage.collect_now_and_then(app)
        code = app.exec()
        if presenter.mode is None or not presenter.mode.on:
            QSettings().setValue(LAST_PLACE, presenter.window.saveGeometry())
        QSettings().setValue(LAST_SCENE, presenter.scene_id() or "")
        QSettings().setValue(LAST_FILE, str(presenter.files.path or presenter.lectern.origin or ""))
        return code if interrupts.seen is None else 128 + interrupts.seen
    finally:
        interrupts.restore()
        sys.excepthook = hook


def _put_back(window: QWidget) -> None:
    """Put the window where the last one was, as large as that was; Qt sees to it that it lies on a screen."""
    place = QSettings().value(LAST_PLACE)
    if isinstance(place, QByteArray):
        window.restoreGeometry(place)


class Interrupts:
    """Ctrl-C in the terminal and its like: Python's handler runs at once, though Qt's loop is waiting in C."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.seen: int | None = None
        self._acting = False
        self._act = act
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        kept = {number: signal.getsignal(number) for number in SIGNALS}
        self._before = {number: handler for number, handler in kept.items() if handler is not signal.SIG_IGN}
        for number in self._before:
            signal.signal(number, self._handle)
        signal.set_wakeup_fd(self._writer.fileno())
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._woken)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        self.seen = self.seen or number
        if not self._acting:  # a logout tells it twice
            self._acting = True
            try:
                self._act()
            finally:
                self._acting = False

    def _woken(self) -> None:
        """Something was written at the signal; reading it lets Python run the handler."""
        self._reader.recv(64)

    def restore(self) -> None:
        """Leave the signals as they were."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()


def _faults(own: Lecture | None) -> tuple[str, ...]:
    """What is wrong with the shipped files that a window needs."""
    found = () if own is not None else faults()
    try:
        load_fonts()
    except FileNotFoundError as fault:
        return (*found, str(fault))
    return found


def _last() -> tuple[Document | Lecture, Path | None]:
    """The file that the last window showed if it still opens, or the scene, else the first one to be seen."""
    file = QSettings().value(LAST_FILE)
    if isinstance(file, str) and file:
        try:
            storage.check_waits_for_nobody(Path(file))
            return opened(Path(file)), Path(file)
        except (OSError, ValueError):
            pass
    known = {scene.id: scene for scene in shipped().scenes}
    wanted = (str(QSettings().value(LAST_SCENE)), FIRST_SCENE, *known)
    return next(known[name] for name in wanted if name in known).document, None


def _scene_of(lecture: Lecture, wanted: object) -> Document:
    """The scene of that id, or the lecture's first one."""
    return next((scene.document for scene in lecture.scenes if scene.id == wanted), lecture.scenes[0].document)


def window_figure(document: Document, options: FigureOptions) -> Figure:
    """The whole window on `document` as a figure."""
    return WindowStage(document, options).show(document)
