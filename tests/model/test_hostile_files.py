"""Damaged, mistaken and hostile files are read or refused, in bounded time and memory."""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
import sys
import time
import warnings
import zlib
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nnexplorer.model import carriers, lectures, storage, tables, trees
from nnexplorer.model.formulas import parse
from nnexplorer.model.lecture import scenes

LONGEST_MESSAGE = 600

DOCUMENTS = [
    path.read_bytes()
    for path in (*sorted((Path(__file__).parents[1] / "data").glob("*.nnx")), *(scene.path for scene in scenes()[:4]))
]

DOCUMENT = (Path(__file__).parents[1] / "data" / "version-1.nnx").read_bytes()

HOSTILE = [
    0, -0.0, 1, -1, 2, 1e308, -1e308, 1e-300, 5e-324, float("inf"), float("nan"), 2**63, 10**400, 10**9, 1_000_000,
    None, True, False, "", "x", "\ud800", "\0", "\u0663", "a" * 3000, "tanh", "step", "formula", "points", "curve",
    "x0**x0**x0", "1e308*x0*10", "__import__('os').system('false')", [], {}, [[]], [1], [[1, 2], [3]],
    [[1e308, 1e308]] * 3, {"kind": "points"}, [0] * 5000,
]  # fmt: skip

SPLICES = [
    b"[", b"{", b'"', b"1e999", b"-", b"NaN", b"9" * 500, b"\\ud800", b"\xff", b"[" * 50_000, b"\0", b'{"a":1,"a":2}',
]  # fmt: skip


def changed(content, chance):
    """Return bytes with some of them changed, taken away or put in."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 3, 10])):
        changed = changed or bytearray(b" ")
        at, way = chance.randrange(len(changed)), chance.random()
        if way < 0.5:
            changed[at] = chance.randrange(256)
        elif way < 0.7:
            del changed[at : at + chance.choice([1, 5, 100])]
        elif way < 0.9:
            changed[at:at] = chance.choice(SPLICES)
        else:
            del changed[at:]
    return bytes(changed)


def places(tree, before=()):
    """All places in a tree, of long lists only the first few."""
    if before:
        yield before
    names = tree if isinstance(tree, dict) else range(min(len(tree), 4)) if isinstance(tree, list) else ()
    for name in names:
        yield from places(tree[name], (*before, name))


def grafted(tree, chance):
    """Return a tree of JSON in which some values are replaced, missing, moved or too many."""
    tree = copy.deepcopy(tree)
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        *way, last = chance.choice(list(places(tree)) or [("version",)])
        parent = tree
        for name in way:
            parent = parent[name]
        value, act = copy.deepcopy(chance.choice(HOSTILE)), chance.random()
        if act < 0.75:
            parent[last] = value
        elif act < 0.85:
            del parent[last]
        elif isinstance(parent, dict):
            parent[chance.choice(["kind", "frozen", "rival", "zz", "\ud800", "a b", "x" * 500])] = value
        else:
            parent.insert(0, value)
    return tree


def told_by(act):
    """Why something is refused, in what must be one short line; None if it is not."""
    try:
        act()
    except ValueError as refusal:
        told = str(refusal)
    else:
        return None
    assert "\n" not in told
    assert len(told) < LONGEST_MESSAGE
    return told


def check_document(content):
    """What is read can be written, and is then read as it was written; what is refused is told with its place."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = told_by(lambda: storage.decode(content, "my.nnx"))
        assert told is None or told.startswith("my.nnx: $")
        if told is None:
            written = storage.encode(storage.decode(content))
            assert storage.encode(storage.decode(written)) == written


# Documents ------------------------------------------------------------------------------------------------------------


def test_documents_with_changed_bytes(row):
    chance = random.Random(1)
    with row("Document: bytes changed, cut, put in") as tally:
        for _ in range(1500):
            content = changed(chance.choice(DOCUMENTS), chance)
            with tally.case(content):
                check_document(content)


