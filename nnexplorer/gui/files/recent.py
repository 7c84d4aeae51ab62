"""The files that were opened or saved last, remembered from one start to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

MOST = 8
"""Files that are remembered."""

KEY = "recent"


def recent() -> list[Path]:
    """The files, the last one first."""
    kept = QSettings().value(KEY)
    texts = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []  # a list of one comes as text
    return [Path(text) for text in texts if isinstance(text, str) and text]


def folder() -> Path:
    """Where dialogs begin: beside the last file."""
    known = recent()
    return known[0].parent if known and known[0].parent.is_dir() else Path.home()


def remember(path: Path) -> None:
    """Put a file in front."""
    path = path.absolute()
    _keep([path, *(other for other in recent() if other != path)][:MOST])


def forget(path: Path) -> None:
    """Leave a file out."""
    _keep([other for other in recent() if other != path.absolute()])


def clear() -> None:
    """Forget all of them."""
    _keep([])


def fill(menu: QMenu, open_path: Callable[[Path], object]) -> None:
    """Make a menu of the files; each of them calls `open_path`."""
    menu.clear()
    paths = recent()
    for place, path in enumerate(paths, 1):
        name = f"{path.name}  ({path.parent.name})".replace("&", "&&")
        action = menu.addAction(f"&{place}  {name}")
        action.setToolTip(str(path))
        action.triggered.connect(lambda *_, path=path: open_path(path))
    if paths:
        menu.addSeparator()
        menu.addAction("Clear").triggered.connect(lambda *_: clear())
    else:
        menu.addAction("No file yet").setEnabled(False)


def _keep(paths: list[Path]) -> None:
    QSettings().setValue(KEY, [str(path) for path in paths])
