"""What the quantities of a step are called: by the lecture's letters, counted as the document counts."""

from __future__ import annotations

import pytest

from nnexplorer.gui.training.stage_parts import Names, stage
from nnexplorer.gui.words.notation import NOTATIONS, Symbols, plain


@pytest.mark.parametrize(
    ("notation", "base", "expected"),
    [
        ("e", 0, ["e2", "h2", "w(1)2", "b2", "w(2)2", "b(2)", "e(2)"]),
        ("z", 1, ["z3", "a3", "w(1)3", "b3", "w(2)3", "b(2)", "z(2)"]),
    ],
)
def test_names_follow_the_notation_and_the_first_index(notation, base, expected):
    names = Names(None, 2, Symbols(NOTATIONS[notation], base))
    found = (names.e, names.h, names.w, names.b, names.w2, names.b2, names.e2)
    assert [plain(name) for name in found] == expected


def test_a_stage_brings_out_what_it_names():
    made = stage("L", "The loss", "law", ["1", "2"], "y target error")
    assert (made.lit, made.numbers, made.backward) == ({"y", "target", "error"}, ("1", "2"), False)
    assert stage("L", "", "", [], "y", backward=True).backward
