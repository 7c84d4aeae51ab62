"""Films as files: their pictures are painted on one stage, with scales that stay, and only the whole is written."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage

from nnexplorer.compute.films import MOTION_FPS
from nnexplorer.gui.canvases.drawing.courses import Course
from nnexplorer.gui.figures.animations import ANIMATIONS
from nnexplorer.gui.figures.painting import check_width, encode, painted
from nnexplorer.gui.figures.patches import FASTEST, SLOWEST, times
from nnexplorer.gui.figures.stage import FigureOptions
from nnexplorer.model import storage

if TYPE_CHECKING:
    from nnexplorer.compute.films import Film, Shot
    from nnexplorer.gui.figures.patches import Pixels
    from nnexplorer.gui.figures.stage import Figure
    from nnexplorer.gui.figures.subject import Scene

LATEX = "tex"
"""Ending of a film of numbered frames: of the file that has LaTeX show them."""

PAGES = ("pdf", "png")
"""Formats of numbered frames."""

DEFAULT_WIDTH = 900

RESOLUTION = 256
"""Samples along a colour map's axes: half a figure's, since a film's pictures are smaller."""

PATIENCE = 0.01
"""Seconds that are waited for a picture's encoding before the window has its turn."""


@dataclass(frozen=True)
class Request:
    """How a film is made: its file, whose ending names the format, frames a second, width, look, and kind of pages.

    Raises
    ------
    ValueError
        If the ending names no format, or a number is out of range.
    OSError
        If the format needs something that is not installed.
    """

    path: Path
    fps: float = MOTION_FPS
    width: int = DEFAULT_WIDTH
    options: FigureOptions = field(default_factory=FigureOptions)
    pages: str = PAGES[0]

    def __post_init__(self) -> None:
        check_width(self.width)
        if not SLOWEST <= self.fps <= FASTEST:
            raise ValueError(f"fps: expected a number from {SLOWEST:g} to {FASTEST:g}, got {self.fps:g}")
        if self.pages not in PAGES:
            raise ValueError(f"pages '{self.pages}' are unknown; there are {', '.join(PAGES)}")
        if self.format == LATEX:
            return
        if self.format not in ANIMATIONS:
            known = ", ".join(f".{name}" for name in (*ANIMATIONS, LATEX))
            raise ValueError(f"film '{self.path.name}': expected a name that ends in {known}")
        animation = ANIMATIONS[self.format]
        if self.options.transparent and not animation.transparent:
            raise ValueError(
                f"{animation.title} has no half-transparent colours; leave the ground solid, or take .webp"
            )
        animation.check()

    @property
    def format(self) -> str:
        """The file's ending, without its dot and in small letters."""
        return self.path.suffix.lower().removeprefix(".")


@dataclass(frozen=True)
class Progress:
    """How much of a film is done, and at its end the files that were written."""

    done: int
    total: int
    written: tuple[Path, ...] = ()
    remark: str = ""
    """What is to be said of the film, if anything."""


def animate_line(stem: str, fps: float, count: int) -> str:
    r"""What shows the frames stem-0, stem-1, ... in a LaTeX slide, with the package animate."""
    return rf"\animategraphics[loop,controls]{{{fps:g}}}{{{stem}-}}{{0}}{{{count - 1}}}"


Sink: TypeAlias = Generator[int | tuple[Path, ...], None, None]
"""What writes a film: it gives how many pictures are done, and at last the files."""


def make(film: Film, request: Request, build: Callable[[], Scene]) -> Generator[Progress, None, None]:
    """Make a film's file, piece by piece, on a stage that is built for it and closed at the end.

    The last progress names the files. Where the iterator is closed before, nothing is written. OSError where the file
    can't be.
    """
    stage = build()
    total = 2 * film.count + 1
    try:
        shots = []
        for shot in film.shots():
            shots.append(shot)
            stage.measure(shot.document, _course(shot))
            yield Progress(len(shots), total)
        sink = _pages(shots, stage, request) if request.format == LATEX else _animation(shots, stage, request)
        with closing(sink):
            for done in sink:
                if isinstance(done, int):
                    yield Progress(film.count + done, total)
                else:
                    yield Progress(total, total, done, _remark(shots[-1]))
    finally:
        stage.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _remark(last: Shot) -> str:
    return f"training diverged at step {last.steps[-1]}; the film ends there" if last.diverged else ""


def _course(shot: Shot) -> Course | None:
    return Course(shot.steps, shot.losses) if shot.steps else None


def _animation(shots: Sequence[Shot], stage: Scene, request: Request) -> Sink:
    """Paint and encode the pictures, giving how many are done; then write the file and give its path."""
    animation = ANIMATIONS[request.format]
    some = sorted({round(i) for i in np.linspace(0, len(shots) - 1, animation.samples)})
    samples = []
    for i in some:
        samples.append(_pixels(_figure(stage, shots[i]), request.width))
        yield 0
    shown = times(len(shots), request.fps, animation.unit)
    with ThreadPoolExecutor(1) as beside:  # a picture is encoded while the next one is painted
        making = beside.submit(animation.encoder, samples)
        yield from _until(making, 0)
        encoder = making.result()
        work: Future[Any] = beside.submit(int)
        for done, (shot, milliseconds) in enumerate(zip(shots, shown, strict=True)):
            pixels = _pixels(_figure(stage, shot), request.width)
            yield from _until(work, done)
            work = beside.submit(encoder.add, pixels, milliseconds)
        yield from _until(work, len(shots))
        finished = beside.submit(encoder.finish)
        yield from _until(finished, len(shots))
    storage.write(finished.result(), request.path)
    yield (request.path,)


def _until(work: Future[Any], done: int) -> Iterator[int]:
    """Give how many pictures are done until some work is, which a window uses for other things; raise its errors."""
    while not wait([work], PATIENCE).done:
        yield done
    work.result()
    yield done


def _pages(shots: Sequence[Shot], stage: Scene, request: Request) -> Sink:
    """Write the pictures as numbered files, and one that has LaTeX show them; all at once, when all are there."""
    stem, folder = request.path.stem, request.path.parent
    line = animate_line(stem, request.fps, len(shots))
    with tempfile.TemporaryDirectory(dir=folder, prefix=".nnexplorer-") as name:
        names = [f"{stem}-{i}.{request.pages}" for i in range(len(shots))]
        for done, (shot, page) in enumerate(zip(shots, names, strict=True), 1):
            content = encode(_figure(stage, shot), request.pages, request.width)
            Path(name, page).write_bytes(content)
            yield done
        Path(name, request.path.name).write_text(f"% needs \\usepackage{{animate}}\n{line}\n")
        for page in (*names, request.path.name):
            Path(name, page).replace(folder / page)
    yield (*(folder / page for page in names), request.path)


def _figure(stage: Scene, shot: Shot) -> Figure:
    return stage.show(shot.document, _course(shot))


def _pixels(figure: Figure, width: int) -> Pixels:
    image = painted(figure, width).convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()
