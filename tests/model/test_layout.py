"""How documents lie in JSON: which fields there are, in which order, and what older files become."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from nnexplorer.model import layout
from nnexplorer.model.lecture import scene
from nnexplorer.model.settings import SPARE
from nnexplorer.model.trees import Place, TreeError

NETWORK = {"W1": [[1, 2]], "b1": [0], "W2": [[3]], "b2": [0]}


@dataclass(frozen=True)
class Inner:
    """A part of something."""

    rows: np.ndarray
    late: int | None = field(default=None, metadata=SPARE)


@dataclass(frozen=True)
class Outer:
    """Something with parts."""

    name: str
    parts: tuple[Inner, ...]


def place(tree):
    return Place("$", tree)


def test_values_are_written_field_by_field_and_late_ones_only_where_they_differ():
    inner = Inner(np.array([[1.0, 2.0]]))
    assert layout.plain(Outer("a", (inner, replace(inner, late=3)))) == {
        "name": "a",
        "parts": [{"rows": [[1.0, 2.0]]}, {"rows": [[1.0, 2.0]], "late": 3}],
    }


def test_a_document_begins_with_its_words_and_names_the_kind_of_its_data():
    found = layout.fields_of(scene("semicircle-frames").document)
    assert list(found)[:3] == ["title", "section", "caption"]
    assert found["data"]["kind"] == "curve"
    assert "rival" not in found


def test_a_file_says_what_it_is_before_anything_else():
    tree = json.loads(layout.written({"network": NETWORK}))
    assert list(tree.items())[:2] == [("format", layout.FORMAT), ("version", len(layout.UPGRADES) + 1)]


def test_what_was_written_is_read_again():
    document = scene("second-layer-output").document
    again = layout.document(place(json.loads(json.dumps(layout.fields_of(document)))))
    assert layout.fields_of(again) == layout.fields_of(document)


@pytest.mark.parametrize(
    ("tree", "fault"),
    [
        ({"format": "other", "version": 1}, r"\$\.format: expected 'nnexplorer', got 'other'"),
        ({"version": 1}, r"\$\.format: expected 'nnexplorer', got null"),
        ({"format": "nnexplorer", "version": 0}, r"\$\.version: expected a version of at least 1, got 0"),
        ({"format": "nnexplorer", "version": 99}, r"\$\.version: made by a newer .*: update nnexplorer"),
        ({"format": "nnexplorer", "version": "1"}, r"\$\.version: expected a whole number, got '1'"),
    ],
)
def test_a_foreign_or_newer_file_is_refused(tree, fault):
    with pytest.raises(TreeError, match=f"^{fault}$"):
        layout.upgraded(place(tree))


def test_every_document_of_a_lecture_is_upgraded_and_what_is_none_is_left(monkeypatch):
    monkeypatch.setattr(layout, "UPGRADES", (lambda tree: tree | {"once": True}, lambda tree: tree | {"twice": True}))
    one = {"format": "nnexplorer", "version": 2}
    assert layout.upgraded(place(one)).value == one | {"twice": True}
    lecture = {"format": "nnexplorer", "version": 1, "kind": "lecture", "documents": [{}, 7]}
    assert layout.upgraded(place(lecture)).value["documents"] == [{"once": True, "twice": True}, 7]
    assert layout.upgraded(place(lecture | {"documents": None})).value["documents"] is None


def test_a_lecture_is_no_document():
    with pytest.raises(TreeError, match=r"^\$\.kind: this is a whole lecture, expected one document$"):
        layout.document(place({"format": "nnexplorer", "kind": "lecture", "documents": []}))


def test_fields_beside_the_documents_own_have_to_be_announced():
    tree = {"network": NETWORK, "version": 1}
    assert layout.document(place(tree), beside=("version",)).network.units == 1
    with pytest.raises(TreeError, match=r"^\$\.version: unknown field"):
        layout.document(place(tree))
