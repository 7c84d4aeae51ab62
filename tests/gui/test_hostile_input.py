"""Every field of the window under hostile hands, and every canvas under hostile numbers."""

from __future__ import annotations

import dataclasses
import warnings

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnexplorer.compute.diagnosis import diagnose
from nnexplorer.compute.errors import error
from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.gui.widgets.fields import CountField, NumberField
from nnexplorer.gui.widgets.formula_field import FormulaField
from nnexplorer.model import edits, storage
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene, scenes
from nnexplorer.model.network import Network
from nnexplorer.model.settings import CANVASES, ViewSettings

TYPED = [
    "", "1e308", "-1e308", "1e309", "nan", "-inf", "-0", "0", "5e-324", "\u0663", "\u00b2", "1/0", "1/3", "9**9**9",
    "1,5", "1.000,5", "--1", "0x10", "1_0", "\u2212\u2212", "(" * 60, "9" * 5000, "x", "a\nb", "\0", "\ud800", "<b>",
]  # fmt: skip


def finite(document):
    network, training = document.network, document.training
    arrays = (network.W1, network.b1, network.W2, network.b2, document.X, document.Y)
    numbers = (training.learning_rate, network.slope, document.test_share)
    return all(np.isfinite(array).all() for array in arrays) and all(map(np.isfinite, numbers))


def fields_of(presenter):
    """The fields that a hand can reach, by what they are called."""
    kinds = (NumberField, CountField, FormulaField)
    return [one for kind in kinds for one in presenter.window.findChildren(kind) if one.isVisible() and one.isEnabled()]


