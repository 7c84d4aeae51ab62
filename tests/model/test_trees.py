"""Trees of JSON give what is wanted or name the place of the fault, and are written line by line."""

import json
import math

import pytest

from nnexplorer.model import trees
from nnexplorer.model.trees import Place, TreeError


def place(value):
    return Place("$.a", value)


@pytest.mark.parametrize(
    ("reader", "value", "wanted"),
    [
        (trees.text, "caf\u00e9", "caf\u00e9"),
        (trees.whole, 3, 3),
        (trees.number, 3, 3.0),
        (trees.numbers, [1, 2.5], (1.0, 2.5)),
        (trees.numbers, [], ()),
        (trees.rows, [[1, 2], [3, 4]], ((1.0, 2.0), (3.0, 4.0))),
        (trees.texts, ["a", "b"], ("a", "b")),
        (trees.optional(trees.whole), None, None),
        (trees.optional(trees.whole), 3, 3),
    ],
)
def test_what_fits_is_read(reader, value, wanted):
    assert reader(place(value)) == wanted


@pytest.mark.parametrize(
    ("reader", "value", "fault"),
    [
        (trees.text, 3, "$.a: expected text, got 3"),
        (trees.text, None, "$.a: expected text, got null"),
        (trees.whole, 3.0, "$.a: expected a whole number, got 3.0"),
        (trees.whole, True, "$.a: expected a whole number, got true"),
        (trees.number, "3", "$.a: expected a finite number, got '3'"),
        (trees.number, math.nan, "$.a: expected a finite number, got NaN"),
        (trees.number, -math.inf, "$.a: expected a finite number, got -Infinity"),
        (trees.number, 10**350, "$.a: expected a finite number, got 1000"),
        (trees.number, False, "$.a: expected a finite number, got false"),
        (trees.numbers, 1, "$.a: expected a list of numbers, got 1"),
        (trees.numbers, [0, None], "$.a[1]: expected a finite number, got null"),
        (trees.rows, {}, "$.a: expected a list, got an object"),
        (trees.rows, [[1, 2], [1]], "$.a[1]: expected 2 numbers, got 1"),
        (trees.rows, [[1], [1, 2]], "$.a[1]: expected 1 number, got 2"),
        (trees.rows, [[1], [math.inf]], "$.a[1][0]: expected a finite number, got Infinity"),
        (trees.texts, ["a", ["b"]], "$.a[1]: expected text, got a list of 1"),
    ],
)
def test_what_does_not_fit_is_refused_in_its_place(reader, value, fault):
    with pytest.raises(TreeError) as error:
        reader(place(value))
    assert str(error.value).startswith(fault)


def test_fields_are_checked_for_strangers_and_for_what_is_missing():
    here = place({"x": 1, "y": 2})
    assert here.fields(["x", "y", "z"], required=["x"])["y"] == Place("$.a.y", 2)
    with pytest.raises(TreeError, match=r"^\$\.a\.y: unknown field; known are x, z$"):
        here.fields(["x", "z"])
    with pytest.raises(TreeError, match=r"^\$\.a\.z: missing$"):
        here.fields(["x", "y", "z"], required=["z"])
    with pytest.raises(TreeError, match=r"^\$\.a: expected an object, got a list of 0$"):
        place([]).fields(["x"])


def test_strange_name_of_a_field_stays_on_one_line():
    with pytest.raises(TreeError) as error:
        place({"a\nb" * 1000: 1}).fields(["x"])
    assert len(str(error.value)) < 100
    assert "\n" not in str(error.value)


def test_error_of_who_refuses_gets_the_place_once():
    with (
        pytest.raises(TreeError, match=r"^\$\.a\.b: too small$"),
        place({}).blamed(),
        Place("$.a.b", 1).blamed(),
    ):
        raise ValueError("too small")


def test_field_that_makes_it_fail_is_blamed():
    def make(low=0, high=9):
        if low > high:
            raise ValueError("low is above high")
        return low, high

    readers = {"low": trees.whole, "high": trees.whole}
    assert trees.made(make, {"low": 1}, readers, place({"high": 5}).fields(readers)) == (1, 5)
    with pytest.raises(TreeError, match=r"^\$\.a\.high: low is above high$"):
        trees.made(make, {}, readers, place({"high": 1, "low": 5}).fields(readers))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "$: no JSON at line 1, column 1: Expecting value"),
        (b'{"a": 1,\n "b" 2}', "$: no JSON at line 2, column 6: Expecting ':' delimiter"),
        (b"[1] 2", "$: no JSON at line 1, column 5: Extra data"),
        (b'{"a": "\xff"}', "$: expected UTF-8 text, got byte 0xff at 7"),
        (b'{"a": 1, "a": 2}', "$: the field 'a' stands twice in one object"),
        (b"[" * 100_000, "$: lists and objects are nested too deeply"),
        (b'{"a":' * 100_000, "$: lists and objects are nested too deeply"),
    ],
)
def test_what_is_no_json_is_refused(content, fault):
    with pytest.raises(TreeError) as error:
        trees.parse_tree(content)
    assert str(error.value) == fault


def test_endless_number_is_left_to_be_refused_in_its_place():
    tree = trees.parse_tree(b"[" + b"1" * 5000 + b", 1e999, NaN]")
    assert tree[:2] == [math.inf, math.inf]
    assert math.isnan(tree[2])


def test_byte_order_mark_is_skipped():
    assert trees.parse_tree(b"\xef\xbb\xbf[1]") == [1]


def test_tree_is_written_with_a_row_a_line():
    tree = {"a": {"b": [[1.0, -0.0], [1e-300, 0.1]], "c": [], "d": {}}, "e": ["\u2192", "\n"], "f": None}
    assert trees.format_tree(tree) == (
        '{\n  "a": {\n    "b": [\n      [1.0, -0.0],\n      [1e-300, 0.1]\n    ],\n    "c": [],\n'
        '    "d": {}\n  },\n  "e": ["\u2192", "\\n"],\n  "f": null\n}'
    )
    assert json.loads(trees.format_tree(tree)) == tree


def test_number_that_is_not_finite_is_never_written():
    with pytest.raises(ValueError, match="not JSON compliant"):
        trees.format_tree([math.nan])
