"""The shipped typeface: figures look the same wherever they are made."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontDatabase

from nnexplorer import resources

FAMILY = "NNExplorer Sans"
"""Family name of the shipped typeface; its figures are tabular by themselves."""


@dataclass(frozen=True)
class Face:
    """One face of the shipped typeface, in CSS's words."""

    weight: str
    style: str
    file: str

    def used_by(self, svg: bytes) -> bool:
        """Whether a text in `svg` is set in this face."""
        weight = rb'font-weight="(700|bold)"' if self.weight == "bold" else rb'font-weight="(400|normal)"'
        pattern = rb"<text[^>]*" + weight + rb'[^>]*font-style="' + self.style.encode() + rb'"'
        return re.search(pattern, svg) is not None

    def content(self) -> bytes:
        """The font file."""
        return resources.path("fonts", self.file).read_bytes()


FACES = (
    Face("normal", "normal", "NNExplorerSans-Regular.ttf"),
    Face("normal", "italic", "NNExplorerSans-Italic.ttf"),
    Face("bold", "normal", "NNExplorerSans-Bold.ttf"),
    Face("bold", "italic", "NNExplorerSans-BoldItalic.ttf"),
)


def load_fonts() -> str:
    """Register the shipped fonts with Qt, once for an application, and return their family's name.

    Raises
    ------
    FileNotFoundError
        If the font files were not shipped.
    """
    if not QFontDatabase.hasFamily(FAMILY):
        for file in sorted(resources.path("fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
    if not QFontDatabase.hasFamily(FAMILY):
        raise FileNotFoundError(f"the typeface {FAMILY} is missing from this installation; install nnexplorer again")
    return FAMILY


def font(size: float, *, bold: bool = False, italic: bool = False) -> QFont:
    """Make a font of the shipped typeface.

    Parameters
    ----------
    size
        Height of the type in pixels, rounded to whole ones.
    bold, italic
        The face; there are four.
    """
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(size)))
    made.setBold(bold)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
