"""A file gives its document back to the last bit, names the place of a fault, and is never half written."""

import errno
import json
import os
import re
import stat
import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnexplorer.model import carriers, layout, storage
from nnexplorer.model.classics import Recipe
from nnexplorer.model.data import CurveData, FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings, ViewSettings

GOLDEN = sorted((Path(__file__).parents[1] / "data").glob("version-*.nnx"))
NETWORK = {"W1": [[1, 2], [3, 4], [5, 6]], "b1": [1, 2, 3], "W2": [[1, 2, 3]], "b2": [0.5]}
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
FORMULA = {"kind": "formula", "formulas": ["x0"]}


def file(**changes):
    """The smallest file, with some of its fields changed; a field changed to ... is left out."""
    tree = {"format": "nnexplorer", "version": 1, "network": NETWORK, **changes}
    return json.dumps({name: value for name, value in tree.items() if value is not ...}).encode()


def network(**changes):
    return {"network": {name: value for name, value in {**NETWORK, **changes}.items() if value is not ...}}


def example():
    return storage.decode(file(title="Example"))


def assert_same(one, other):
    """Compare documents, networks or data field by field, floats to the last bit."""
    assert type(one) is type(other)
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            assert a.dtype == b.dtype == np.float64
            assert a.shape == b.shape
            assert a.tobytes() == b.tobytes()
        elif isinstance(a, Network | FormulaData | CurveData | PointData):
            assert_same(a, b)
        else:
            assert repr(a) == repr(b)


# What is kept


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_released_version_still_opens(path):
    document = storage.load(path)
    assert_same(storage.decode(storage.encode(document)), document)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_saving_what_was_loaded_gives_the_same_bytes(path, tmp_path):
    if json.loads(path.read_bytes())["version"] < len(layout.UPGRADES) + 1:
        pytest.skip("an older version is saved as today's")
    storage.save(storage.load(path), tmp_path / "again.nnx")
    assert (tmp_path / "again.nnx").read_bytes() == path.read_bytes()


def test_golden_file_holds_every_field_with_a_value_of_its_own():
    document = storage.load(GOLDEN[0].with_name("version-1.nnx"))
    usual = storage.decode(file())
    for part, other in (
        (document, usual),
        (document.training, usual.training),
        (document.view, usual.view),
        (document.network, usual.network),
        (document.start, usual.network),
    ):
        for field in fields(part):
            assert repr(getattr(part, field.name)) != repr(getattr(other, field.name)), field.name


def test_golden_files_hold_every_kind_of_data():
    kinds = {storage.load(path).data.kind for path in GOLDEN}
    assert kinds == {FormulaData.kind, CurveData.kind, PointData.kind}


@settings(max_examples=50, deadline=None)
@given(st.data(), st.integers(1, 3), st.integers(1, 4), st.integers(1, 2), st.integers(0, 3))
def test_any_numbers_come_back_to_the_last_bit(data, D, N, K, M):
    def draw(*shape):
        return data.draw(arrays.arrays(np.float64, shape, elements=FLOATS))

    net = Network(draw(N, D), draw(N), draw(K, N), draw(K), slope=data.draw(FLOATS))
    document = Document(net, PointData(draw(M, D), draw(M, K)), view=ViewSettings(bounds=((-1, 1),) * D))
    content = storage.encode(document)
    again = storage.decode(content)
    assert_same(again, document)
    assert storage.encode(again) == content


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text())
def test_any_words_come_back(title, caption):
    document = replace(example(), title=title, caption=caption)
    again = storage.decode(storage.encode(document))
    assert (again.title, again.caption) == (title, caption)


def test_arrays_of_an_opened_document_are_read_only():
    document = storage.load(GOLDEN[0])
    assert not document.network.W1.flags.writeable
    assert not document.X.flags.writeable


# What a file looks like


