"""Errors and shares of right samples are printed as one reads them."""

from nnexplorer.compute.accuracy import accuracy
from nnexplorer.gui.words import readings
from nnexplorer.gui.words.notation import percent
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene


def test_the_error_is_zero_where_only_rounding_is_left():
    assert readings.error_text(9e-33) == "0"
    assert readings.error_text(0.0019817) == "0.001982"


def test_while_something_moves_some_of_very_many_samples_are_classified(monkeypatch):
    document = edits.randomise(scene("classifier-output").document, 2)
    monkeypatch.setattr(readings, "MOVING_ACCURACY", 100 * document.network.units)
    assert readings.accuracy_texts(document, True) == (percent(accuracy(document)), "")
    about = "\N{ALMOST EQUAL TO} " + percent(accuracy(document, 100))
    assert readings.accuracy_texts(document, False) == (about, "")


def test_nothing_is_said_where_nothing_is_classified():
    assert readings.accuracy_texts(scene("semicircle-frames").document, True) == ("", "")
