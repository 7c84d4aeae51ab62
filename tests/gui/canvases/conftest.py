"""What the tests of the canvases share: documents with so many units, pictures, and ears for signals and words."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from nnexplorer.compute.evaluation import MOST_NODE_MAPS
from nnexplorer.compute.experiments.summary import SummaryRow
from nnexplorer.compute.parts.diagram import DiagramPart, diagram_part
from nnexplorer.compute.parts.graphs import GraphsPart, graph, graphs_part
from nnexplorer.compute.parts.grid import evaluate
from nnexplorer.compute.parts.probes import probe_at
from nnexplorer.compute.parts.profiles import profile
from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.canvases.keyboard import KeyboardView
from nnexplorer.gui.look.style import Look, Style, style_for
from nnexplorer.gui.words.labels import text_size
from nnexplorer.model import edits
from nnexplorer.model.activations import activation
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

ROOM = ((40, 40), (300, 200), (1600, 900))


def picture(canvas: Canvas, width: int = 300, height: int = 200) -> QImage:
    """What the canvas shows at a size."""
    canvas.window().resize(width, height)
    canvas.resize(width, height)
    canvas.window().show()
    canvas.show()
    return canvas.grab().toImage()


def ears(canvas: Canvas) -> list[str]:
    """A list that grows by the name of each signal that the canvas emits from now on."""
    heard: list[str] = []
    own = [kind for kind in type(canvas).__mro__ if issubclass(kind, KeyboardView)]
    names = {name for kind in own for name, thing in vars(kind).items() if isinstance(thing, Signal)}
    for name in names:
        getattr(canvas, name).connect(lambda *_, name=name: heard.append(name))
    assert "unit_clicked" in names
    return heard


def document_with(name: str, units: int | None = None, hidden: str | None = None, **view) -> Document:
    """A scene's document with so many units, another nonlinearity and other view settings."""
    document = scene(name).document
    document = document if hidden is None else edits.set_hidden(document, hidden)
    document = document if units is None else edits.set_units(document, units)
    return edits.set_view(document, **view)


@cache
def network_part(
    inputs: int = 2,
    units: int = 4,
    outputs: int = 1,
    hidden: str = "tanh",
    output: str = "identity",
    probed: bool = True,
    mapped: bool = True,
) -> DiagramPart:
    """The diagram of a random network, with values at a probe, and maps, or curves, of few inputs and few units."""
    network = Network.random(inputs, units, outputs, hidden, 1, output)
    view = ViewSettings(bounds=((-1, 3),) * inputs, probe=(0.4,) * inputs if probed else None)
    document = Document(network, PointData(np.zeros((0, inputs)), np.zeros((0, outputs))), view=view)
    small = mapped and inputs <= 2 and units <= MOST_NODE_MAPS
    over = (lambda: profile(network, view.bounds[0])) if inputs == 1 else (lambda: evaluate(network, view.bounds, 32))
    surface = over() if small else None
    return diagram_part(document, probe_at(network, view.probe), surface)


@cache
def summary_row(name: str = "tanh", error: float = 0.1, dead: tuple[bool, ...] = (False,) * 8, **figures) -> SummaryRow:
    """What might have come of one nonlinearity."""
    measured = {"before": 1.0, "mean_derivative": 0.4, "saturation": 0.25, "moved": 0.5, "diverged": False} | figures
    return SummaryRow(graph(activation(name)), error=error, dead=dead, **measured)


@cache
def graphs_of(
    units: int | None = None, hidden: str | None = None, data: bool = True, name: str = "second-layer-output", **view
) -> GraphsPart:
    """The graphs of a scene, with operating points of its data, or of its probe alone without them."""
    document = document_with(name, units, hidden, **view)
    probe = probe_at(document.network, document.view.probe)
    signals = document.network.forward(document.X) if data else None
    return graphs_part(document, signals, None if probe is None else probe.e1)