def test_file_is_readable_text_with_a_row_of_numbers_a_line():
    content = storage.encode(example())
    assert content == storage.encode(example())
    lines = content.decode().splitlines()
    assert lines[:4] == ["{", '  "format": "nnexplorer",', '  "version": 1,', '  "title": "Example",']
    assert "      [3.0, 4.0]," in lines
    assert content.endswith(b"}\n")


def test_one_changed_weight_is_one_changed_line():
    document = example()
    W1 = document.network.W1.copy()
    W1[1, 0] = 9
    changed = replace(document, network=document.network.replace(W1=W1))
    before, after = (storage.encode(it).splitlines() for it in (document, changed))
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


# What may be left out


def test_network_is_all_that_a_file_needs():
    document = storage.decode(file())
    assert document.training == TrainingSettings()
    assert document.view == ViewSettings()
    assert (document.title, document.caption, document.start, document.step) == ("Untitled", "", None, 0)
    assert (document.X.shape, document.Y.shape) == ((0, 2), (0, 1))
    assert (document.network.hidden, document.network.output, document.network.slope) == (
        "tanh",
        "identity",
        0.25,
    )


def test_view_of_a_network_of_one_input_is_a_line():
    changes = network(W1=[[1], [2], [3]])
    assert storage.decode(file(**changes)).view.bounds == ((-1.0, 1.0),)
    assert storage.decode(file(**changes, view={"slice_at": 2})).view.bounds == ((-1.0, 1.0),)
    assert storage.decode(file(**changes, data=FORMULA)).data.bounds == ((-1.0, 1.0),)


def test_empty_points_have_the_networks_shape():
    document = storage.decode(file(data={"kind": "points", "X": [], "Y": []}))
    assert (document.X.shape, document.Y.shape) == ((0, 2), (0, 1))


