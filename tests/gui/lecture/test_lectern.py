"""A lecture of one's own in the window: opened from a file or a folder, walked through, edited and saved."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl

from nnexplorer.gui.files import recent
from nnexplorer.gui.files.keepsakes import abandoned
from nnexplorer.gui.panels.scene_list import ID, SceneList
from nnexplorer.model import lectures, storage
from nnexplorer.model.lecture import scene, scenes

EXAMPLE = "second-layer-output"
TITLES = ("Lines", "Planes", "Frames")

pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture
def mine(tmp_path):
    """A lecture of one's own, in a file."""
    names = (EXAMPLE, "unit-step", "semicircle-frames")
    documents = [replace(scene(n).document, title=t) for n, t in zip(names, TITLES, strict=True)]
    found = lectures.begun(documents[0]).added(documents[1]).added(documents[2])
    lectures.save(replace(found, title="Mine"), tmp_path / "mine.nnx")
    return tmp_path / "mine.nnx"


def edit(presenter, bias=5.0):
    presenter.window.weights_panel.typed.emit("b1", (0,), bias)


def listed(presenter):
    """The list of scenes: its heading, their titles, and the place of the one that is open."""
    panel = presenter.window.scene_panel
    scenes = panel.findChild(SceneList)
    rows = [row for row in map(scenes.item, range(scenes.count())) if row.data(ID)]
    today = scenes.currentItem()
    return panel._heading.text(), [row.text() for row in rows], -1 if today is None else rows.index(today)


def first_bias(path, place=0):
    return lectures.load(path).scenes[place].network.b1[0]


# Opening --------------------------------------------------------------------------------------------------------------


def test_ctrl_o_opens_a_lecture_on_its_first_scene(opened, keys, mine):
    presenter = opened(EXAMPLE)
    assert listed(presenter)[0] == "Scene"
    presenter.files.dialogs.opens = mine
    keys(presenter, "Ctrl+O")
    assert listed(presenter) == ("Mine", list(TITLES), 0)
    assert presenter.scene_id() == "lines"
    assert recent.recent()[0] == mine


def test_ctrl_shift_o_opens_a_folder_as_a_lecture_that_is_saved_as_one_file(opened, keys, tmp_path, monkeypatch):
    (own := tmp_path / "talk").mkdir()
    for name in ("2-b", "1-a"):
        storage.save(replace(scene(EXAMPLE).document, title=name), own / f"{name}.nnx")
    presenter = opened(EXAMPLE)
    monkeypatch.setattr(presenter.files.dialogs, "ask_folder", lambda _beside: own, raising=False)
    keys(presenter, "Ctrl+Shift+O")
    assert listed(presenter) == ("talk", ["1-a", "2-b"], 0)
    edit(presenter)
    presenter.files.dialogs.saves = tmp_path / "talk.nnx"
    keys(presenter, "Ctrl+S")
    assert presenter.files.dialogs.asked == [tmp_path / "talk.nnx"]
    assert first_bias(tmp_path / "talk.nnx") == 5
    assert storage.load(own / "1-a.nnx").network.b1[0] != 5, "a folder is not written to"


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_lecture_opens_where_it_is_dropped(opened, mine, drop, what):
    presenter = opened(EXAMPLE)
    dropped = mine
    if what == "folder":
        (dropped := mine.with_name("folder")).mkdir()
        storage.save(replace(scene(EXAMPLE).document, title="Lines"), dropped / "a.nnx")
    assert drop(presenter.window, [QUrl.fromLocalFile(str(dropped))])
    assert listed(presenter)[1][0] == "Lines"


def test_page_down_walks_through_ones_own_lecture(at_work, keys):
    seen = []
    for _ in range(7):
        seen.append((presenter_scene := at_work.scene_id(), at_work.session.document.view.frame)[:2])
        keys(at_work, "PgDown")
    assert [name for name, _ in seen] == ["lines", "planes", *["frames"] * 5]
    assert presenter_scene == "frames"


def test_a_lecture_that_is_wrong_leaves_the_open_one(at_work, tmp_path):
    (tmp_path / "wrong.nnx").write_text(
        '{"format": "nnexplorer", "version": 1, "kind": "lecture", "documents": [{"id": "a"}]}'
    )
    at_work.files.open_path(tmp_path / "wrong.nnx")
    assert at_work.window.banner.text == "wrong.nnx was not opened: $.documents[0].network: missing."
    assert listed(at_work)[0] == "Mine"


# Editing and saving ---------------------------------------------------------------------------------------------------


def test_what_is_edited_stays_in_ones_own_lecture_when_one_walks_on(at_work, keys, mine):
    edit(at_work)
    keys(at_work, "PgDown")
    assert at_work.files.dialogs.asked == []
    assert listed(at_work)[0] == "Mine*"
    assert first_bias(mine) != 5
    keys(at_work, "PgUp")
    assert at_work.session.document.network.b1[0] == 5


