"""New, open, save, recent, drop, the question about changes, and what a crash has left: with keys and drop events."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit

from nnexplorer.gui.figures.painting import FigureOptions, document_figure, encode
from nnexplorer.gui.files import openings, recent
from nnexplorer.gui.files.dialogs import FileDialogs
from nnexplorer.gui.files.keepsakes import abandoned
from nnexplorer.model import beginnings, edits, storage
from nnexplorer.model.lecture import scene

EXAMPLE, HALF_CIRCLE = "second-layer-output", "semicircle-frames"

pytestmark = pytest.mark.usefixtures("own_folder")


def edit(presenter, bias=5.0):
    presenter.window.weights_panel.typed.emit("b1", (0,), bias)


def said(presenter):
    return presenter.window.banner.text


def title(presenter):
    """The title as the window's frame shows it."""
    return presenter.window.windowTitle().replace("[*]", "*" if presenter.window.isWindowModified() else "")


def content(presenter):
    return storage.encode(presenter.session.document)


def first_bias(path):
    return storage.load(path).network.b1[0]


def press(presenter, text):
    """Press a button of the banner."""
    next(button for button in presenter.window.banner._buttons if button.text() == text).click()


# Opening --------------------------------------------------------------------------------------------------------------


def test_ctrl_o_opens_a_document_in_place_of_the_scene(opened, keys, mine):
    presenter = opened(EXAMPLE)
    presenter.files.dialogs.opens = mine
    keys(presenter, "Ctrl+O")
    assert content(presenter) == mine.read_bytes()
    assert presenter.scene_id() is None
    assert presenter.session.undo_label is None
    assert title(presenter) == "mine.nnx \N{EN DASH} nnexplorer"
    assert said(presenter) == ""


def test_ctrl_o_can_be_thought_better_of(opened, keys):
    presenter = opened(EXAMPLE)
    keys(presenter, "Ctrl+O")
    assert presenter.files.dialogs.asked == [Path.home()]
    assert presenter.scene_id() == EXAMPLE


def test_dialogs_begin_beside_the_last_file(at_work, keys, tmp_path):
    keys(at_work, "Ctrl+O")
    assert at_work.files.dialogs.asked == [tmp_path]


def test_ctrl_n_begins_an_untitled_document(opened, keys):
    presenter = opened(EXAMPLE)
    keys(presenter, "Ctrl+N")
    assert content(presenter) == storage.encode(beginnings.untitled())
    assert title(presenter) == "Untitled \N{EN DASH} nnexplorer"
    keys(presenter, "Space")
    assert presenter.control.running, "it can be trained"
    keys(presenter, "Space")


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_figure_opens_and_is_never_saved_over(opened, keys, tmp_path, kind):
    figure = tmp_path / f"slide.{kind}"
    document = scene(HALF_CIRCLE).document
    figure.write_bytes(encode(document_figure(document, FigureOptions()), kind, 64))
    before = figure.read_bytes()
    presenter = opened(EXAMPLE)
    presenter.files.open_path(figure)
    assert content(presenter) == storage.encode(document)
    assert title(presenter) == f"slide.{kind} \N{EN DASH} nnexplorer"
    edit(presenter)
    for chosen in (tmp_path / "slide.nnx", figure):
        presenter.files.dialogs.saves = chosen
        keys(presenter, "Ctrl+Shift+S")
    assert presenter.files.dialogs.asked == [tmp_path / "slide.nnx", tmp_path / "slide.nnx"]
    assert figure.read_bytes() == before
    for saved in ("slide.nnx", f"slide.{kind}.nnx"):
        assert first_bias(tmp_path / saved) == 5.0


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_a_picture_opens_as_what_a_classifier_learns_and_is_never_saved_over(opened, keys, tmp_path, kind, drop):
    picture = tmp_path / f"disc.{kind}"
    half_black(40, 20).save(str(picture))
    before = picture.read_bytes()
    presenter = opened(EXAMPLE)
    assert drop(presenter.window, [QUrl.fromLocalFile(str(picture))])
    document = presenter.session.document
    assert (document.title, document.network.output, document.view.bounds) == ("disc", "tanh", ((-1, 1), (-0.5, 0.5)))
    assert (document.Y[:, 0] == np.where(document.X[:, 0] < 0, -1, 1)).all()
    for chosen in (tmp_path / "disc.nnx", picture):
        edit(presenter)
        presenter.files.dialogs.saves = chosen
        keys(presenter, "Ctrl+Shift+S")
    assert picture.read_bytes() == before
    assert (tmp_path / f"disc.{kind}.nnx").exists()