def test_fields_may_come_in_any_order_and_whole_numbers_be_written_for_floats():
    tree = json.loads(storage.encode(example()), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert_same(storage.decode(json.dumps(tree).encode()), example())


def test_rival_and_alternative_are_left_out_where_there_are_none():
    tree = json.loads(storage.encode(example()))
    assert {"rival", "rival_start", "alternative"} & set(tree) == set()
    given = storage.decode(file(rival=None, alternative=None))
    assert (given.rival, given.alternative) == (None, None)


def test_rival_and_alternative_come_back():
    alternative = FORMULA | {"formulas": ["x1"]}
    rivals = {"rival": {**NETWORK, "hidden": "relu"}, "rival_start": {**NETWORK, "hidden": "prelu"}}
    document = storage.decode(file(data=FORMULA, alternative=alternative, **rivals))
    assert (document.rival.hidden, document.rival_start.hidden) == ("relu", "prelu")
    assert document.alternative.formulas == ("x1",)
    content = storage.encode(document)
    assert_same(storage.decode(content), document)
    assert list(json.loads(content))[-3:] == ["rival", "rival_start", "alternative"]


# What is refused, and where

REFUSED = [
    (network(W1=[[1, 2], [3, 4], [5, 6, 7]]), "$.network.W1[2]: expected 2 numbers, got 3"),
    (network(W1=[[1, 2], [3, "4"], [5, 6]]), "$.network.W1[1][1]: expected a finite number, got '4'"),
    (
        network(W1=[[1, 2], [3, float("nan")], [5, 6]]),
        "$.network.W1[1][1]: expected a finite number, got NaN",
    ),
    (network(W1=[]), "$.network.b1: expected 0 numbers, got 3"),
    (network(W1=[], b1=[], W2=[[]]), "$.network: W1: expected the shape (N, D), got (0,)"),
    (network(W1=[[], [], []]), "$.network: W1: expected the shape (N, D), got (3, 0)"),
    (network(W1="weights"), "$.network.W1: expected a list, got 'weights'"),
    (network(b1=[1, 2]), "$.network.b1: expected 3 numbers, got 2"),
    (network(W2=[[1, 2]]), "$.network.W2[0]: expected 3 numbers, got 2"),
    (network(b2=[1, float("inf")]), "$.network.b2: expected 1 number, got 2"),
    (network(b2=[float("-inf")]), "$.network.b2[0]: expected a finite number, got -Infinity"),
    (network(b2=...), "$.network.b2: missing"),
    (network(b3=[1]), "$.network.b3: unknown field; known are W1, b1, W2, b2, hidden, output, slope"),
    (network(hidden="cosine"), "$.network.hidden: activation 'cosine' is not known"),
    (network(output=1), "$.network.output: expected text, got 1"),
    (network(slope=None), "$.network.slope: expected a finite number, got null"),
    ({"network": ...}, "$.network: missing"),
    ({"network": [1]}, "$.network: expected an object, got a list of 1"),
    ({"format": ...}, "$.format: expected 'nnexplorer', got null"),
    ({"format": "other"}, "$.format: expected 'nnexplorer', got 'other'"),
    ({"version": ...}, "$.version: expected a whole number, got null"),
    ({"version": "1"}, "$.version: expected a whole number, got '1'"),
    ({"version": 0}, "$.version: expected a version of at least 1, got 0"),
    (
        {"version": 2},
        "$.version: made by a newer nnexplorer (version 2); this one reads up to 1: update nnexplorer",
    ),
    ({"weights": 1}, "$.weights: unknown field; known are format, version, network, "),
    ({"title": 1}, "$.title: expected text, got 1"),
    ({"title": "\ud800"}, "$.title: title: expected text, got half a character"),
    ({"step": 1.5}, "$.step: expected a whole number, got 1.5"),
    ({"step": -1}, "$.step: step: expected a whole number of at least 0, got -1"),
    ({"start": NETWORK | {"b2": []}}, "$.start.b2: expected 1 number, got 0"),
    ({"start": {**NETWORK, "W2": [[1, 2, 3]] * 2, "b2": [1, 2]}}, "$.start: start: expected D = 2 and K = 1"),
    ({"training": None}, "$.training: expected an object, got null"),
    (
        {"training": {"optimizer": "rprop"}},
        "$.training.optimizer: optimiser: expected one of sgd, momentum, adam",
    ),
    (
        {"training": {"learning_rate": 0}},
        "$.training.learning_rate: learning rate: expected a number above 0",
    ),
    (
        {"training": {"batch_size": 0}},
        "$.training.batch_size: batch size: expected a whole number of at least 1",
    ),
    ({"training": {"batch_size": "all"}}, "$.training.batch_size: expected a whole number, got 'all'"),
    ({"training": {"loss": "hinge"}}, "$.training.loss: loss 'hinge' is not known; choose one of mse, "),
    ({"training": {"seed": True}}, "$.training.seed: expected a whole number, got true"),
    ({"training": {"rate": 1}}, "$.training.rate: unknown field; known are optimizer, learning_rate"),
    ({"view": {"notation": "E"}}, "$.view.notation: notation: expected one of e, xi, z, got 'E'"),
    ({"view": {"bounds": [[0, 1], [1, 1]]}}, "$.view.bounds: bounds: expected pairs (lo, hi) with lo < hi"),
    ({"view": {"bounds": [[0, 1], [1]]}}, "$.view.bounds[1]: expected 2 numbers, got 1"),
    ({"view": {"bounds": [[0, 1]]}}, "$.view: bounds: expected 2 for this network, got 1"),
    ({"view": {"probe": [1]}}, "$.view: probe: expected 2 for this network, got 1"),
    ({"view": {"frames": [[0, 0], [0]]}}, "$.view.frames[1]: expected 2 numbers, got 1"),
    ({"view": {"frames": [[0, 0]], "frame": 1}}, "$.view.frame: frame: expected a whole number from 0 to 0"),
    ({"view": {"selected": 3}}, "$.view: selected unit: expected a whole number from 0 to 2, got 3"),
    ({"view": {"canvases": ["input", "sky"]}}, "$.view.canvases: canvas: expected one of input, hidden"),
    ({"view": {"quantity": "e"}}, "$.view.quantity: quantity: expected one of target, e1, h, e2, y, residual, got 'e'"),
    ({"view": {"curves": ["tanh", "cos"]}}, "$.view.curves: curve: expected one of step, signum, "),
    ({"view": {"cells": 1}}, "$.view.cells: expected true or false, got 1"),
    ({"view": {"marks": None}}, "$.view.marks: expected true or false, got null"),
    ({"rival": {**NETWORK, "b1": [1]}}, "$.rival.b1: expected 3 numbers, got 1"),
    ({"rival": {**NETWORK, "W2": [[1, 2, 3]] * 2, "b2": [1, 2]}}, "$.rival: rival: expected D = 2 and K = 1"),
    ({"alternative": FORMULA | {"formulas": ["x7"]}}, "$.alternative.formulas[0]: formula 'x7': x7 at column 1"),
    ({"alternative": FORMULA | {"formulas": ["x0", "x1"]}}, "$.alternative: alternative: expected D = 2 and K = 1"),
    ({"data": {}}, "$.data.kind: expected formula, curve or points, got null"),
    ({"data": {"kind": ["formula"]}}, "$.data.kind: expected formula, curve or points, got a list of 1"),
    ({"data": {"kind": "formula"}}, "$.data.formulas: missing"),
    (
        {"data": FORMULA | {"formulas": ["x0", "sin(x5)"]}},
        "$.data.formulas[1]: formula 'sin(x5)': x5 at column 5",
    ),
    ({"data": FORMULA | {"formulas": [0]}}, "$.data.formulas[0]: expected text, got 0"),
    ({"data": FORMULA | {"formulas": []}}, "$.data: formulas: expected a list of one formula or more"),
    ({"data": FORMULA | {"formulas": ["x0", "x1"]}}, "$.data: data: expected D = 2 and K = 1"),
    ({"data": FORMULA | {"formulas": ["log(x0)"]}}, "$.data: formula 'log(x0)': expected finite values"),
    ({"data": FORMULA | {"points": 1}}, "$.data: points: expected a whole number from 2 to 1000000, got 1"),
    ({"data": FORMULA | {"points": 10**300}}, "$.data: points: expected a whole number from 2 to 1000000"),
    ({"data": FORMULA | {"index_base": 2}}, "$.data: index base: expected a whole number from 0 to 1, got 2"),
    ({"data": FORMULA | {"start": 0}}, "$.data.start: unknown field; known are kind, formulas, bounds"),
    (
        {"data": {"kind": "curve", "x": ["t", "u"], "y": ["t"], "start": 0, "stop": 1}},
        "$.data.x[1]: formula 'u': u at column 1 is not an input; inputs are t",
    ),
    (
        {"data": {"kind": "curve", "x": ["t"], "y": ["t"], "start": 1, "stop": 0}},
        "$.data: range of t: expected pairs (lo, hi) with lo < hi",
    ),
    ({"data": {"kind": "points", "X": [[1, 2], [1]], "Y": []}}, "$.data.X[1]: expected 2 numbers, got 1"),
    (
        {"data": {"kind": "points", "X": [[1, 2]], "Y": []}},
        "$.data.Y: expected as many rows as X has, 1, got 0",
    ),
]


@pytest.mark.parametrize(("changes", "fault"), REFUSED, ids=[fault for _, fault in REFUSED])
def test_fault_is_refused_in_its_place(changes, fault):
    with pytest.raises(ValueError, match=rf"\Amine\.nnx: {re.escape(fault)}.*\Z"):
        storage.decode(file(**changes), "mine.nnx")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.7",
        b"<svg/>",
        b"[" * 99999,
        b'{"format": 1e999}',
    ],
)
def test_foreign_file_is_refused_in_one_line(content):
    with pytest.raises(ValueError, match=r"^mine\.nnx: \$[^\n]+$"):
        storage.decode(content, "mine.nnx")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_file_that_something_was_done_to_opens_or_is_refused_in_one_line(data):
    content = GOLDEN[0].read_bytes()
    i = data.draw(st.integers(0, len(content)))
    j = data.draw(st.integers(i, min(len(content), i + 20)))
    refusal = None
    try:
        storage.decode(content[:i] + data.draw(st.binary(max_size=5)) + content[j:])
    except ValueError as error:
        refusal = str(error)
    assert refusal is None or re.fullmatch(r"document: \$.*", refusal)


