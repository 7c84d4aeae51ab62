"""Lectures of one's own: arranged, kept as one file of every version, and refused with the place of the fault."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from nnexplorer.model import layout, lecture, lectures, storage
from nnexplorer.model.document import Document

DATA = Path(__file__).parents[1] / "data"
GOLDEN = DATA / "lecture-version-1.nnx"
NETWORK = {"W1": [[1, 2], [3, 4]], "b1": [1, 2], "W2": [[1, 2]], "b2": [0.5]}


def entry(title="Lines", **changes):
    return {"title": title, "network": NETWORK, **changes}


def file(*documents, **changes):
    """A file of these documents, with some of its fields changed; a field changed to ... is left out."""
    head = {"format": "nnexplorer", "version": 1, "kind": "lecture", "title": "Mine"}
    tree = head | {"documents": list(documents or [entry()])} | changes
    return json.dumps({name: value for name, value in tree.items() if value is not ...}).encode()


def titled(title):
    return replace(lecture.scene("unit-step").document, title=title)


@pytest.fixture
def mine():
    """A lecture of three scenes."""
    return lectures.decode(file(entry("Lines"), entry("Planes"), entry("Planes")))


def ids(found):
    return [scene.id for scene in found.scenes]


# Files --------------------------------------------------------------------------------------------------------------


def test_the_first_version_opens_for_ever():
    found = lectures.load(GOLDEN)
    assert found.title == "Every kind of data"
    assert ids(found) == ["curve", "formula", "points"]
    assert [scene.number for scene in found.scenes] == [1, 2, 3]
    for scene, name in zip(found.scenes, ("version-1", "version-1-formula", "version-1-points"), strict=True):
        assert storage.encode(scene.document) == (DATA / f"{name}.nnx").read_bytes()


def test_saving_what_was_loaded_gives_the_same_bytes(tmp_path):
    lectures.save(lectures.load(GOLDEN), tmp_path / "again.nnx")
    assert (tmp_path / "again.nnx").read_bytes() == GOLDEN.read_bytes()


def test_the_shipped_lecture_becomes_one_file_and_stays_what_it_is(tmp_path):
    lectures.save(lectures.shipped(), tmp_path / "all.nnx")
    found = lectures.load(tmp_path / "all.nnx")
    assert ids(found) == [scene.id for scene in lecture.scenes()]
    for again, scene in zip(found.scenes, lecture.scenes(), strict=True):
        assert storage.encode(again.document) == scene.path.read_bytes()


def test_a_document_and_a_lecture_are_told_apart(tmp_path):
    (tmp_path / "lecture.nnx").write_bytes(file())
    storage.save(lecture.scene("unit-step").document, tmp_path / "document.nnx")
    assert isinstance(lectures.opened(tmp_path / "lecture.nnx"), lectures.Lecture)
    assert isinstance(lectures.opened(tmp_path / "document.nnx"), Document)
    with pytest.raises(ValueError, match=r"\$\.kind: missing; this is a document, expected a lecture"):
        lectures.load(tmp_path / "document.nnx")
    with pytest.raises(ValueError, match=r"\$\.kind: this is a whole lecture, expected one document"):
        storage.load(tmp_path / "lecture.nnx")


def test_scenes_written_by_hand_without_ids_are_called_by_their_titles(mine):
    assert ids(mine) == ["lines", "planes", "planes-2"]


def test_a_lecture_within_a_lecture_is_refused():
    with pytest.raises(ValueError, match=r"\$\.documents\[0\]\.kind: this is a whole lecture"):
        lectures.decode(file(json.loads(file())))


WIDE = {"network": NETWORK | {"W1": [[1, 2], [3, 4, 5]]}}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (file(entry(), entry(), entry(**WIDE)), "$.documents[2].network.W1[1]: expected 2 numbers, got 3"),
        (file(entry(), {"title": "bare"}), "$.documents[1].network: missing"),
        (file(entry(), 7), "$.documents[1]: expected an object, got 7"),
        (file(entry(colour="red")), "$.documents[0].colour: unknown field; known are id, network"),
        (file(documents=...), "$.documents: missing"),
        (file(documents=[]), "$.documents: expected at least one document, got a list of 0"),
        (file(documents={}), "$.documents: expected a list, got an object"),
        (file(title=3), "$.title: expected text, got 3"),
        (file(title="\ud800"), "$.title: title: expected text, got half a character"),
        (file(author="me"), "$.author: unknown field; known are format, version, kind, title, documents"),
        (file(kind="talk"), "$.kind: expected 'lecture', got 'talk'"),
        (file(format="other"), "$.format: expected 'nnexplorer', got 'other'"),
        (file(version=2), "$.version: made by a newer nnexplorer (version 2); this one reads up to 1"),
        (file(version=0), "$.version: expected a version of at least 1, got 0"),
        (file(entry(id="a"), entry(id="a")), "$.documents[1].id: 'a' is the id of $.documents[0] already"),
        (file(entry(id=None)), "$.documents[0].id: expected text, got null"),
        (file(entry(id="")), "$.documents[0].id: expected a name that a file can have"),
        (file(entry(id="../up")), "$.documents[0].id: expected a name that a file can have"),
        (file(entry(id=".hidden")), "$.documents[0].id: expected a name that a file can have"),
        (file(entry(id="a" * 101)), "$.documents[0].id: expected a name that a file can have"),
        (b"[", "$: no JSON at line 1"),
        (b"[]", "$: expected an object"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(content, fault):
    with pytest.raises(ValueError, match=rf"\Amine\.nnx: {re.escape(fault)}[^\n]*\Z"):
        lectures.decode(content, "mine.nnx")


def test_documents_of_older_versions_climb_the_chain_of_upgrades(monkeypatch):
    def rename(tree):
        tree = dict(tree)
        tree["network"] = tree.pop("net")
        return tree

    monkeypatch.setattr(layout, "UPGRADES", (rename,))
    found = lectures.decode(file({"title": "old", "net": NETWORK}, entry(net=NETWORK)))
    assert [scene.title for scene in found.scenes] == ["old", "Lines"]
    assert json.loads(lectures.encode(found))["version"] == 2
    with pytest.raises(ValueError, match=r"\$\.documents: expected a list"):
        lectures.decode(file(documents=3))


def test_an_id_that_no_file_can_have_is_refused_before_anything_is_written(mine, tmp_path):
    (path := tmp_path / "mine.nnx").write_text("before")
    wrong = replace(mine, scenes=(lecture.Scene.of("a/b", 1, mine.scenes[0].document),))
    with pytest.raises(ValueError, match=r"\$\.documents\[0\]\.id: expected a name that a file can have"):
        lectures.save(wrong, path)
    assert path.read_text() == "before"


# Arranging ----------------------------------------------------------------------------------------------------------


def test_scenes_are_added_moved_and_removed(mine):
    more = mine.added(titled("Unit step"), after=0)
    assert ids(more) == ["lines", "unit-step", "planes", "planes-2"]
    assert ids(more.added(more.scenes[0].document)) == [*ids(more), "lines-2"]
    assert ids(more.moved(0, 3)) == ["unit-step", "planes", "planes-2", "lines"]
    assert ids(more.moved(3, 0)) == ["planes-2", "lines", "unit-step", "planes"]
    assert ids(more.removed(1)) == ids(mine)
    for one in (more, more.moved(0, 3), more.removed(1)):
        assert [scene.number for scene in one.scenes] == list(range(1, len(one.scenes) + 1))
    assert ids(mine) == ["lines", "planes", "planes-2"], "the lecture itself stays as it is"


def test_a_changed_scene_keeps_its_name_and_place(mine):
    other = replace(mine.scenes[1].document, title="Half-planes", caption="Look.")
    found = mine.changed(1, other)
    assert (ids(found), found.scenes[1].title, found.place("planes")) == (ids(mine), "Half-planes", 1)
    assert found.scenes[0].document is mine.scenes[0].document


def test_the_last_scene_stays():
    alone = lectures.begun(titled("Unit step"))
    assert ids(alone) == ["unit-step"]
    with pytest.raises(ValueError, match="at least one scene"):
        alone.removed(0)


@pytest.mark.parametrize(
    ("title", "used", "wanted"),
    [
        ("Example #2: what follows", [], "example-2-what-follows"),
        ("Größe", [], "größe"),
        ("???", [], "scene"),
        ("Lines", ["lines", "lines-2"], "lines-3"),
    ],
)
def test_an_id_is_made_of_the_title(title, used, wanted):
    assert lectures.unused_id(title, used) == wanted


def test_an_id_of_a_long_title_can_be_saved():
    found = lectures.begun(titled("long " * 100))
    assert ids(lectures.decode(lectures.encode(found))) == ids(found)


# Folders ------------------------------------------------------------------------------------------------------------


def test_folder_of_documents_is_a_lecture_of_ones_own(tmp_path):
    document = lecture.scene("classifier-output").document
    for name, title in (("10 last.NNX", ""), ("9b.nnx", "Lines"), ("9a.nnx", "Planes")):
        storage.save(replace(document, title=title), tmp_path / name)
    (tmp_path / "notes.txt").write_text("nothing")
    found = lectures.opened(tmp_path)
    assert found.title == tmp_path.name
    assert [(it.id, it.number, it.title) for it in found.scenes] == [
        ("9a", 1, "Planes"),
        ("9b", 2, "Lines"),
        ("10 last", 3, "10 last"),
    ]
    assert found.scenes[2].network.W1.tolist() == document.network.W1.tolist()


def test_a_folder_can_be_saved_as_one_file(tmp_path):
    for name in ("b", "a"):
        storage.save(titled(name), tmp_path / f"{name}.nnx")
    found = lectures.decode(lectures.encode(lectures.folder(tmp_path)))
    assert [(scene.id, scene.title) for scene in found.scenes] == [("a", "a"), ("b", "b")]


def test_folder_without_documents_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"found none that ends in \.nnx"):
        lectures.folder(tmp_path)


def test_folder_is_read_before_it_is_shown(tmp_path):
    (tmp_path / "broken.nnx").write_text("{")
    with pytest.raises(ValueError, match=r"broken\.nnx"):
        lectures.folder(tmp_path)
