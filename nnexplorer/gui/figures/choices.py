"""What was chosen in a dialog last, remembered from one start to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

from PySide6.QtCore import QSettings

Choice: TypeAlias = str | int | float | bool


def remembered(dialog: str, usual: Mapping[str, Choice]) -> dict[str, Choice]:
    """The choices made last in `dialog`; those that are unknown, or of another type than the `usual`, are left out."""
    try:
        kept = json.loads(str(QSettings().value(dialog) or "{}"))
    except (ValueError, RecursionError):
        kept = {}
    known = kept if isinstance(kept, dict) else {}
    return {name: known[name] if type(known.get(name)) is type(value) else value for name, value in usual.items()}


def remember(dialog: str, choices: Mapping[str, Choice]) -> None:
    """Keep the choices made in `dialog`."""
    QSettings().setValue(dialog, json.dumps(dict(choices)))