def test_formula_in_a_file_is_never_run():
    with pytest.raises(ValueError, match=r"\$\.data\.formulas\[0\]"):
        storage.decode(file(data=FORMULA | {"formulas": ["__import__('os').abort()"]}))


# Older versions


def test_older_versions_climb_the_chain_of_upgrades(monkeypatch):
    def rename(tree):
        tree = dict(tree)
        tree["network"] = tree.pop("net")
        return tree

    def count_from_one(tree):
        return {**tree, "step": tree.get("step", 1) - 1}

    monkeypatch.setattr(layout, "UPGRADES", (rename, count_from_one))
    net = {"format": "nnexplorer", "net": NETWORK, "network": ..., "step": 5}
    assert storage.decode(file(**net, version=1)).step == 4
    assert storage.decode(file(version=2, step=5)).step == 4
    assert storage.decode(file(version=3, step=5)).step == 5
    assert json.loads(storage.encode(storage.decode(file(version=3))))["version"] == 3
    with pytest.raises(ValueError, match=r"newer nnexplorer \(version 4\); this one reads up to 3"):
        storage.decode(file(version=4))


# Writing


def test_save_and_load_are_inverse(tmp_path):
    path = tmp_path / "example.nnx"
    storage.save(example(), path)
    assert_same(storage.load(path), example())
    assert_same(storage.load(str(path)), example())
    assert list(tmp_path.iterdir()) == [tmp_path / "example.nnx"]