def test_a_broken_picture_is_told_in_one_line(at_work, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    before = at_work.session.document
    at_work.files.open_path(path)
    assert at_work.session.document is before
    assert said(at_work).startswith("a.png was not opened: ")
    assert len(said(at_work).splitlines()) == 1


def half_black(wide, high):
    """A picture whose left half is black, the right one white."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for row in range(high):
        for column in range(wide // 2):
            image.setPixelColor(column, row, QColor("black"))
    return image


def test_a_figure_by_the_name_of_a_document_is_not_saved_over(at_work, tmp_path):
    figure = tmp_path / "disguised.nnx"
    figure.write_bytes(encode(document_figure(scene(EXAMPLE).document, FigureOptions()), "png", 64))
    before = figure.read_bytes()
    at_work.files.dialogs.saves = figure
    assert not at_work.files.save_as()
    assert "this is a figure" in said(at_work)
    assert figure.read_bytes() == before


def test_a_table_opens_as_data_and_is_saved_as_a_document(opened, keys, tmp_path):
    table = tmp_path / "rain.CSV"
    table.write_text("x0;x1;y0\n0,5;1;1\n0,25;2;-1\n")
    presenter = opened(EXAMPLE)
    presenter.files.open_path(table)
    assert presenter.session.document.Y.tolist() == [[1.0], [-1.0]]
    keys(presenter, "Ctrl+S")
    assert presenter.files.dialogs.asked == [tmp_path / "rain.nnx"]
    assert table.read_text().startswith("x0")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.nnx", "{}", "$.format"),
        ("a.nnx", '{"format": "nnexplorer", "version": 99, "network": {}}', "newer nnexplorer"),
        ("a.csv", "x0,y0\n1,oops\n", "line 2, column 2 (y0)"),
        ("<b>a.nnx", "", "was not opened"),
        (None, None, "No such file"),
    ],
)
def test_what_can_not_be_opened_is_told_in_a_line_and_the_document_stays(at_work, tmp_path, name, text, reason):
    path = tmp_path / (name or "gone.nnx")
    if text is not None:
        path.write_text(text)
    edit(at_work)
    before = at_work.session.document
    recent.remember(path)
    at_work.files.open_path(path)
    assert said(at_work).startswith(f"{path.name} was not opened: ")
    assert reason in said(at_work)
    assert "\n" not in said(at_work)
    assert at_work.session.document is before
    assert at_work.files.dialogs.asked == [], "there is nothing to ask"
    assert path not in recent.recent()


def test_a_folder_without_documents_is_refused(at_work, tmp_path):
    (empty := tmp_path / "empty").mkdir()
    at_work.files.open_path(empty)
    assert said(at_work) == "empty was not opened: expected a folder of documents, found none that ends in .nnx."


def test_recent_files_stand_in_the_menu_and_open(at_work, mine, tmp_path):
    other = tmp_path / "other.nnx"
    storage.save(scene(HALF_CIRCLE).document, other)
    at_work.files.open_path(other)
    menu = at_work.window.recent_menu
    menu.aboutToShow.emit()
    assert [action.toolTip() for action in menu.actions()[:2]] == [str(other), str(mine)]
    menu.actions()[1].trigger()
    assert title(at_work).startswith("mine.nnx")


# Dropping -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["window", "canvas", "panel", "field"])
def test_a_file_opens_wherever_it_is_dropped(opened, mine, where, drop):
    presenter = opened(EXAMPLE)
    window = presenter.window
    widgets = {
        "window": window,
        "canvas": window.arrangement.input.viewport(),
        "panel": window.training_panel,
        "field": window.training_panel.findChild(QLineEdit),
    }
    assert drop(widgets[where], [QUrl.fromLocalFile(str(mine))])
    assert content(presenter) == mine.read_bytes()


def test_of_several_files_the_first_is_opened_and_that_is_told(opened, mine, tmp_path, drop):
    presenter = opened(EXAMPLE)
    assert drop(presenter.window, [QUrl.fromLocalFile(str(path)) for path in (mine, tmp_path / "other.nnx")])
    assert content(presenter) == mine.read_bytes()
    assert "of 2 files, mine.nnx was opened" in said(presenter)


def test_what_is_no_file_is_not_taken(opened, drop):
    presenter = opened(EXAMPLE)
    assert not drop(presenter.window, [QUrl("https://example.org/a.nnx")])
    assert presenter.scene_id() == EXAMPLE


# Saving ---------------------------------------------------------------------------------------------------------------


def test_ctrl_s_saves_where_the_document_belongs_and_takes_the_mark_away(at_work, keys, mine):
    edit(at_work)
    assert title(at_work) == "mine.nnx* \N{EN DASH} nnexplorer"
    keys(at_work, "Ctrl+S")
    assert title(at_work) == "mine.nnx \N{EN DASH} nnexplorer"
    assert first_bias(mine) == 5.0
    keys(at_work, "Ctrl+Z")
    assert title(at_work) == "mine.nnx* \N{EN DASH} nnexplorer", "undo goes back beyond what was saved"


def test_undo_back_to_the_file_takes_the_mark_away(at_work, keys):
    edit(at_work)
    keys(at_work, "Ctrl+Z")
    assert title(at_work) == "mine.nnx \N{EN DASH} nnexplorer"


def test_a_document_without_a_file_asks_for_one_and_then_belongs_to_it(opened, keys, tmp_path):
    presenter = opened(EXAMPLE)
    presenter.files.dialogs.saves = tmp_path / "own.nnx"
    for bias in (1.0, 2.0):
        edit(presenter, bias)
        keys(presenter, "Ctrl+S")
        assert first_bias(tmp_path / "own.nnx") == bias
    assert presenter.files.dialogs.asked == [Path.home() / f"{EXAMPLE}.nnx"], "a scene proposes its own name"
    assert title(presenter).startswith("own.nnx")
    assert recent.recent() == [tmp_path / "own.nnx"]


def test_a_run_of_training_is_ended_and_saved(at_work, keys, mine):
    keys(at_work, "Space")
    keys(at_work, "Ctrl+S")
    assert not at_work.control.running
    assert storage.load(mine).step == at_work.session.document.step


def test_save_as_never_replaces_what_the_dialog_did_not_ask_about(at_work, tmp_path):
    (tmp_path / "notes.txt.nnx").write_text("precious")
    at_work.files.dialogs.saves = tmp_path / "notes.txt"
    assert not at_work.files.save_as()
    assert "you were not asked" in said(at_work)
    assert (tmp_path / "notes.txt.nnx").read_text() == "precious"


def test_save_as_can_be_thought_better_of(at_work, keys, mine):
    edit(at_work)
    keys(at_work, "Ctrl+Shift+S")
    assert first_bias(mine) != 5.0
    assert title(at_work).startswith("mine.nnx*")


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_or_protected_disk_is_told_and_nothing_is_lost(at_work, keys, monkeypatch, mine, tmp_path, fault):
    before = mine.read_bytes()

    def fail(*_):
        raise OSError(fault, os.strerror(fault))

    edit(at_work)
    with monkeypatch.context() as patch:
        patch.setattr(storage.os, "fsync", fail)
        keys(at_work, "Ctrl+S")
    assert said(at_work).startswith(f"mine.nnx was not saved: {os.strerror(fault)}. Your work is still here")
    assert mine.read_bytes() == before
    assert title(at_work).startswith("mine.nnx*")
    assert at_work.session.undo_label == "Type b1"
    at_work.files.dialogs.saves = tmp_path / "elsewhere.nnx"
    press(at_work, "Save as\N{HORIZONTAL ELLIPSIS}")
    assert first_bias(tmp_path / "elsewhere.nnx") == 5.0
    assert title(at_work) == "elsewhere.nnx \N{EN DASH} nnexplorer"


# The question about changes -------------------------------------------------------------------------------------------

WAYS = {
    "close": lambda presenter, keys: keys(presenter, "Ctrl+Q"),
    "new": lambda presenter, keys: keys(presenter, "Ctrl+N"),
    "open": lambda presenter, keys: keys(presenter, "Ctrl+O"),
    "scene": lambda presenter, _keys: presenter.window.scene_panel.scene_chosen.emit(HALF_CIRCLE),
    "walk": lambda presenter, keys: keys(presenter, "PgDown"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("answer", ["save", "discard", "cancel"])
def test_changes_are_asked_about_before_the_document_gives_way(at_work, keys, mine, tmp_path, way, answer):
    other = at_work.files.dialogs.opens = tmp_path / "other.nnx"
    storage.save(scene(HALF_CIRCLE).document, other)
    edit(at_work)
    before = at_work.session.document
    at_work.files.dialogs.unsaved = answer
    WAYS[way](at_work, keys)
    assert "mine.nnx" in at_work.files.dialogs.asked
    assert (first_bias(mine) == 5.0) == (answer == "save")
    if answer == "cancel":
        assert at_work.session.document is before
        assert at_work.window.isVisible()
        assert at_work.window.scene_panel._list.currentRow() == -1
    elif way == "close":
        assert not at_work.window.isVisible()
    else:
        assert at_work.session.document.network is not before.network
        assert not at_work.session.modified
    at_work.files.dialogs.unsaved = "discard"


@pytest.mark.parametrize("way", WAYS)
def test_what_was_only_looked_at_asks_nothing(at_work, keys, way):
    at_work.select(1)
    WAYS[way](at_work, keys)
    assert "mine.nnx" not in at_work.files.dialogs.asked


def test_a_save_that_fails_or_is_thought_better_of_keeps_the_window_open(opened, keys):
    presenter = opened(EXAMPLE)
    keys(presenter, "Ctrl+N")
    edit(presenter)
    presenter.files.dialogs.unsaved = "save"
    keys(presenter, "Ctrl+Q")
    assert presenter.window.isVisible()
    assert presenter.files.dialogs.asked == ["Untitled", Path.home() / "untitled.nnx"]
    presenter.files.dialogs.unsaved = "discard"


def test_one_walks_through_an_edited_lecture_without_a_question_and_can_go_back(opened, keys):
    presenter = opened(EXAMPLE)
    edit(presenter)
    before = content(presenter)
    presenter.window.scene_panel.scene_chosen.emit(HALF_CIRCLE)
    assert presenter.scene_id() == HALF_CIRCLE
    assert presenter.files.dialogs.asked == []
    keys(presenter, "Ctrl+Shift+T")
    assert content(presenter) == before
    assert presenter.window.isWindowModified(), "no file has it"


def test_nothing_to_reopen_is_told(opened, keys):
    presenter = opened(EXAMPLE)
    keys(presenter, "Ctrl+Shift+T")
    assert said(presenter).startswith("Nothing was left unsaved")


# After a crash --------------------------------------------------------------------------------------------------------


def test_the_next_start_offers_what_a_crash_has_left_and_it_goes_on_in_its_file(opened, keys, mine, crash):
    crash(storage.load(mine), mine)
    presenter = opened(EXAMPLE)
    presenter.files.leftovers.offer()
    assert said(presenter).startswith("nnexplorer ended without saving mine.nnx. It was kept as it stood on ")
    press(presenter, "Open it")
    assert presenter.session.document.network.b1[0] == 5.0
    assert title(presenter) == "mine.nnx* \N{EN DASH} nnexplorer"
    assert presenter.files.recovery.file.exists(), "it is kept again before the old one goes"
    keys(presenter, "Ctrl+S")
    assert first_bias(mine) == 5.0
    assert said(presenter) == ""
    assert abandoned() == []


def test_it_can_be_thrown_away_and_the_next_one_is_offered(opened, mine, crash):
    for path in (None, mine):
        os.utime(crash(storage.load(mine), path).file, (1e9, 1e9 + (path is mine)))
    presenter = opened(EXAMPLE)
    presenter.files.leftovers.offer()
    assert "mine.nnx" in said(presenter)
    press(presenter, "Throw it away")
    assert "mine.nnx" not in said(presenter)
    press(presenter, "Throw it away")
    assert said(presenter) == ""
    assert presenter.scene_id() == EXAMPLE


def test_an_offer_that_was_closed_comes_back_by_its_keys_and_at_the_next_start(opened, keys, mine, crash):
    crash(storage.load(mine), mine)
    presenter = opened(EXAMPLE)
    presenter.files.leftovers.offer()
    press(presenter, "Close")
    assert abandoned() == [], "this window still has it"
    keys(presenter, "Ctrl+Shift+T")
    assert title(presenter).startswith("mine.nnx*")


def test_what_was_kept_before_the_file_was_last_saved_asks_for_another_file(opened, keys, mine, tmp_path, crash):
    os.utime(crash(storage.load(mine), mine).file, (1e9, 1e9))
    presenter = opened(EXAMPLE)
    presenter.files.leftovers.offer()
    press(presenter, "Open it")
    keys(presenter, "Ctrl+S")
    assert presenter.files.dialogs.asked == [mine]
    assert first_bias(mine) != 5.0


def test_where_it_can_not_be_kept_again_the_old_one_stays(opened, monkeypatch, mine, crash):
    left = crash(storage.load(mine), mine)
    presenter = opened(EXAMPLE)
    presenter.files.leftovers.offer()

    def full(content, path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(storage, "write", full)
        press(presenter, "Open it")
    reason = "No space left on device"
    assert said(presenter) == f"What you edit can't be kept against a crash: {reason}. Save it now and then."
    assert left.file.exists()
    presenter.files.recovery.stop()


@pytest.mark.parametrize("way", ["Ctrl+Q", "Ctrl+N"])
def test_an_interrupt_answers_an_open_question(at_work, keys, way):
    edit(at_work)
    at_work.files.dialogs = FileDialogs(at_work.window)
    QTimer.singleShot(0, at_work.files.interrupt)
    keys(at_work, way)
    assert not at_work.window.isVisible()
    (one,) = abandoned()
    assert one.work.network.b1[0] == 5.0


def test_an_interrupt_asks_nothing_and_keeps_what_is_not_saved(at_work, mine):
    edit(at_work)
    at_work.files.interrupt()
    assert at_work.files.dialogs.asked == []
    assert not at_work.window.isVisible()
    (one,) = abandoned()
    assert one.path == mine
    assert one.work.network.b1[0] == 5.0


# Back to the weights of the file --------------------------------------------------------------------------------------


def test_back_to_the_weights_of_the_scene_is_one_step(opened, keys):
    presenter = opened(EXAMPLE)
    action = presenter.window.actions_["snap_back"]
    assert action.text() == "Back to the scene's weights"
    before = presenter.session.document.network
    edit(presenter)
    presenter.restarts.randomise()
    keys(presenter, "Ctrl+B")
    assert presenter.session.document.network is before
    assert presenter.session.undo_label == "Back to the scene's weights"
    assert not presenter.session.modified
    keys(presenter, "Ctrl+Z")
    assert presenter.session.undo_label == "Random start"


def test_back_to_the_saved_weights_are_those_of_the_last_save(at_work, keys, mine):
    action = at_work.window.actions_["snap_back"]
    assert action.text() == "Back to the saved weights"
    edit(at_work, 2.0)
    keys(at_work, "Ctrl+S")
    edit(at_work, 3.0)
    keys(at_work, "Ctrl+B")
    assert at_work.session.document.network.b1[0] == first_bias(mine) == 2.0
    at_work.files.new()
    assert action.text() == "Back to the first weights"


def test_back_to_the_scenes_weights_ends_a_run(opened, keys, qtbot):
    presenter = opened(EXAMPLE)
    before = presenter.session.document.network
    presenter.restarts.randomise()
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: presenter.session.document.step > 0)
    keys(presenter, "Ctrl+B")
    assert not presenter.control.running
    assert (presenter.session.document.network, presenter.session.document.step) == (before, 0)


# A file that others write too ---------------------------------------------------------------------------------------


def write_by_another(path, bias=7.0):
    other = storage.load(path)
    storage.save(edits.set_parameter(other, "b1", (0,), bias), path)


@pytest.mark.parametrize("answer", ["replace", "elsewhere", "cancel"])
def test_a_file_that_was_changed_meanwhile_is_not_replaced_unasked(at_work, keys, mine, tmp_path, answer):
    edit(at_work)
    write_by_another(mine)
    at_work.files.dialogs.changed = answer
    at_work.files.dialogs.saves = tmp_path / "other.nnx"
    keys(at_work, "Ctrl+S")
    assert at_work.files.dialogs.asked == ["mine.nnx was changed", *([mine] if answer == "elsewhere" else [])]
    assert first_bias(mine) == (5.0 if answer == "replace" else 7.0)
    assert at_work.session.modified == (answer == "cancel")
    if answer == "elsewhere":
        assert first_bias(tmp_path / "other.nnx") == 5.0
    at_work.files.dialogs.asked.clear()
    at_work.session.commit("Edit", edits.set_parameter(at_work.session.document, "b1", (0,), 6.0))
    keys(at_work, "Ctrl+S")
    assert bool(at_work.files.dialogs.asked) == (answer == "cancel"), "what was written here asks nothing"


def test_a_change_between_reading_and_saving_is_noticed_though_the_file_was_reopened(at_work, keys, mine):
    write_by_another(mine)
    at_work.files.open_path(mine)
    edit(at_work)
    keys(at_work, "Ctrl+S")
    assert at_work.files.dialogs.asked == []
    assert first_bias(mine) == 5.0


def test_a_change_while_the_file_is_read_is_noticed(opened, keys, mine, monkeypatch):
    presenter, found = opened(EXAMPLE), openings.found

    def slowly_found(path):
        document = found(path)
        monkeypatch.undo()
        write_by_another(mine)
        return document

    monkeypatch.setattr(openings, "found", slowly_found)
    presenter.files.open_path(mine)
    edit(presenter)
    keys(presenter, "Ctrl+S")
    assert presenter.files.dialogs.asked == ["mine.nnx was changed"]
    assert first_bias(mine) == 7.0


def test_a_file_that_has_gone_is_made_again(at_work, keys, mine):
    edit(at_work)
    mine.unlink()
    keys(at_work, "Ctrl+S")
    assert at_work.files.dialogs.asked == []
    assert first_bias(mine) == 5.0


def test_two_windows_on_one_file_do_not_take_each_others_work(opened, at_work, keys, mine):
    other = opened(EXAMPLE)
    other.files.open_path(mine)
    edit(other, 8.0)
    keys(other, "Ctrl+S")
    edit(at_work)
    assert not at_work.files.save()
    assert other.files.dialogs.asked == []
    assert at_work.files.dialogs.asked == ["mine.nnx was changed"]
    assert first_bias(mine) == 8.0
    assert at_work.session.modified


def test_what_a_crash_left_is_not_saved_over_a_later_change_unasked(opened, keys, mine, crash):
    crash(storage.load(mine), mine)
    presenter = opened(EXAMPLE)
    presenter.files.leftovers.offer()
    press(presenter, "Open it")
    write_by_another(mine)
    keys(presenter, "Ctrl+S")
    assert presenter.files.dialogs.asked == ["mine.nnx was changed"]


def test_an_interrupt_answers_the_question_about_a_changed_file_too(at_work, keys, mine):
    edit(at_work)
    write_by_another(mine)
    at_work.files.dialogs.unsaved = "save"
    at_work.files.dialogs.ask_changed = FileDialogs(at_work.window).ask_changed
    QTimer.singleShot(0, at_work.files.interrupt)
    keys(at_work, "Ctrl+Q")
    assert not at_work.window.isVisible()
    assert first_bias(mine) == 7.0
    (one,) = abandoned()
    assert one.work.network.b1[0] == 5.0


@pytest.mark.parametrize("name", [b"caf\xe9.nnx", "\u202e\u05d0.nnx".encode(), b"a&<b>[*]%1.nnx", b"x" * 240 + b".nnx"])
def test_a_name_that_is_hard_to_spell_is_opened_edited_and_saved(opened, keys, mine, name):
    path = mine.with_name(os.fsdecode(name))
    mine.rename(path)
    presenter = opened(EXAMPLE)
    presenter.files.open_path(path)
    edit(presenter)
    assert presenter.files.recovery.keep()
    keys(presenter, "Ctrl+S")
    assert first_bias(path) == 5.0
    assert not presenter.window.isWindowModified()


def test_what_does_not_fit_into_memory_is_told(at_work, monkeypatch, mine):
    edit(at_work)

    def fail(*_):
        raise MemoryError

    monkeypatch.setattr(openings, "found", fail)
    at_work.files.open_path(mine)
    assert said(at_work) == "mine.nnx was not opened: there is not enough memory."
    monkeypatch.setattr(storage, "save", fail)
    assert not at_work.files.save()
    assert said(at_work).startswith("mine.nnx was not saved: there is not enough memory.")
    assert at_work.session.modified