def drawing(draw: Callable[[QPainter], None], style: Style, width: int = 300, height: int = 200) -> np.ndarray:
    """Pixels (height, width, 3), red, green, blue, of what `draw` puts on a card of that size."""
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(style.color("card"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return pixels(image)


def pixels(image: QImage) -> np.ndarray:
    """Red, green and blue (height, width, 3) of a picture."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


@pytest.fixture(name="network_part")
def network_part_fixture():
    """`network_part(2, 4, 1)` is the diagram of a random network with D = 2, N = 4, K = 1."""
    return network_part


@pytest.fixture(name="summary_row")
def summary_row_fixture():
    """`summary_row("relu", 0.2)` is a row of the table of nonlinearities, with figures of its own."""
    return summary_row


@pytest.fixture(name="graphs_of")
def graphs_of_fixture():
    """`graphs_of(8, "relu", curves=("relu", "tanh"))` are the graphs of a document with such units and views."""
    return graphs_of


@pytest.fixture(name="drawing")
def drawing_fixture(qapp, style):
    """`drawing(draw, style)` are the pixels (height, width, 3) that `draw(painter)` gives."""
    return drawing


@pytest.fixture(name="pixels")
def pixels_fixture(qapp):
    """`pixels(image)` is its red, green and blue (height, width, 3)."""
    return pixels


@pytest.fixture(name="picture")
def picture_fixture(qapp):
    """`picture(canvas, 300, 200)` is what it shows at that size."""
    return picture


@pytest.fixture
def hung(qtbot, style):
    """`hung(Kind)` is a canvas of that kind in a window, as it always is: alone, closing one ends the program."""
    windows = []

    def hang(kind: type[Canvas]) -> Canvas:
        window = QWidget()
        windows.append(window)
        canvas = kind(style)
        canvas.setParent(window)
        qtbot.addWidget(window)
        return canvas

    yield hang
    windows.clear()


@pytest.fixture(name="ears")
def ears_fixture():
    """`ears(canvas)` is a list that grows by the name of each signal that it emits."""
    return ears


@pytest.fixture(name="document_with")
def document_with_fixture():
    """`document_with("semicircle-frames", 64, "relu", probe=None)` is that scene's document, changed so."""
    return document_with


DRAWN = "nnexplorer.gui.canvases"
"""What the names of modules that draw texts begin with."""


@pytest.fixture
def words(monkeypatch):
    """`words("base")` is a list that grows by each text that this module of the canvases draws."""

    def listen(*modules: str) -> list[str]:
        said: list[str] = []
        for name in modules:
            module = importlib.import_module(f"{DRAWN}.{name}")
            draw = module.draw_text
            monkeypatch.setattr(
                module,
                "draw_text",
                lambda painter, html, *rest, draw=draw: said.append(html) or draw(painter, html, *rest),
            )
        return said

    return listen


@pytest.fixture
def placed(monkeypatch):
    """`placed("drawing.edges")` is a list that grows by each text this module of the canvases draws, and its box."""

    def listen(*modules: str) -> list[tuple[str, QRectF]]:
        texts: list[tuple[str, QRectF]] = []
        for name in modules:
            module = importlib.import_module(f"{DRAWN}.{name}")

            def record(painter, html, at, font, color, anchor=(0.0, 0.0), *rest, draw=module.draw_text):
                size = text_size(html, font)
                corner = at - QPointF(anchor[0] * size.width(), anchor[1] * size.height())
                texts.append((html, QRectF(corner, QSizeF(size))))
                draw(painter, html, at, font, color, anchor, *rest)

            monkeypatch.setattr(module, "draw_text", record)
        return texts

    return listen


@pytest.fixture
def dark(style) -> Style:
    """A style of another theme than `style`."""
    return style_for(ViewSettings(), Look("dark"))


@pytest.fixture(params=ROOM, ids=lambda size: "x".join(map(str, size)))
def size(request) -> tuple[int, int]:
    """A size that a canvas must be able to draw itself at."""
    return request.param