def test_fault_in_a_file_names_the_file(tmp_path):
    path = tmp_path / "broken.nnx"
    path.write_bytes(b"{}")
    fault = f"{path}: $.format: expected 'nnexplorer', got null"
    with pytest.raises(ValueError, match=rf"\A{re.escape(fault)}\Z"):
        storage.load(path)


PDF = (
    b"%PDF-1.4\n1 0 obj\n<<\n/Type /Catalog\n>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    b"trailer\n<<\n/Size 2 \n/Root 1 0 R\n>>\nstartxref\n48 \n%%EOF\n"
)
FIGURES = {"png": b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IEND\xaeB`\x82", "svg": b"<svg></svg>", "pdf": PDF}


@pytest.mark.parametrize("kind", FIGURES)
@pytest.mark.parametrize("ending", ["", ".nnx", ".png", ".PDF"])
def test_figure_opens_as_its_document_whatever_its_name(tmp_path, kind, ending):
    path = tmp_path / f"figure{ending}"
    path.write_bytes(carriers.embed(FIGURES[kind], kind, storage.encode(example())))
    assert_same(storage.load(path), example())
    storage.save(storage.load(path), path)
    assert path.read_bytes() == storage.encode(example())
    assert_same(storage.load(path), example())


@pytest.mark.parametrize("kind", FIGURES)
def test_figure_without_a_document_is_refused_by_its_name(tmp_path, kind):
    path = tmp_path / "figure"
    path.write_bytes(FIGURES[kind])
    told = f"{path}: this {kind.upper()} carries no document; open a figure saved by nnexplorer or an .nnx file"
    with pytest.raises(ValueError, match=rf"\A{re.escape(told)}\Z"):
        storage.load(path)


def test_fault_in_a_figures_document_has_its_place(tmp_path):
    path = tmp_path / "figure.svg"
    path.write_bytes(carriers.embed(FIGURES["svg"], "svg", file(step=-1)))
    with pytest.raises(ValueError, match=rf"\A{re.escape(str(path))}: \$\.step: "):
        storage.load(path)


def test_figure_of_gigabytes_is_refused_unread(tmp_path):
    path = tmp_path / "figure.png"
    path.write_bytes(FIGURES["png"])
    os.truncate(path, 2**40)  # a hole: it takes no room on the disk
    with pytest.raises(ValueError, match=r"figure\.png: this PNG is too large to carry a document: .* 512 MiB\Z"):
        storage.load(path)


def test_file_that_cannot_be_read_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        storage.load(tmp_path / "none.nnx")
    with pytest.raises(OSError):  # noqa: PT011 (which one depends on the system)
        storage.load(tmp_path)


def test_place_that_cannot_be_written_is_an_os_error_that_names_it(tmp_path):
    path = tmp_path / "none" / "example.nnx"
    with pytest.raises(FileNotFoundError) as error:
        storage.save(example(), path)
    assert error.value.filename == str(path)
    with pytest.raises(OSError):  # noqa: PT011 (which one depends on the system)
        storage.save(example(), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_failure_while_writing_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    path = tmp_path / "example.nnx"
    path.write_bytes(b"old")

    def fail(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OSError, match="No space left on device") as error:
        storage.save(example(), path)
    assert error.value.filename == str(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "example.nnx"]


def test_interruption_while_writing_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "example.nnx"
    path.write_bytes(b"old")

    def interrupt(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        storage.save(example(), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "example.nnx"]


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions as POSIX has them")


@POSIX
def test_link_goes_on_leading_to_the_document(tmp_path):
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "real.nnx", tmp_path / "link.nnx"
    target.write_bytes(b"old")
    link.symlink_to(target)
    storage.save(example(), link)
    assert link.is_symlink()
    assert target.read_bytes() == storage.encode(example())


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_of_an_existing_file_are_kept(tmp_path, mode):
    path = tmp_path / "example.nnx"
    path.touch()
    path.chmod(mode)
    storage.save(example(), path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@POSIX
def test_new_file_gets_the_permissions_of_any_new_file(tmp_path):
    storage.save(example(), tmp_path / "example.nnx")
    (tmp_path / "other").touch()
    assert (tmp_path / "example.nnx").stat().st_mode == (tmp_path / "other").stat().st_mode


@POSIX
def test_read_only_file_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "example.nnx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # an administrator may write everything
    with pytest.raises(PermissionError) as error:
        storage.save(example(), path)
    assert error.value.filename == str(path)
    assert path.read_bytes() == b"old"


@POSIX
def test_device_is_written_to_and_not_replaced():
    storage.save(example(), os.devnull)
    assert not Path(os.devnull).is_file()


def test_the_recipe_and_the_samples_held_out_come_back():
    data = PointData(np.arange(6.0).reshape(3, 2), np.ones((3, 1)), (0, 2))
    document = replace(example(), data=data, test_share=0.5, recipe=Recipe("moons", 3, 0.1, 4))
    again = storage.decode(storage.encode(document))
    assert (again.data.held, again.recipe) == ((0, 2), document.recipe)
    plain = storage.encode(replace(document, data=PointData(data.X, data.Y), recipe=None))
    assert b"held" not in plain
    assert b"recipe" not in plain


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"recipe": {"name": "mons"}}, r"\$\.recipe: data set: expected one of"),
        ({"recipe": {"name": "moons", "noise": 7}}, r"\$\.recipe: noise"),
        ({"recipe": {"seed": 7}}, r"\$\.recipe\.name: missing"),
        ({"data": {"kind": "points", "X": [[0, 0]], "Y": [[0]], "held": [1]}}, r"\$\.data\.held: held: expected"),
        ({"data": {"kind": "points", "X": [[0, 0]], "Y": [[0]], "held": [0.5]}}, r"\$\.data\.held\[0\]: expected"),
    ],
)
def test_a_wrong_recipe_or_sample_is_blamed_in_its_place(changes, told):
    with pytest.raises(ValueError, match=told):
        storage.decode(file(**changes))
