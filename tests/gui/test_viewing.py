"""The View menu: looks are changed, and no step of undo is made."""

from __future__ import annotations

from nnexplorer.gui.palettes import PALETTES
from nnexplorer.model.settings import NOTATIONS


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