def enter(line, text):
    """Put a text where a hand would type it, and press Enter."""
    line.setFocus()
    line.selectAll()
    if isinstance(line, FormulaField):
        line.insertPlainText(text)
    else:
        line.insert(text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()


@pytest.mark.parametrize("identifier", ["relu", "series-of-decisions"])
def test_whatever_is_typed_into_any_field(row, opened, identifier):
    presenter = opened(identifier, 1400, 1000)
    fields, banner = fields_of(presenter), presenter.window.banner
    with row(f"Fields: hostile numbers in all of {identifier}") as tally:
        for field in fields:
            line = field.lineEdit() if isinstance(field, CountField) else field
            name = f"{type(field).__name__} {field.accessibleName()}"
            for text in TYPED:
                banner.clear()
                with tally.case((name, text)), warnings.catch_warnings():
                    warnings.simplefilter("error")
                    enter(line, text)
                    assert finite(presenter.session.document)
                    assert "\n" not in banner.text
                    assert len(banner.text) < 400
                while presenter.session.undo_label is not None:
                    presenter.session.undo()


# Numbers --------------------------------------------------------------------------------------------------------------

SCALES = (1e300, 1e-300, 0.0)


def scaled(document, scale, hidden):
    """The document with all weights so large or small, in the sizes and signs that they have to one another."""
    network = document.network.replace(hidden=hidden)
    changes = {name: np.clip(getattr(network, name), -1, 1) * scale for name in ("W1", "b1", "W2", "b2")}
    return dataclasses.replace(document, network=network.replace(**changes), start=None, step=0)


@pytest.mark.parametrize("identifier", ["second-layer-output", "semicircle-frames"])
def test_every_canvas_is_painted_whatever_the_weights(row, opened, identifier):
    plain = scene(identifier).document
    plain = edits.set_view(plain, canvases=tuple(name for name in CANVASES if name not in {"sweep", "table"}))
    presenter = opened(plain)
    with row(f"Numbers: weights from 0 to 1e300, each nonlinearity, {identifier}") as tally:
        for hidden in ACTIVATIONS:
            for scale in SCALES:
                with (
                    tally.case((hidden, scale)),
                    warnings.catch_warnings(),
                    np.errstate(over="warn", invalid="warn", divide="warn"),
                ):
                    warnings.simplefilter("error")
                    document = scaled(plain, scale, hidden)
                    evaluate_document(document, 16)
                    presenter.session.open(document)
                    presenter.show_scene()
                    for canvas in presenter.window.arrangement.every_canvas():
                        if canvas.isVisible():
                            assert not canvas.grab().isNull()


WEIGHTS = (5e-324, 1e-300, 1e-160, 1e153, 1e160, 1e200, 1e300, 1.7e308)
EDITS = {
    "gain": lambda it: edits.gain(it.network),
    "set gain": lambda it: edits.set_gain(it, 2.0),
    "set a huge gain": lambda it: edits.set_gain(it, 1e300),
    "kill": lambda it: edits.kill(it, None),
    "nonlinearity": lambda it: edits.set_hidden(it, "tanh"),
    "units": lambda it: edits.set_units(it, it.network.units + 2),
    "diagnosis": lambda it: diagnose(it.network, it.X),
    "error": error,
    "file": lambda it: storage.decode(storage.encode(it)),
}


def test_edits_and_diagnoses_of_extreme_weights(row):
    plain = scene("second-layer-output").document
    with row("Numbers: edits and diagnoses of weights from 5e-324 to 1.7e308") as tally:
        for hidden in ACTIVATIONS:
            for scale in WEIGHTS:
                document = scaled(plain, scale, hidden)
                for name, act in EDITS.items():
                    with tally.case((hidden, scale, name)), np.errstate(over="warn", invalid="warn", divide="warn"):
                        with warnings.catch_warnings():
                            warnings.simplefilter("error")
                            after = act(document)
                        assert not isinstance(after, Document) or finite(after)


LARGE = 2**63 - 9


def extreme_documents():
    """Documents that a file may hold, with what is largest or smallest in each."""
    plain = scene("second-layer-output").document
    line = ViewSettings(bounds=((-1, 1),))
    huge = np.array([[1e308, -1e308], [0, 1e-308]])
    return {
        **{name: edits.set_training(plain, **{name: LARGE}) for name in ("seed", "batch_size", "steps")},
        "step": dataclasses.replace(plain, step=LARGE),
        "split": dataclasses.replace(plain, split_seed=LARGE, test_share=0.3),
        "small rate": edits.set_training(plain, learning_rate=5e-324),
        "large rate": edits.set_training(plain, learning_rate=1e308),
        "texts": dataclasses.replace(plain, title="x" * 100_000, caption="<b>" * 10_000, section="\n\0\t"),
        "wide view": edits.set_view(plain, bounds=((-1e299, 7e299), (1e-299, 2e-299)), probe=(1e308, -1e308)),
        "narrow view": edits.set_view(plain, bounds=((0, 1e-299), (1e15, 1e15 + 1)), slice_at=1e308),
        "units": Document(Network.random(2, 1000, 1), plain.data),
        "outputs": Document(Network.random(2, 5, 40), PointData(np.zeros((3, 2)), np.zeros((3, 40)))),
        "samples": Document(Network.random(2, 5, 1), PointData(huge, huge[:, :1])),
        "samples of two outputs": Document(Network.random(2, 5, 2), PointData(huge, huge)),
        "samples of one input": Document(Network.random(1, 5, 1), PointData(huge[:, :1], huge[:, :1]), view=line),
    }


def test_documents_with_extreme_numbers_are_shown_trained_and_closed(row, opened):
    with row("Documents in the window: extreme counts, ranges, texts, samples") as tally:
        for name, document in extreme_documents().items():
            with tally.case(name), warnings.catch_warnings():
                warnings.simplefilter("error")
                presenter = opened(storage.decode(storage.encode(document)))
                presenter.single_step()
                presenter.control.pause()
                presenter.select(0)
                for canvas in presenter.window.arrangement.every_canvas():
                    if canvas.isVisible():
                        assert not canvas.grab().isNull()
                presenter.undo()
                assert finite(presenter.session.document)
                presenter.window.close()


def test_training_and_evaluation_agree(row):
    with row("Numbers: loss of a run's last frame against the error shown, every scene") as tally:
        for one in scenes():
            document = edits.with_a_loss(one.document)
            if not len(document.X):
                continue
            for optimizer in ("sgd", "adam"):
                document = edits.set_training(document, optimizer=optimizer, learning_rate=1e-3)
                with tally.case((one.id, optimizer)):
                    frame = Trainer(document.network, document.X, document.Y, document.training).advance(30)
                    assert not frame.diverged
                    after = edits.trained(document, frame.network, frame.step)
                    assert frame.loss == pytest.approx(error(after), rel=1e-12, abs=1e-300)
