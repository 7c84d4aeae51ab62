"""What the tests of the canvases share: documents with so many units, pictures, and ears for signals and words."""

from __future__ import annotations

import importlib

import pytest
from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.style import Look, Style, style_for
from nnexplorer.model import edits
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
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
    own = [kind for kind in type(canvas).__mro__ if issubclass(kind, Canvas)]
    names = {name for kind in own for name, thing in vars(kind).items() if isinstance(thing, Signal)}
    for name in names:
        getattr(canvas, name).connect(lambda *_, name=name: heard.append(name))
    assert "unit_clicked" in names
    return heard


def document_with(name: str, units: int | None = None, hidden: str | None = None, **view) -> Document:
    """A scene's document with so many units, another nonlinearity and other view settings."""
    document = edits.set_view(scene(name).document, **view)
    document = document if hidden is None else edits.set_hidden(document, hidden)
    return document if units is None else edits.set_units(document, units)


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


@pytest.fixture
def words(monkeypatch):
    """`words("base")` is a list that grows by each text that this module of the canvases draws."""

    def listen(*modules: str) -> list[str]:
        said: list[str] = []
        for name in modules:
            module = importlib.import_module(f"nnexplorer.gui.canvases.{name}")
            draw = module.draw_text
            monkeypatch.setattr(
                module,
                "draw_text",
                lambda painter, html, *rest, draw=draw: said.append(html) or draw(painter, html, *rest),
            )
        return said

    return listen


@pytest.fixture
def dark(qapp) -> Style:
    """A style of another theme than `style`."""
    return style_for(ViewSettings(), Look("dark"))


@pytest.fixture(params=ROOM, ids=lambda size: "x".join(map(str, size)))
def size(request) -> tuple[int, int]:
    """A size that a canvas must be able to draw itself at."""
    return request.param
