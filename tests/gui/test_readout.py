"""What the window says beside its canvases: settings, numbers and the state of a run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnexplorer.compute.accuracy import accuracy, held_out_accuracy
from nnexplorer.gui.actions import CANVAS_TITLES, QUANTITY_TITLES
from nnexplorer.gui.readout import settings_of
from nnexplorer.gui.words.notation import percent
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene

EXAMPLE = "second-layer-output"


def test_the_share_of_right_samples_is_exact_at_rest_and_gone_where_nothing_is_classified(opened, keys, qtbot):
    presenter = opened(replace(edits.randomise(scene("classifier-output").document, 2), test_share=0.25))

    def shown():
        return presenter.window.data_panel.shares.texts

    def wanted():
        document = presenter.session.document
        return percent(accuracy(document)), percent(held_out_accuracy(document))

    assert shown() == wanted()
    before = shown()
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: shown() != before, timeout=20000)
    assert presenter.control.running
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: shown() == wanted())
    presenter._edit("Change output", edits.set_output, "identity")
    qtbot.waitUntil(lambda: shown() == ("", ""))


def test_names_in_the_target_count_as_the_axes_do(opened):
    presenter = opened("second-layer-output")
    panel = presenter.window.data_panel
    assert "3*x1 + 3*x2" in panel.formulas[0]
    presenter.viewing.count_from_one(False)
    assert "3*x0 + 3*x1" in panel.formulas[0]


def test_the_menu_is_ticked_as_the_document_is_shown(opened):
    presenter = opened(EXAMPLE)
    ticked = lambda kind, names: [n for n in names if presenter.window.actions_[f"{kind}_{n}"].isChecked()]  # noqa: E731
    presenter.session.look(edits.set_view(presenter.session.document, canvases=("loss", "input"), quantity="h"))
    assert set(ticked("canvas", CANVAS_TITLES)) == {"loss", "input"}
    assert ticked("quantity", QUANTITY_TITLES) == ["h"]


def test_undo_and_redo_say_what_they_would_do(opened, qtbot):
    presenter = opened(EXAMPLE)
    undo, redo = (presenter.window.actions_[name] for name in ("undo", "redo"))
    assert (undo.text(), undo.isEnabled()) == ("Undo", False)
    presenter._edit("Change gain", edits.set_gain, 2.0)
    assert (undo.text(), undo.isEnabled(), redo.isEnabled()) == ("Undo change gain", True, False)
    presenter.undo()
    qtbot.waitUntil(redo.isEnabled)
    assert (redo.text(), undo.isEnabled()) == ("Redo change gain", False)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: edits.set_training(document, learning_rate=0.5),
        lambda document: edits.set_view(document, index_base=0),
        lambda document: edits.set_units(document, 5),
        lambda document: edits.set_hidden(document, "relu"),
        lambda document: replace(document, title="Another"),
        lambda document: replace(document, test_share=0.5),
    ],
)
def test_what_is_a_setting_is_another_one_after_a_change(change):
    document = scene(EXAMPLE).document
    assert settings_of(change(document)) != settings_of(document)


def test_weights_that_move_are_no_settings():
    document = scene(EXAMPLE).document
    moved = edits.set_parameter(document, "b1", (0,), 5.0)
    assert settings_of(edits.trained(moved, moved.network, 9)) == settings_of(document)
