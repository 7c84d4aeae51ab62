"""What figures and films are made of: a document at one moment, and how the window looks then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnexplorer.gui.figures.stage import Course, FigureOptions, own_canvases

if TYPE_CHECKING:
    from nnexplorer.gui.figures.choices import Choice
    from nnexplorer.gui.look.style import Look
    from nnexplorer.model.document import Document


@dataclass(frozen=True)
class Subject:
    """A document with its course of training, if there was one, how the window looks, and what files are called."""

    document: Document
    course: Course | None
    look: Look
    name: str

    @property
    def canvases(self) -> tuple[str, ...]:
        """The canvases that a figure of it has unless others are chosen."""
        return own_canvases(self.document, self.course is not None)

    def options(
        self, chosen: Mapping[str, Choice], trained: bool = False, canvases: tuple[str, ...] = ()
    ) -> FigureOptions:
        """How a figure by such choices looks; where it is to show a training, `trained`, with its error."""
        own = own_canvases(self.document, trained or self.course is not None)
        return FigureOptions(
            ",".join(canvases or own),
            str(chosen["theme"] or self.look.theme),
            str(chosen["palette"] or self.look.palette),
            float(chosen["font_scale"]),
            bool(chosen["transparent"]),
        )
