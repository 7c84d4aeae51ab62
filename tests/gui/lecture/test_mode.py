"""Lecture mode: entered and left by keys, walked through by a clicker, and everything is as it was afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from nnexplorer.gui import display
from nnexplorer.gui.files.keepsakes import abandoned
from nnexplorer.gui.lecture import halo
from nnexplorer.gui.look.wardrobe import chosen_theme
from nnexplorer.model import lectures, storage
from nnexplorer.model.lecture import scene, scenes

EXAMPLE, FRAMES = "second-layer-output", "semicircle-frames"
IDS = [one.id for one in scenes()]

pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture
def lecturing(opened, keys):
    """`lecturing("unit-step")` is a window in which a lecture has begun at that scene."""

    def begin(what=EXAMPLE):
        presenter = opened(what)
        keys(presenter, "F5")
        assert presenter.mode.on
        return presenter

    yield begin
    assert QGuiApplication.overrideCursor() is None, "every pointer is as it was"


def edit(presenter, bias=5.0):
    presenter.window.weights_panel.typed.emit("b1", (0,), bias)


def first_bias(presenter):
    return presenter.session.document.network.b1[0]


def at(presenter):
    return presenter.scene_id(), presenter.session.document.view.frame


def sizes(presenter):
    return [canvas.size() for canvas in presenter.window.arrangement.every_canvas() if canvas.isVisible()]


def put_aside(presenter):
    """All of the window and its document that a lecture must not change."""
    window, session = presenter.window, presenter.session
    return {
        "document": session.document,
        "opened": session.opened,
        "modified": session.modified,
        "steps": (session.undo_label, session.redo_label),
        "course": presenter.control.run.until(session.document.step),
        "look": presenter.display.look,
        "theme": chosen_theme(),
        "sheet": QApplication.instance().styleSheet(),
        "geometry": window.geometry(),
        "state": window.windowState(),
        "docks": [dock.isVisible() for dock in window.docks],
        "buttons": [button.isVisible() for button in window.header.findChildren(QPushButton)],
        "title": (window.windowTitle(), window.isWindowModified(), window.header._title.isVisible()),
        "scene": (presenter.scene_id(), presenter.files.path),
        "actions": {
            name: (action.isEnabled(), action.isChecked(), [keys.toString() for keys in action.shortcuts()])
            for name, action in window.actions_.items()
        },
        "drops": window.acceptDrops(),
    }


# Beginning and end ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["F5", "F11", "Shift+F5"])
def test_the_display_is_for_the_canvases_in_large_type(opened, keys, key):
    presenter = opened(EXAMPLE)
    window, usual = presenter.window, presenter.window.arrangement.style_
    keys(presenter, key)
    assert window.isFullScreen()
    assert not any(dock.isVisible() for dock in window.docks)
    assert not any(button.isVisible() for button in window.header.findChildren(QPushButton))
    style = window.arrangement.style_
    assert style.sizes.small == pytest.approx(1.6 * usual.sizes.small)
    assert style.stroke("line") == pytest.approx(2 * usual.stroke("line"))
    keys(presenter, "F5")
    assert presenter.mode.on, "a clicker's F5 ends nothing"
    keys(presenter, "F11")
    assert not presenter.mode.on
    assert not window.isFullScreen()


@pytest.mark.parametrize("panels", [True, False])
def test_leaving_restores_everything(opened, keys, mine, panels, qtbot):
    presenter = opened(EXAMPLE, 1180, 740)
    presenter.files.open_path(mine)
    for bias in (1.0, 2.0, 3.0):
        edit(presenter, bias)
    keys(presenter, "Ctrl+Z")
    presenter.coach.train(20)
    qtbot.waitUntil(lambda: not presenter.control.running)
    keys(presenter, "Ctrl+L")
    presenter.select(1)
    if not panels:
        keys(presenter, "F9")
    before = put_aside(presenter)
    keys(presenter, "F5")
    edit(presenter, 9.0)
    keys(presenter, "Ctrl+D")
    keys(presenter, "F")
    for key in ("PgDown", "2", "2", "Right", "Ctrl+Z", "W", "PgUp", "End"):
        keys(presenter, key)
    edit(presenter, 7.0)
    keys(presenter, "Esc")
    assert not presenter.mode.on
    assert put_aside(presenter) == before
    assert presenter.files.dialogs.asked == []
    keys(presenter, "Ctrl+Z")
    assert presenter.session.undo_label == "Train 20 steps"


def test_a_message_from_before_is_not_for_the_hall_and_is_there_again_afterwards(opened, keys):
    presenter, done = opened(EXAMPLE), []
    banner = presenter.window.banner
    banner.say("Something was left", (("Open it", lambda: done.append(True)),))
    keys(presenter, "F5")
    assert banner.text == ""
    presenter.mode.leave()
    assert banner.text == "Something was left"
    next(button for button in banner.findChildren(QPushButton) if button.text() == "Open it").click()
    assert done == [True]


def test_a_maximised_window_is_maximised_again(opened, keys):
    presenter = opened(EXAMPLE)
    presenter.window.showMaximized()
    QApplication.processEvents()
    keys(presenter, "F5")
    keys(presenter, "Esc")
    assert presenter.window.isMaximized()


def test_what_was_edited_last_can_be_reopened_after_the_lecture(lecturing, keys):
    presenter = lecturing()
    keys(presenter, "PgDown")
    edit(presenter)
    keys(presenter, "Esc")
    assert first_bias(presenter) == scene(EXAMPLE).network.b1[0]
    keys(presenter, "Ctrl+Shift+T")
    assert first_bias(presenter) == 5


def test_closing_asks_about_what_was_open_before(opened, keys, mine):
    presenter = opened(EXAMPLE)
    presenter.files.open_path(mine)
    edit(presenter)
    keys(presenter, "F5")
    keys(presenter, "PgDown")
    presenter.files.dialogs.unsaved = "save"
    presenter.window.close()
    assert presenter.files.dialogs.asked == ["mine.nnx"]
    assert storage.load(mine).network.b1[0] == 5


def test_a_crash_in_mid_lecture_loses_nothing_that_was_open_before(opened, keys, mine):
    presenter = opened(EXAMPLE)
    presenter.files.open_path(mine)
    edit(presenter)
    keys(presenter, "F5")
    keys(presenter, "PgDown")
    edit(presenter, 6.0)
    assert not presenter.files.recovery.waiting
    presenter.files.recovery.stop()
    (found,) = abandoned()
    assert (found.path, found.work.network.b1[0]) == (mine, 5)
    found.discard()


def test_ctrl_c_in_the_terminal_keeps_what_was_open_before(opened, keys, mine):
    presenter = opened(EXAMPLE)
    presenter.files.open_path(mine)
    edit(presenter)
    keys(presenter, "F5")
    keys(presenter, "PgDown")
    presenter.files.interrupt()
    (found,) = abandoned()
    assert (found.path, found.work.network.b1[0]) == (mine, 5)
    found.discard()


def test_files_wait_for_the_end(lecturing, keys):
    presenter = lecturing()
    for key in ("Ctrl+S", "Ctrl+O", "Ctrl+N", "F9", "Ctrl+M"):
        keys(presenter, key)
    assert presenter.files.dialogs.asked == []
    assert not any(dock.isVisible() for dock in presenter.window.docks)
    assert not presenter.window.acceptDrops()


# Walking --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("forth", "back"), [("PgDown", "PgUp"), ("Right", "Left"), ("Down", "Up"), ("Return", "PgUp")])
def test_a_clicker_walks_through_scenes_and_their_frames(lecturing, keys, forth, back):
    presenter = lecturing("series-of-decisions")
    keys(presenter, forth)
    seen = []
    for _ in range(10):
        seen.append(at(presenter))
        keys(presenter, forth)
    assert seen == [*((FRAMES, i) for i in range(9)), ("classifier-target", 0)]
    keys(presenter, back)
    keys(presenter, back)
    assert at(presenter) == (FRAMES, 8), "backwards it is entered at its last frame"


def test_the_whole_lecture_is_walked_without_a_question(lecturing, keys):
    presenter = lecturing(IDS[0])
    seen = [IDS[0]]
    for _ in range(sum(one.frames for one in scenes()) + 3):
        edit(presenter, len(seen))
        keys(presenter, "PgDown")
        if presenter.scene_id() != seen[-1]:
            seen.append(presenter.scene_id())
    assert seen == IDS
    assert presenter.files.dialogs.asked == []


def test_edits_stay_in_their_scene_until_the_lecture_ends(lecturing, keys, qtbot):
    presenter = lecturing("unit-step")
    qtbot.waitUntil(lambda: presenter.mode._ready is not None)
    edit(presenter, 4.0)
    edit(presenter, 5.0)
    keys(presenter, "PgDown")
    edit(presenter, 6.0)
    keys(presenter, "PgUp")
    assert first_bias(presenter) == 5
    keys(presenter, "Ctrl+Z")
    assert first_bias(presenter) == 4
    keys(presenter, "PgDown")
    assert (first_bias(presenter), presenter.session.undo_label) == (6, "Type b1")
    keys(presenter, "Esc")
    assert storage.encode(presenter.session.document) == storage.encode(scene("unit-step").document)
    assert presenter.session.undo_label is None


def test_training_stays_with_its_scene(lecturing, keys, qtbot):
    presenter = lecturing("unit-step")
    keys(presenter, "PgDown")
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: presenter.session.document.step > 3)
    keys(presenter, "PgDown")
    assert not presenter.control.running
    assert presenter.control.run.steps == []
    keys(presenter, "PgUp")
    step = presenter.session.document.step
    assert presenter.control.run.until(step)[0][-1] == step > 3


def test_a_run_that_was_kept_stays_with_its_scene(lecturing, keys):
    presenter = lecturing()
    keys(presenter, "M")
    presenter.display.everything()
    kept, shown = presenter.control.kept, presenter.window.arrangement.visible_names
    assert "kept" in shown()
    for one in scenes():
        presenter.open_scene(one.id)
        assert (presenter.control.kept is not None) == (one.id == EXAMPLE), one.id
        assert ("kept" in shown()) == (one.id == EXAMPLE), one.id
    presenter.open_scene(EXAMPLE)
    assert presenter.control.kept is kept
    assert "kept" in shown()


@pytest.mark.parametrize("as_file", [True, False])
def test_a_lecture_of_ones_own_is_walked_the_same_way(opened, keys, tmp_path, as_file):
    (own := tmp_path / "own").mkdir()
    for name, of in (("1-a", EXAMPLE), ("2-b", FRAMES), ("3-c", "relu")):
        storage.save(replace(scene(of).document, title=name), own / f"{name}.nnx")
    if as_file:
        lectures.save(lectures.folder(own), own := tmp_path / "own.nnx")
    presenter = opened(EXAMPLE)
    presenter.files.open_path(own)
    keys(presenter, "F5")
    seen = []
    for key in ("PgDown", "PgDown", "3", "1", "Right", "End", "Home"):
        keys(presenter, key)
        seen.append(at(presenter))
    assert seen == [("2-b", 0), ("2-b", 1), ("3-c", 0), ("1-a", 0), ("2-b", 0), ("3-c", 0), ("1-a", 0)]
    edit(presenter)
    keys(presenter, "PgDown")
    keys(presenter, "Esc")
    assert not presenter.lectern.modified, "what is edited in a lecture does not stay in its file"


def test_a_document_that_is_no_scene_is_shown_first_and_found_again(opened, keys, mine):
    presenter = opened(EXAMPLE)
    presenter.files.open_path(mine)
    document = presenter.session.document
    keys(presenter, "F5")
    assert presenter.session.document is document
    keys(presenter, "PgDown")
    assert presenter.scene_id() == IDS[0]
    keys(presenter, "0")
    keys(presenter, "Return")
    assert presenter.session.document is document


def test_numbers_jump(lecturing, keys):
    presenter = lecturing(EXAMPLE)
    typed = presenter.mode.stage._number
    keys(presenter, "4")
    assert presenter.scene_id() == IDS[3]
    keys(presenter, "2")
    assert (presenter.scene_id(), typed.text) == (IDS[3], "2")
    keys(presenter, "2")
    assert (presenter.scene_id(), typed.text) == (IDS[21], "")
    keys(presenter, "3")
    keys(presenter, "Return")
    assert presenter.scene_id() == IDS[2]
    keys(presenter, "3")
    keys(presenter, "9")
    assert (presenter.scene_id(), typed.text) == (IDS[2], ""), "there is no 39th"
    keys(presenter, "1")
    keys(presenter, "Esc")
    assert (presenter.mode.on, typed.text) == (True, "")
    keys(presenter, "End")
    assert presenter.scene_id() == IDS[-1]
    keys(presenter, "Home")
    assert presenter.scene_id() == IDS[0]


def test_the_next_scene_is_ready_before_it_is_asked_for(lecturing, keys, qtbot, monkeypatch):
    presenter = lecturing("series-of-decisions")
    ready = scene(FRAMES).document.at_frame(0).view
    qtbot.waitUntil(lambda: getattr(presenter.display._prepared, "document", None) is not None)
    assert presenter.display._prepared.document.view == ready
    evaluated, evaluate = [], display.evaluate_document
    monkeypatch.setattr(
        display,
        "evaluate_document",
        lambda document, *a, **k: evaluated.append(document) or evaluate(document, *a, **k),
    )
    presenter.mode.walk_to(FRAMES)
    assert presenter.session.document.view == ready
    assert presenter.session.document not in evaluated


# The line and the keys ------------------------------------------------------------------------------------------------


def test_arrows_nudge_while_a_hand_has_a_line_and_esc_deselects_first(lecturing, keys, mouse, on_line):
    presenter = lecturing()
    canvas = presenter.window.arrangement.input
    mouse(canvas).click(on_line(canvas, 1))
    before = presenter.session.document.network.b1[1]
    keys(presenter, "Right")
    assert presenter.scene_id() == EXAMPLE
    assert presenter.session.document.network.b1[1] != before
    keys(presenter, "Esc")
    assert presenter.mode.on
    assert presenter.session.document.view.selected is None
    keys(presenter, "Right")
    assert presenter.scene_id() == IDS[IDS.index(EXAMPLE) + 1]
    keys(presenter, "Esc")
    assert not presenter.mode.on


def test_a_line_is_dragged_as_ever(lecturing, mouse, on_line):
    presenter = lecturing()
    canvas = presenter.window.arrangement.input
    mouse(canvas).drag(on_line(canvas, 0), 20, 20)
    assert presenter.session.undo_label == "Move line 1"


@pytest.mark.parametrize("key", ["B", "."])
def test_b_and_full_stop_blank_the_display(lecturing, keys, key):
    presenter = lecturing()
    dark = presenter.mode.stage._dark
    keys(presenter, key)
    assert dark.isVisible()
    assert dark.geometry() == presenter.window.rect()
    assert presenter.window.grab().toImage().pixelColor(200, 200).name() == "#000000"
    assert presenter.session.document.step == 0, "no step was made"
    keys(presenter, key)
    assert not dark.isVisible()
    keys(presenter, key)
    keys(presenter, "Esc")
    assert not dark.isVisible()
    assert presenter.mode.on
    keys(presenter, key)
    keys(presenter, "PgDown")
    assert not dark.isVisible()


def test_the_keys_that_a_clicker_needs_have_others_meanwhile(lecturing, keys, qtbot):
    presenter = lecturing("logistic")
    keys(presenter, "Shift+Space")
    qtbot.waitUntil(lambda: presenter.session.document.step == 1)
    keys(presenter, "Shift+B")
    assert presenter.window.actions_["paint"].isChecked()
    keys(presenter, "Esc")
    assert not presenter.window.actions_["paint"].isChecked()


def test_words_are_shown_at_will_and_no_canvas_moves(lecturing, keys):
    presenter = lecturing()
    title, caption = presenter.window.header._title, presenter.mode.stage._caption
    before = sizes(presenter)
    shown = []
    for _ in range(4):
        shown.append((title.isVisible(), caption.text))
        assert sizes(presenter) == before
        keys(presenter, "W")
        QApplication.processEvents()
    text = scene(EXAMPLE).caption.replace("'", "&#x27;")
    assert shown == [(True, ""), (True, text), (False, ""), (True, "")]
    keys(presenter, "PgDown")
    assert caption.text == scene(IDS[IDS.index(EXAMPLE) + 1]).caption.replace("'", "&#x27;")


def test_the_pointer_wears_a_halo_that_is_remembered(lecturing, keys):
    presenter = lecturing()
    assert QGuiApplication.overrideCursor().pixmap().width() >= 60
    keys(presenter, "B")
    assert QGuiApplication.overrideCursor().shape() == Qt.CursorShape.BlankCursor
    keys(presenter, "B")
    keys(presenter, "Ctrl+H")
    assert QGuiApplication.overrideCursor() is None
    assert not halo.wished()
    keys(presenter, "Ctrl+H")
    assert halo.wished()
    assert QGuiApplication.overrideCursor() is not None
    keys(presenter, "Esc")
    assert QGuiApplication.overrideCursor() is None
    keys(presenter, "Ctrl+H")
    assert QGuiApplication.overrideCursor() is None, "outside a lecture it is only remembered"
    QSettings().remove(halo.KEY)


# Displays -------------------------------------------------------------------------------------------------------------


def test_a_display_that_is_unplugged_leaves_the_lecture_on_the_primary_one(lecturing, qapp):
    presenter = lecturing()
    window, primary = presenter.window, qapp.primaryScreen()
    window.setGeometry(QRect(5000, 5000, 300, 200))
    qapp.screenRemoved.emit(presenter.mode.stage._screen)
    assert window.isFullScreen()
    assert window.geometry() == primary.geometry()
    assert window.isVisible()


def test_a_display_of_another_size_is_filled_again(lecturing, qapp):
    presenter = lecturing()
    window, primary = presenter.window, qapp.primaryScreen()
    window.setGeometry(QRect(0, 0, 300, 200))
    primary.geometryChanged.emit(primary.geometry())
    assert window.geometry() == primary.geometry()
    presenter.mode.leave()
    window.setGeometry(QRect(0, 0, 700, 500))
    primary.geometryChanged.emit(primary.geometry())
    assert window.geometry() == QRect(0, 0, 700, 500), "outside a lecture that is nobody's business"


def test_a_window_whose_display_is_gone_comes_back_where_there_is_one(opened, keys, qapp):
    presenter = opened(EXAMPLE)
    presenter.window.setGeometry(QRect(9000, 9000, 900, 700))
    keys(presenter, "F5")
    keys(presenter, "Esc")
    assert qapp.primaryScreen().geometry().intersects(presenter.window.geometry())
    assert presenter.window.size().toTuple() == (900, 700)


def test_lecture_mode_is_made_when_it_is_first_used(opened, keys):
    presenter = opened(EXAMPLE)
    assert presenter.mode is None
    QTest.keyClick(presenter.window, Qt.Key.Key_Escape)
    assert presenter.mode is None