def test_ctrl_s_saves_the_lecture_with_the_scene_that_is_open(at_work, keys, mine):
    keys(at_work, "PgDown")
    edit(at_work)
    keys(at_work, "Ctrl+S")
    assert first_bias(mine, 1) == 5
    assert (at_work.scene_id(), at_work.session.modified, listed(at_work)[0]) == ("planes", False, "Mine")
    keys(at_work, "Ctrl+Z")
    assert at_work.session.document.network.b1[0] != 5, "saving leaves the steps of undo"


def test_a_scene_that_was_saved_with_its_lecture_is_shown_as_saved(at_work, keys):
    edit(at_work)
    assert at_work.window.isWindowModified()
    keys(at_work, "Ctrl+S")
    assert not at_work.session.modified
    assert not at_work.window.isWindowModified()


def test_saving_a_lecture_that_was_not_edited_gives_the_same_bytes(at_work, keys, mine):
    before = mine.read_bytes()
    keys(at_work, "PgDown")
    keys(at_work, "PgDown")
    keys(at_work, "Ctrl+S")
    assert mine.read_bytes() == before


def test_closing_asks_what_becomes_of_an_edited_lecture(at_work, keys, mine):
    edit(at_work)
    at_work.files.dialogs.unsaved = "cancel"
    at_work.window.close()
    assert at_work.window.isVisible()
    assert at_work.files.dialogs.asked == ["Mine"]
    at_work.files.dialogs.unsaved = "save"
    at_work.window.close()
    assert not at_work.window.isVisible()
    assert first_bias(mine) == 5


def test_another_lecture_waits_for_the_answer(at_work, mine, tmp_path):
    edit(at_work)
    at_work.files.dialogs.unsaved = "cancel"
    at_work.lectern.open_shipped()
    assert listed(at_work)[0] == "Mine*"
    at_work.files.dialogs.unsaved = "discard"
    at_work.lectern.open_shipped()
    assert listed(at_work) == ("Scene", [one.title for one in scenes()], 0)


def test_a_lecture_that_can_not_be_written_is_still_there(at_work, keys, mine):
    edit(at_work)
    mine.chmod(0o444)
    (at_work.lectern.path, target) = (mine.parent / "gone" / "mine.nnx", mine)
    keys(at_work, "Ctrl+S")
    assert at_work.window.banner.text.startswith("mine.nnx was not saved: No such file or directory.")
    assert listed(at_work)[0] == "Mine*"
    assert first_bias(target) != 5


def test_the_shipped_lecture_is_saved_as_one_file_and_stays_the_shipped_one(opened, tmp_path):
    presenter = opened(EXAMPLE)
    edit(presenter)
    presenter.files.dialogs.saves = tmp_path / "all"
    assert presenter.lectern.save()
    assert lectures.encode(lectures.shipped()) == (tmp_path / "all.nnx").read_bytes()
    assert not presenter.lectern.own
    assert presenter.session.modified


def test_a_document_with_a_file_of_its_own_is_saved_there(at_work, keys, mine, tmp_path):
    storage.save(scene("logistic").document, tmp_path / "alone.nnx")
    at_work.files.open_path(tmp_path / "alone.nnx")
    before = mine.read_bytes()
    edit(at_work)
    keys(at_work, "Ctrl+S")
    assert storage.load(tmp_path / "alone.nnx").network.b1[0] == 5
    assert mine.read_bytes() == before
    assert listed(at_work) == ("Mine", list(TITLES), -1), "the lecture still lies open"


def test_a_new_lecture_begins_with_the_open_document(opened, keys, tmp_path):
    presenter = opened("unit-step")
    edit(presenter)
    presenter.lectern.begin()
    assert listed(presenter) == ("Untitled lecture*", [scene("unit-step").title], 0)
    presenter.files.dialogs.saves = tmp_path / "new.nnx"
    keys(presenter, "Ctrl+S")
    assert first_bias(tmp_path / "new.nnx") == 5
    assert not presenter.session.modified


def test_words_of_the_open_scene_are_a_step_of_undo(at_work, keys, mine):
    at_work.lectern.word(0, title="Half-planes")
    assert listed(at_work)[1][0] == at_work.session.document.title == "Half-planes"
    at_work.lectern.word(1, caption="Look here.")
    assert at_work.session.undo_label == "Change title"
    keys(at_work, "Ctrl+S")
    found = lectures.load(mine)
    assert (found.scenes[0].title, found.scenes[1].caption) == ("Half-planes", "Look here.")


# After a crash --------------------------------------------------------------------------------------------------------


