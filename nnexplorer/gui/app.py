"""The application: what stands around the one window."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from nnexplorer.gui.fonts import load_fonts
from nnexplorer.gui.presenter import Presenter
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scenes
from nnexplorer.session.session import Session

SWITCH_INTERVAL = 1e-4
"""Seconds after which a thread gives up the interpreter: short, so that painting need not wait for the trainer."""

SIZE = (1440, 900)


def application(arguments: list[str] | None = None) -> QApplication:
    """The application, made if there is none, with the shipped typeface."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(arguments or ["nnexplorer"])
    app.setApplicationName("nnexplorer")
    app.setOrganizationName("nnexplorer")
    QLocale.setDefault(QLocale.c())
    load_fonts()
    return app


def follows_dark(app: QApplication) -> bool:
    """Whether the desktop asks for dark windows."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def open_window(document: Document) -> Presenter:
    """Make the window on `document`; the caller shows it and keeps the presenter."""
    app = application()
    theme = "dark" if follows_dark(app) else "light"
    presenter = Presenter(Session(document), scenes(), theme)
    screen = app.primaryScreen().availableGeometry()
    presenter.window.resize(min(SIZE[0], screen.width()), min(SIZE[1], screen.height()))
    return presenter


def run(document: Document) -> int:
    """Open the window on `document` and return when it is closed."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = application()
    presenter = open_window(document)
    hook = sys.excepthook
    sys.excepthook = lambda kind, error, trace: _report(presenter, kind, error, trace)
    try:
        presenter.window.show()
        return app.exec()
    finally:
        sys.excepthook = hook


def _report(
    presenter: Presenter, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Tell of an error that nobody caught; the window and the document live on."""
    if issubclass(kind, KeyboardInterrupt):
        presenter.window.close()
        return
    box = QMessageBox(presenter.window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("nnexplorer")
    box.setText(
        "Something went wrong inside nnexplorer. Your document is still here; go on, or save it first."
    )
    box.setDetailedText("".join(traceback.format_exception(kind, error, trace)))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
