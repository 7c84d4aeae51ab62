"""The program among the desktop's others: an entry in its menu, an icon, and the file type of documents."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from nnexplorer import resources

ENTRY = """[Desktop Entry]
Type=Application
Name=nnexplorer
GenericName=Neural network explorer
Comment=Hold a two-layer neural net in your hand
Exec={command} %f
Icon=nnexplorer
Terminal=false
Categories=Education;Science;ArtificialIntelligence;
MimeType=application/x-nnexplorer;
StartupWMClass=nnexplorer
"""

FILE_TYPE = """<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-nnexplorer">
    <comment>nnexplorer document</comment>
    <sub-class-of type="application/json"/>
    <icon name="nnexplorer"/>
    <glob pattern="*.nnx"/>
  </mime-type>
</mime-info>
"""

PLACES = (
    "applications/nnexplorer.desktop",
    "mime/packages/nnexplorer.xml",
    "icons/hicolor/scalable/apps/nnexplorer.svg",
)
"""Entry, file type and icon, below the user's data folder, as freedesktop.org has it."""

CACHES = (("update-mime-database", "mime"), ("update-desktop-database", "applications"))
"""Programs that tell the desktop of a change, where they are installed, and the folder that each takes."""

UPDATE_SECONDS = 30


def install(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> list[Path]:
    """Write the three files for the user, tell the desktop, and return their paths.

    Raises
    ------
    ValueError
        If this is no desktop of Linux or its relatives.
    OSError
        If a file can't be written.
    """
    folder = _data_folder(environment, platform)
    icon = resources.path("icons", "nnexplorer.svg").read_text(encoding="utf-8")
    texts = (ENTRY.format(command=_command()), FILE_TYPE, icon)
    paths = [folder / place for place in PLACES]
    for path, text in zip(paths, texts, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    _tell(folder)
    return paths


def remove(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> list[Path]:
    """Take away what `install` wrote, tell the desktop, and return the paths that were there. Errors as there."""
    folder = _data_folder(environment, platform)
    paths = [path for path in (folder / place for place in PLACES) if path.exists()]
    for path in paths:
        path.unlink()
    _tell(folder)
    return paths


def _data_folder(environment: Mapping[str, str], platform: str) -> Path:
    if platform in {"win32", "cygwin", "darwin"}:
        raise ValueError(f"a desktop entry is for Linux and its relatives; here, make a shortcut to {_command()}")
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _command() -> str:
    """How this installation is started, quoted as a desktop entry wants it."""
    script = Path(sys.executable).with_name("nnexplorer")
    words = [str(script)] if script.exists() else [sys.executable, "-m", "nnexplorer"]
    return " ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    escaped = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word).replace("%", "%%")
    return f'"{escaped}"'.replace("\\", "\\\\") if escaped != word or " " in word else word


def _tell(folder: Path) -> None:
    """Have the desktop read the folders anew; one that can't will do so when it starts again."""
    for program, part in CACHES:
        found = shutil.which(program)
        if found is not None and (folder / part).is_dir():
            try:
                subprocess.run([found, str(folder / part)], capture_output=True, timeout=UPDATE_SECONDS, check=False)  # noqa: S603
            except (OSError, subprocess.TimeoutExpired):
                continue
