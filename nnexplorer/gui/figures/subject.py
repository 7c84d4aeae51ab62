"""What figures and films are made of: a document at one moment, and how the window looks then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from nnexplorer.gui.canvases.drawing.courses import Course
from nnexplorer.gui.figures.stage import RESOLUTION, WINDOW, Figure, FigureOptions, Stage, own_canvases

if TYPE_CHECKING:
    from nnexplorer.gui.figures.choices import Choice
    from nnexplorer.gui.look.style import Look
    from nnexplorer.model.document import Document
    from nnexplorer.model.lectures import Lecture
    from nnexplorer.session.kept import KeptRun
    from nnexplorer.session.score import Score


class Scene(Protocol):
    """What shows documents in turn: their canvases, or a whole window."""

    def measure(self, document: Document, course: Course | None = None) -> None:
        """Take a document of a film into account."""

    def show(self, document: Document, course: Course | None = None) -> Figure:
        """The figure of a document."""

    def close(self) -> None:
        """Let go of the widgets behind it."""


@dataclass(frozen=True)
class Scenery:
    """What a window shows beside its document, for a picture of the whole of it.

    Attributes
    ----------
    opened : Document
        As it was opened, by which the lecture knows the scene.
    lecture : Lecture or None
        The lecture that lies open; None: the shipped one.
    size : (int, int)
        Pixels of the window.
    panels : bool
        Whether the panels at the sides are shown.
    kept : KeptRun or None
        A run that was kept to compare others with.
    score : Score or None
        The score of a contest that is on.
    """

    opened: Document
    lecture: Lecture | None = None
    size: tuple[int, int] = (1440, 900)
    panels: bool = True
    kept: KeptRun | None = None
    score: Score | None = None


@dataclass(frozen=True)
class Subject:
    """A document with its course of training, if there was one, how the window looks, and what files are called.

    `kept` is a run that was kept to compare it with. `whole` makes a stage of the whole window, where there is one; it
    is told whether a training is to be filmed.
    """

    document: Document
    course: Course | None
    look: Look
    name: str
    kept: KeptRun | None = None
    whole: Callable[[Document, FigureOptions, bool], Scene] | None = None

    @property
    def canvases(self) -> tuple[str, ...]:
        """The canvases that a figure of it has unless others are chosen."""
        return own_canvases(self.document, self.course is not None)

    def options(
        self, chosen: Mapping[str, Choice], trained: bool = False, canvases: tuple[str, ...] = ()
    ) -> FigureOptions:
        """How a figure by such choices looks; where it is to show a training, `trained`, with its error."""
        own = own_canvases(self.document, trained or self.course is not None)
        whole = bool(chosen["whole"]) and self.whole is not None
        return FigureOptions(
            WINDOW if whole else ",".join(canvases or own),
            str(chosen["theme"] or self.look.theme),
            str(chosen["palette"] or self.look.palette),
            float(chosen["font_scale"]),
            bool(chosen["transparent"]) and not whole,
        )

    def stage(self, options: FigureOptions, resolution: int = RESOLUTION) -> Scene:
        """The stage on which a figure of it is taken; maps of canvases have `resolution` samples along their axes."""
        if options.view == WINDOW and self.whole is not None:
            return self.whole(self.document, options, False)
        return Stage(self.document, options, resolution, kept=self.kept)
