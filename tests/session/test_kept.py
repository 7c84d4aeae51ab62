"""A kept run's net is looked at as today's document is, whatever it was when it was kept."""

from dataclasses import replace

import pytest

from nnexplorer.model import edits
from nnexplorer.model.lecture import scene
from nnexplorer.session.kept import KeptRun


@pytest.mark.parametrize("selected", [None, 1, 4])
def test_a_kept_net_is_seen_on_todays_data_and_in_todays_view(selected):
    old = scene("second-layer-output").document
    kept = KeptRun(old, ([0], [1.0]), ([], []), 1.0, 1.0)
    today = edits.set_view(edits.set_units(old, 5), slice_at=0.5, selected=selected)
    today = replace(today, data=replace(old.data, points=7))
    seen = kept.seen_as(today)
    assert seen.network is old.network
    assert seen.data is today.data
    assert seen.view.slice_at == 0.5
    assert seen.view.selected == (None if selected is None else 1)


def test_it_suits_documents_of_as_many_inputs_and_outputs():
    old = scene("second-layer-output").document
    kept = KeptRun(old, ([0], [1.0]), ([], []), 1.0, 1.0)
    assert kept.suits(edits.set_units(old, 9))
    assert not kept.suits(scene("semicircle-frames").document)
