"""The View menu: looks are changed, and no step of undo is made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from nnexplorer.gui.look.palettes import PALETTES
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene
from nnexplorer.model.settings import HOME, NOTATIONS, QUANTITIES


def test_palettes_and_notations_go_round(opened):
    presenter = opened("classifier-output")
    for _ in PALETTES:
        presenter.viewing.next_palette()
    assert presenter.display.look.palette == "safe"
    seen = []
    for _ in NOTATIONS:
        presenter.viewing.next_notation()
        seen.append(presenter.session.document.view.notation)
    assert seen == [*NOTATIONS[1:], NOTATIONS[0]]


def test_a_look_is_no_step_of_undo(opened, keys):
    presenter = opened("classifier-output")
    network = presenter.session.document.network
    for key in ("I", "N", "L", "H", "C", "Ctrl+D"):
        keys(presenter, key)
    assert presenter.session.undo_label is None
    assert presenter.session.document.network is network
    assert presenter.session.document.view.index_base == 0
    assert presenter.display.look.theme == "dark"


def test_digits_are_a_look_at_the_weights_from_the_keyboard(opened, keys):
    presenter = opened("classifier-output")
    document, model = presenter.session.document, presenter.window.weights_panel.model
    shown = []
    for key in ("Alt+.", "Alt+.", "Alt+,"):
        keys(presenter, key)
        shown.append(model.digits)
    assert shown == [3, 4, 3]
    assert presenter.session.document is document


# Canvases, quantities, the next step --------------------------------------------------------------------------------


def canvases(presenter):
    return presenter.session.document.view.canvases


@pytest.mark.parametrize("name", ["diagram", "sweep", "table", "activation", "hidden"])
def test_a_canvas_is_opened_beside_the_others_and_put_away_again(opened, name):
    presenter = opened("classifier-activation-1")
    before = canvases(presenter)
    presenter.viewing.show_canvas(name, True)
    assert [canvas for canvas in canvases(presenter) if canvas != name] == list(before)
    assert name in canvases(presenter)
    presenter.display.everything()
    assert presenter.window.arrangement.canvas(name).isVisible()
    presenter.viewing.show_canvas(name, False)
    assert canvases(presenter) == before
    presenter.display.everything()
    assert not presenter.window.arrangement.canvas(name).isVisible()
    assert presenter.session.undo_label is None


@pytest.mark.parametrize("name", ["input", "output", "loss"])
def test_put_away_and_opened_again_a_canvas_keeps_what_stands_beside_it(opened, name):
    presenter = opened("unit-step")
    before = canvases(presenter)
    presenter.viewing.show_canvas(name, False)
    presenter.viewing.show_canvas(name, True)
    assert sorted(canvases(presenter)) == sorted(before)
    assert canvases(presenter).index("input") < canvases(presenter).index("output")


def test_what_is_open_already_stays_where_it_is(opened):
    presenter = opened("unit-step")
    before = presenter.session.document.view
    for name in before.canvases:
        presenter.viewing.show_canvas(name, True)
    assert presenter.session.document.view == before


def test_the_last_canvas_stays_and_its_mark_too(opened):
    presenter = opened("target-surface")
    action = presenter.window.actions_["canvas_output"]
    action.trigger()
    assert canvases(presenter) == ("output",)
    assert action.isChecked()


@pytest.mark.parametrize("name", QUANTITIES)
def test_every_quantity_is_shown_in_the_outputs_colour_map(opened, name):
    presenter = opened("classifier-network")
    presenter.viewing.show_quantity(name)
    assert presenter.session.document.view.quantity == name
    assert set(canvases(presenter)) == {"diagram", "output"}
    presenter.display.everything()
    assert presenter.window.arrangement.surface.isVisible()
    assert presenter.session.undo_label is None


def test_the_next_step_is_drawn_and_left_out(opened):
    presenter = opened("semicircle-frames")
    view, plane = presenter.window.arrangement.input, presenter.window.arrangement.plane
    titles = view.title, plane.title
    presenter.viewing.show_next_step(True)
    presenter.display.everything()
    assert (view._step.sample, plane._step) == (plane._step.sample, view._step)
    assert all("\N{GREEK SMALL LETTER DELTA}" in canvas.title for canvas in (view, plane))
    presenter.viewing.show_next_step(False)
    presenter.display.everything()
    assert view._step is plane._step is None
    assert (view.title, plane.title) == titles
    assert presenter.session.undo_label is None


def test_the_surface_is_turned_without_a_step_of_undo(opened, mouse):
    presenter = opened("second-layer-output")
    presenter.window.actions_["canvas_surface"].trigger()
    presenter.display.everything()
    solid = presenter.window.arrangement.solid
    assert solid.isVisible()
    mouse(solid).drag(QPointF(solid.width() / 2, solid.height() / 2), 40, 10)
    azimuth, elevation = presenter.session.document.view.camera
    assert azimuth < HOME[0]
    assert elevation > HOME[1]
    presenter.display.everything()
    assert (solid._camera.azimuth, solid._camera.elevation) == (azimuth, elevation)
    mouse(solid).double_click(QPointF(solid.width() / 2, solid.height() / 2))
    assert presenter.session.document.view.camera == HOME
    assert presenter.session.undo_label is None


def test_a_quantity_is_shown_on_the_surface_where_that_is_open(opened):
    presenter = opened("target-surface")
    presenter.viewing.look(canvases=("surface",))
    presenter.viewing.show_quantity("residual")
    assert canvases(presenter) == ("surface",)
    presenter.display.everything()
    assert presenter.window.arrangement.solid.title.startswith("Residual")


def test_training_brings_the_errors_course_and_it_can_be_put_away_again(opened, keys, qtbot):
    presenter = opened(edits.set_view(scene("vanishing-gradient").document, canvases=("input", "output")))
    keys(presenter, ".")
    qtbot.waitUntil(lambda: not presenter.control.running)
    assert presenter.window.arrangement.visible_names() == ["input", "output", "loss"]
    assert presenter.window.actions_["canvas_loss"].isChecked()
    presenter.window.actions_["canvas_loss"].trigger()
    qtbot.waitUntil(lambda: presenter.window.arrangement.visible_names() == ["input", "output"])
    assert presenter.session.document.step == 1