def crash(presenter):
    """End as a process does that is killed: the locks are gone, the files are there."""
    for recovery in presenter.files.recoveries:
        recovery.keep()
        recovery.stop()


def titles(lecture):
    return [one.title for one in lecture.scenes]


def test_an_arrangement_that_was_not_saved_is_found_after_a_crash(at_work, opened, mine, qtbot):
    at_work.files.lecture_recovery._timer.setInterval(1)
    before = mine.read_bytes()
    at_work.lectern.arrange(at_work.lectern.lecture.moved(0, 2))
    kept = at_work.files.lecture_recovery
    qtbot.waitUntil(kept.file.exists)
    crash(at_work)
    later = opened(EXAMPLE)
    later.files.leftovers.offer()
    assert later.window.banner.text.startswith("nnexplorer ended without saving mine.nnx.")
    later.files.reopen()
    assert titles(later.lectern.lecture) == ["Planes", "Frames", "Lines"]
    assert listed(later)[0] == "Mine*"
    assert later.lectern.path == mine
    assert mine.read_bytes() == before
    assert later.lectern.save()
    assert titles(lectures.load(mine)) == ["Planes", "Frames", "Lines"]
    assert not later.files.lecture_recovery.file.exists()
    assert abandoned() == []


def test_what_was_edited_in_any_scene_of_ones_own_lecture_is_kept_with_it(at_work, mine):
    edit(at_work, 5.0)
    at_work.lectern.visit(at_work.lectern.ids()[1])
    edit(at_work, 6.0)
    assert at_work.files.lecture_recovery.unsaved() is at_work.files.lecture_recovery.unsaved()
    crash(at_work)
    (one,) = abandoned()
    assert [scene.network.b1[0] for scene in one.work.scenes[:2]] == [5, 6]
    assert one.path == mine
    one.discard()


def test_a_lecture_and_a_document_of_its_own_are_kept_each_for_itself(at_work, mine, tmp_path, monkeypatch):
    at_work.lectern.arrange(at_work.lectern.lecture.removed(2))
    monkeypatch.setattr(at_work.files.dialogs, "ask_unsaved", lambda _name: "discard")
    storage.save(scene(EXAMPLE).document, tmp_path / "other.nnx")
    at_work.files.open_path(tmp_path / "other.nnx")
    edit(at_work)
    crash(at_work)
    found = abandoned()
    assert {one.path.name for one in found} == {"mine.nnx", "other.nnx"}
    for one in found:
        one.discard()


@pytest.mark.parametrize("end", ["save", "shipped", "undo", "close"])
def test_a_lecture_that_is_saved_or_given_up_is_kept_no_more(at_work, mine, monkeypatch, end, qtbot):
    monkeypatch.setattr(at_work.files.dialogs, "ask_unsaved", lambda _name: "discard")
    kept = at_work.files.lecture_recovery
    before = at_work.lectern.lecture
    at_work.lectern.arrange(before.removed(2))
    assert kept.keep()
    acts = {
        "save": at_work.lectern.save,
        "shipped": at_work.lectern.open_shipped,
        "undo": lambda: at_work.lectern.arrange(before),
        "close": at_work.window.close,
    }
    acts[end]()
    if end == "undo":
        kept._tick()
    assert not kept.file.exists()


def test_a_lecture_whose_file_is_newer_is_not_saved_over_it(at_work, opened, mine):
    at_work.lectern.arrange(at_work.lectern.lecture.removed(2))
    crash(at_work)
    os.utime(at_work.files.lecture_recovery.file, (1e9, 1e9))
    later = opened(EXAMPLE)
    later.files.leftovers.offer()
    later.files.reopen()
    assert (later.lectern.path, later.lectern.origin) == (None, mine)
    assert later.lectern.modified


def test_the_shipped_lecture_is_not_kept(opened):
    presenter = opened(EXAMPLE)
    edit(presenter)
    assert not presenter.files.lecture_recovery.keep()
    assert presenter.files.recovery.keep()


def test_an_untitled_document_becomes_a_scene_that_is_called_as_its_file_is(opened, tmp_path):
    presenter = opened(EXAMPLE)
    presenter.files.new()
    presenter.files.dialogs.saves = tmp_path / "valley.nnx"
    presenter.files.save()
    presenter.lectern.begin()
    presenter.lectern.add()
    found = [(one.id, one.title) for one in presenter.lectern.lecture.scenes]
    assert found == [("valley", "valley"), ("valley-2", "valley")]
    assert listed(presenter)[0] == "Untitled lecture*"
    presenter.files.dialogs.saves = tmp_path / "monday.nnx"
    presenter.lectern.save()
    assert listed(presenter)[0] == "monday"
    assert presenter.session.document.title == "Untitled", "the file itself says nothing else"