def test_documents_with_changed_values(row):
    chance, made = random.Random(2), [json.loads(content) for content in DOCUMENTS]
    with row("Document: values of wrong type, size or place") as tally:
        for _ in range(1000):
            content = json.dumps(grafted(chance.choice(made), chance)).encode()
            with tally.case(content):
                check_document(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(HOSTILE),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def test_documents_of_any_json(row):
    names = [*json.loads(DOCUMENT), *json.loads(DOCUMENT)["network"]]
    with row("Document: any JSON in any field") as tally:

        @settings(max_examples=150, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
        @given(st.sampled_from(names), JSON)
        def try_one(name, value):
            tree = json.loads(DOCUMENT)
            (tree if name in tree else tree["network"])[name] = value
            with tally.case((name, value)):
                check_document(json.dumps(tree).encode())

        try_one()


# Each of them is a few megabytes that would be gigabytes, or minutes, if they were taken at their word.
BOMBS = r"""
import resource, sys, time, zlib, base64
resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
from nnexplorer.model import storage

def chunk(name, content):
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")

def zeros(many):
    packer = zlib.compressobj(9)
    first, other = (packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + other * (many - 1) + packer.flush()

HEAD = b'{"format": "nnexplorer", "version": 1, "network": '
bomb, png, pdf = zeros(3 << 10), bytes.fromhex("89504e470d0a1a0a"), b"%PDF-1.4 /NNEX_Document >>\nstream\n"
text = base64.b64encode(bomb)
svg = b'<svg xmlns="http://www.w3.org/2000/svg">%b<nnexplorer:document xmlns:nnexplorer="urn:nnexplorer:document">'
entities = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%b">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)) + b"]>"
outside = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
CASES = {
    "a PNG's text that unpacks to 3 GiB": png + chunk(b"iTXt", b"nnexplorer" + bytes(5) + text) + chunk(b"IEND", b""),
    "an SVG's text that unpacks to 3 GiB": svg % b"" + text + b"</nnexplorer:document></svg>",
    "a PDF's attachment that unpacks to 3 GiB": pdf + bomb + b"\nendstream %%EOF",
    "a PNG of a million chunks": png + chunk(b"tEXt", b"") * 1_000_000 + chunk(b"IEND", b""),
    "a PNG whose chunk says it has 4 GiB": png + b"\xff\xff\xff\xffiTXt" + bytes(100),
    "a billion laughs": b"<?xml version='1.0'?>" + entities + svg % b"" + b"&j;</nnexplorer:document></svg>",
    "an SVG that asks for a file": outside + svg % b"" + b"&x;</nnexplorer:document></svg>",
    "lists in lists": HEAD + b"[" * 10_000_000,
    "objects in objects": HEAD + b'{"a":' * 5_000_000,
    "twenty million lists": HEAD + b"[" + b"[]," * 20_000_000 + b"[]]}",
    "seventy million commas": HEAD + b"[" + b"," * 70_000_000 + b"]}",
    "a number of twenty million digits": HEAD + b"9" * 20_000_000 + b"}",
    "eight million lists": HEAD + b"[" + b"[]," * 8_000_000 + b"[]]}",
    "three million numbers": HEAD + b"[" + b"0.5," * 3_000_000 + b"0]}",
    "half a million objects": HEAD + b"[" + b'{"a":{}},' * 500_000 + b"0]}",
    "a text without an end": HEAD + b'"' + b"x" * 20_000_000,
    "white space": b" " * 50_000_000,
    "zeros": bytes(50_000_000),
}
for name, content in CASES.items():
    begun = time.process_time()
    path = sys.argv[1] + "/hostile"
    with open(path, "wb") as file:
        file.write(content)
    try:
        storage.load(path)
        told = "was opened"
    except ValueError as refusal:
        told = str(refusal)
    except BaseException as fault:
        told = type(fault).__name__
    print(f"{time.process_time() - begun:.2f}\t{name}\t{told}")
"""

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited Linux's way")


@on_linux
def test_bombs_are_refused_within_three_gigabytes_and_some_seconds(row, tmp_path):
    command = [sys.executable, "-c", BOMBS, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    with row("Bombs: packed data, nesting, endless numbers, entities") as tally:
        for line in ended.stdout.splitlines():
            with tally.case(line):
                seconds, _name, told = line.split("\t")
                assert float(seconds) < 10
                assert told.startswith(f"{tmp_path}/hostile: ")
                assert len(told) < LONGEST_MESSAGE
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_file_without_an_end_is_refused(monkeypatch):
    monkeypatch.setattr(trees, "LARGEST_FILE", 2**20)
    with pytest.raises(ValueError, match=r"/dev/zero: \$: expected at most 1 MiB, got more"):
        storage.load("/dev/zero")


def test_what_could_not_be_read_again_is_not_written(tmp_path, monkeypatch):
    document = scenes()[0].document
    storage.save(document, tmp_path / "a.nnx")
    monkeypatch.setattr(trees, "LARGEST_FILE", 100)
    with pytest.raises(ValueError, match="expected at most 0 MiB"):
        storage.save(document, tmp_path / "a.nnx")
    monkeypatch.undo()
    assert storage.encode(storage.load(tmp_path / "a.nnx")) == storage.encode(document)


# Lectures -------------------------------------------------------------------------------------------------------------

LECTURE = json.loads((Path(__file__).parents[1] / "data" / "lecture-version-1.nnx").read_bytes())
SMALL = {"network": {"W1": [[1, 0]], "b1": [0], "W2": [[1]], "b2": [0]}}
IDS = [
    "a", "A", "", " ", ".", "..", "../a", "a/b", "a\\b", "con", "a\n", "\0", "\ud800", "\u202e", "x" * 100, "x" * 101,
    "\U0001f600" * 100, "-o", "%s", "<b>", "*", 1, None, [], {}, "a:b", "e\u0301", "\u0663",
]  # fmt: skip


def check_lecture(content):
    """What is read can be written, and is then read as it was written; what is refused is told with its place."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = told_by(lambda: lectures.decode(content, "my.nnx"))
        assert told is None or told.startswith("my.nnx: $")
        if told is None:
            lecture = lectures.decode(content)
            assert lectures.encode(lectures.decode(lectures.encode(lecture))) == lectures.encode(lecture)
            assert len({scene.id for scene in lecture.scenes}) == len(lecture.scenes)


def hostile_lectures(chance):
    """Lectures with changed bytes and values, foreign, equal and missing ids, in one another, of no length and all."""
    made = json.dumps(LECTURE).encode()
    for _ in range(200):
        yield changed(made, chance)
        yield json.dumps(grafted(LECTURE, chance)).encode()
    for one in IDS:
        for other in chance.sample(IDS, 6):
            yield json.dumps(LECTURE | {"documents": [SMALL | {"id": one}, SMALL, SMALL | {"id": other}]}).encode()
    nested = LECTURE
    for _ in range(5):
        nested = LECTURE | {"documents": [nested]}
        yield json.dumps(nested).encode()
    for many in (0, 1, 2000, 2001, 100_000):
        yield json.dumps(LECTURE | {"documents": [SMALL] * many}).encode()
        yield json.dumps(LECTURE | {"documents": [SMALL | {"id": "a"}] * many}).encode()


def test_hostile_lectures(row):
    with row("Lecture: bytes, values and ids changed, nested, without end") as tally:
        for content in hostile_lectures(random.Random(10)):
            with tally.case(content):
                begun = time.process_time()
                check_lecture(content)
                assert time.process_time() - begun < 20


def test_a_folder_without_end_or_with_a_pipe_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a.nnx").write_bytes(DOCUMENT)
    (tmp_path / "b.nnx").write_bytes(DOCUMENT)
    monkeypatch.setattr(lectures, "MOST_SCENES", 1)
    with pytest.raises(ValueError, match="expected at most 1 documents, got 2"):
        lectures.opened(tmp_path)
    monkeypatch.setattr(lectures, "MOST_SCENES", 2)
    lecture = lectures.opened(tmp_path)
    monkeypatch.setattr(lectures, "MOST_SCENES", 1)
    with pytest.raises(ValueError, match="expected at most 1 documents, got 2"):
        lectures.encode(lecture)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "c.nnx")
        monkeypatch.undo()
        with pytest.raises(ValueError, match="this is no file but a pipe"):
            lectures.opened(tmp_path)


# Figures --------------------------------------------------------------------------------------------------------------

PDF = (
    b"%PDF-1.4\n1 0 obj\n<<\n/Type /Catalog\n>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    b"trailer\n<<\n/Size 2 \n/Root 1 0 R\n>>\nstartxref\n48 \n%%EOF\n"
)
FIGURES = {
    "PNG": b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IEND" + zlib.crc32(b"IEND").to_bytes(4, "big"),
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    "PDF": PDF,
}


@pytest.mark.parametrize("kind", FIGURES)
def test_figures_with_hostile_documents(row, tmp_path, kind):
    chance, path = random.Random(kind), tmp_path / "figure"
    with row(f"{kind}: hostile document inside, bytes changed") as tally:
        for turn in range(300):
            content = DOCUMENTS[turn % len(DOCUMENTS)]
            if turn % 2:
                content = carriers.embed(FIGURES[kind], kind.lower(), changed(content, chance) or b" ")
            else:
                content = changed(carriers.embed(FIGURES[kind], kind.lower(), content), chance)
            path.write_bytes(content)
            with tally.case(content):
                told = told_by(lambda: storage.load(path))
                assert told is None or told.startswith(f"{path}: ")


# Tables ---------------------------------------------------------------------------------------------------------------

TABLE = "\n".join(["x0,x1,y0", *(f"{i / 7:.6f},{-i},{i * 1e-3}" for i in range(20))])
TABLES = [
    TABLE.encode(), TABLE.replace(",", ";").encode(), TABLE.replace(",", ";").replace(".", ",").encode(),
    TABLE.encode("utf-8-sig"), TABLE.encode("utf-16"), TABLE.replace("\n", "\r\n").encode(), TABLE[:8].encode(), b"",
]  # fmt: skip
CELLS = [
    b",", b";", b";,", b'"', b'""', b"\n", b"\r", b"\n\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"1e999", b"nan",
    b"inf", b"\xd9\xa3", b"1_0", b"0x10", b"1,5", b"1.000,5", b" ", b"\t", b"=cmd|' /C calc'!A0", b"9" * 400,
    b"x" * 100_001, "\u2212".encode(), b"x0", b"--1", b"1e", b"\x1a", "\u00a0".encode(),
]  # fmt: skip


def test_tables_with_changed_cells(row, tmp_path):
    chance, path = random.Random(3), tmp_path / "a.csv"
    with row("CSV: ragged, binary, NUL, encodings, marks, headers") as tally:
        for _ in range(1000):
            content = bytearray(chance.choice(TABLES))
            for _ in range(chance.choice([0, 1, 1, 2, 5])):
                at = chance.randrange(len(content) + 1)
                content[at : at + chance.choice([0, 0, 1, 8, 30])] = chance.choice(CELLS)
            path.write_bytes(content)
            with tally.case(bytes(content)):
                told = told_by(lambda: tables.read_csv(path))
                assert told is None or told.startswith(f"{path}: line ")
                if told is None:
                    X, Y = tables.read_csv(path)
                    assert len(X) == len(Y) > 0


LARGE_TABLE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from nnexplorer.model import tables
try:
    tables.read_csv(sys.argv[1])
except ValueError as refusal:
    print(refusal)
"""


@on_linux
@pytest.mark.parametrize("line", [b"1,2,3\n", b"\n", b"0.12345678901234567,0.12345678901234567,0.12345678901234567\n"])
def test_a_table_of_half_a_gigabyte_is_refused_within_a_gigabyte(tmp_path, line, request):
    if not request.config.getoption("--large"):
        pytest.skip("takes a minute: --large")
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(b"x0,x1,y0\n")
        for _ in range(512):
            file.write(line * (2**20 // len(line)))
    command = [sys.executable, "-c", LARGE_TABLE, str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert " expected at most " in ended.stdout


# Formulas -------------------------------------------------------------------------------------------------------------

ATOMS = [
    "x0", "x1", "t", "1", "1e308", "1e-308", "1e309", "9" * 400, "pi", "e", ".", "0x1", "1_0", "\u0663", "\u00b2",
    "x0.real", "__import__", "lambda", "x0[0]", "sin", "sin(", "max(", "(", ")", "**", "^", "*", "/", "+", "-", "%",
    "//", "@", "=", ",", " ", "\n", "\0", "\ud800", "'", "0", "1e308**2", "9**9**9**9", "sqrt(-1)", "1/0", "inf", "j",
]  # fmt: skip
NESTED = [
    "(" * 10_000, "-" * 999, "sin(" * 200 + "x0" + ")" * 200, "2**" * 300 + "2", "x0" * 500, "+".join(["x0"] * 330),
    "(" * 49 + "x0" + ")" * 49, "max(" + ",".join(["x0"] * 300) + ")", "x0**" * 45 + "x0", "a" * 10**6, "",
]  # fmt: skip


def test_formulas_of_any_pieces(row):
    chance = random.Random(4)
    texts = NESTED + ["".join(chance.choices(ATOMS, k=chance.randrange(1, 12))) for _ in range(4000 - len(NESTED))]
    with row("Formula: nesting, powers, names, digits, length") as tally:
        for text in texts:
            with tally.case(text), warnings.catch_warnings():
                warnings.simplefilter("error")
                if told_by(lambda text=text: parse(text, ("x0", "x1"))) is None:
                    values = parse(text, ("x0", "x1")).evaluate({"x0": [0.0, 1e308, -1.0], "x1": [1.0, 1e-308, 0.0]})
                    assert values.shape == (3,)
