"""Every change to the open document goes one way; a gesture is one step, and looking is none."""

import pytest

from nnexplorer.model import edits
from nnexplorer.model.data import FormulaData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.session.session import Session


@pytest.fixture
def session():
    return Session(document())


@pytest.fixture
def heard(session):
    """The pairs (old, new) that the session announces."""
    pairs = []
    session.changed.connect(lambda old, new: pairs.append((old, new)))
    return pairs


def document(units=3):
    return Document(Network.random(2, units, 1), FormulaData(("x0*x1",), points=4))


def moved(it, bias):
    return edits.set_parameter(it, "b1", (0,), bias)


def bias(session):
    return session.document.network.b1[0]


def test_what_is_saved_is_what_the_file_has(session):
    opened = session.document
    session.commit("Move", moved(opened, 1.0))
    assert session.saved is opened
    session.mark_saved()
    assert session.saved is session.document
    found = document()
    session.open(found, modified=True)
    session.commit("Move", moved(found, 2.0))
    assert session.saved is found


# Commits and previews ---------------------------------------------------------------------------------------------


def test_session_opens_its_document_without_a_history(session):
    assert session.document is session.opened
    assert not session.previewing
    assert (session.undo_label, session.redo_label) == (None, None)


def test_commit_is_a_step_with_a_label(session, heard):
    first, second = session.document, moved(session.document, 1)
    session.commit("Move line 0", second)
    assert session.document is second
    assert session.undo_label == "Move line 0"
    assert heard == [(first, second)]


def test_gesture_is_one_step_however_often_it_moves(session, heard):
    first = session.document
    for value in range(1, 20):
        session.preview(moved(session.document, value))
    assert session.previewing
    assert session.undo_label is None, "it is still running"
    session.commit("Move line 0")
    assert not session.previewing
    assert bias(session) == 19
    assert len(heard) == 19, "a commit of what is shown already changes nothing"
    session.undo()
    assert session.document.network is first.network


def test_commit_may_end_a_gesture_with_a_document_of_its_own(session):
    first = session.document
    session.preview(moved(first, 1))
    session.commit("Move line 0", moved(first, 2))
    assert bias(session) == 2
    session.undo()
    assert session.document.network is first.network


def test_revert_takes_a_gesture_back_without_a_trace(session, heard):
    first = session.document
    session.preview(moved(first, 1))
    session.preview(moved(first, 2))
    session.revert()
    assert session.document.network is first.network
    assert (session.previewing, session.undo_label) == (False, None)
    assert heard[-1][1] is session.document


def test_revert_without_a_gesture_does_nothing(session, heard):
    session.commit("Move line 0", moved(session.document, 1))
    session.revert()
    assert bias(session) == 1
    assert len(heard) == 1


def test_gesture_that_changes_nothing_is_no_step(session):
    session.preview(moved(session.document, 1))
    session.preview(session.opened)
    session.commit("Move line 0")
    assert session.undo_label is None


def test_same_document_is_not_announced(session, heard):
    session.preview(session.document)
    session.look(session.document)
    session.commit("nothing", session.document)
    assert heard == []
    assert session.undo_label is None


def test_every_part_of_a_document_but_its_view_makes_a_step(session):
    changes = [
        lambda it: moved(it, 1),
        lambda it: edits.set_training(it, seed=5),
        lambda it: edits.trained(it, it.network, 1),
        edits.reset,
    ]
    for number, change in enumerate(changes):
        session.commit(f"step {number}", change(session.document))
        assert session.undo_label == f"step {number}"
    session.commit("looked", edits.set_view(session.document, index_base=1))
    assert session.undo_label == "step 3"
    assert session.document.view.index_base == 1


# Undo and redo ----------------------------------------------------------------------------------------------------


def test_undo_and_redo_walk_over_the_steps(session, heard):
    for value in (1, 2):
        session.commit(f"to {value}", moved(session.document, value))
    del heard[:]
    session.undo()
    assert (bias(session), session.undo_label, session.redo_label) == (1, "to 1", "to 2")
    session.undo()
    assert (session.undo_label, session.redo_label) == (None, "to 1")
    session.redo()
    session.redo()
    assert (bias(session), session.undo_label, session.redo_label) == (2, "to 2", None)
    assert [new.network.b1[0] for _, new in heard][-2:] == [1, 2]


def test_undo_and_redo_at_the_ends_do_nothing(session, heard):
    session.undo()
    session.redo()
    assert heard == []


def test_undo_in_the_middle_of_a_gesture_takes_the_gesture_back(session):
    session.commit("to 1", moved(session.document, 1))
    session.preview(moved(session.document, 2))
    session.undo()
    assert (bias(session), session.previewing, session.undo_label) == (1, False, "to 1")


def test_redo_in_the_middle_of_a_gesture_first_takes_the_gesture_back(session):
    session.commit("to 1", moved(session.document, 1))
    session.undo()
    session.preview(moved(session.document, 7))
    session.redo()
    assert (bias(session), session.previewing) == (1, False)
    session.undo()
    assert session.document.network is session.opened.network


def test_new_step_after_an_undo_leaves_nothing_to_redo(session):
    session.commit("to 1", moved(session.document, 1))
    session.undo()
    session.commit("to 2", moved(session.document, 2))
    assert session.redo_label is None


# Looking ----------------------------------------------------------------------------------------------------------


def test_looking_is_no_step(session, heard):
    session.look(edits.select(session.document, 2))
    assert session.document.view.selected == 2
    assert session.undo_label is None
    assert len(heard) == 1


def test_undo_and_redo_leave_the_way_of_looking(session):
    session.commit("to 1", moved(session.document, 1))
    session.look(edits.set_view(session.document, selected=2, output="hard"))
    session.undo()
    assert (session.document.view.selected, session.document.view.output) == (2, "hard")
    session.look(edits.select(session.document, 1))
    session.redo()
    assert (session.document.view.selected, session.document.view.output) == (1, "hard")
    assert bias(session) == 1


def test_gesture_goes_on_while_one_looks_elsewhere(session):
    first = session.document
    session.preview(moved(first, 1))
    session.look(edits.select(session.document, 2))
    session.preview(moved(session.document, 2))
    session.revert()
    assert session.document.network is first.network
    assert session.document.view.selected == 2


def test_selection_stays_within_the_network_that_an_undo_brings_back(session):
    session.commit("More units", edits.set_units(session.document, 9))
    session.look(edits.select(session.document, 8))
    session.undo()
    assert session.document.network.units == 3
    assert session.document.view.selected == 2


# Opening ----------------------------------------------------------------------------------------------------------


def test_opened_document_has_a_history_of_its_own(session, heard):
    session.commit("to 1", moved(session.document, 1))
    session.preview(moved(session.document, 2))
    old, other = session.document, document(units=5)
    session.open(other)
    assert session.document is session.opened is other
    assert (session.previewing, session.undo_label, session.redo_label) == (False, None, None)
    assert heard[-1] == (old, other)


def test_document_as_it_was_opened_is_remembered(session):
    first = session.document
    session.commit("to 1", moved(first, 1))
    assert session.opened is first


# What no file has -------------------------------------------------------------------------------------------------


def test_a_document_is_modified_by_an_edit_and_no_more_after_undo_or_saving(session):
    assert not session.modified
    session.commit("Move", moved(session.document, 5.0))
    assert session.modified
    session.undo()
    assert not session.modified
    session.redo()
    session.mark_saved()
    assert not session.modified
    session.undo()
    assert session.modified, "the file has the later state"


def test_a_preview_counts_and_a_reverted_one_does_not(session):
    session.preview(moved(session.document, 5.0))
    assert session.modified
    session.revert()
    assert not session.modified


def test_how_it_is_shown_counts_and_where_one_looks_does_not(session):
    session.look(edits.set_view(session.document, selected=2, probe=(0.5, 0.5)))
    assert not session.modified
    session.look(edits.set_view(session.document, canvases=("input",)))
    assert session.modified


def test_an_opened_document_is_saved_unless_no_file_has_it(session):
    session.commit("Move", moved(session.document, 5.0))
    session.open(document())
    assert not session.modified
    session.open(document(), modified=True)
    assert session.modified
    session.mark_saved()
    assert not session.modified


# Setting aside ----------------------------------------------------------------------------------------------------


def test_what_was_set_aside_is_resumed_as_if_it_had_never_been_away(session, heard):
    session.commit("first", moved(session.document, 1.0))
    session.commit("second", moved(session.document, 2.0))
    session.undo()
    before, opened, shown = session.set_aside(), session.opened, session.document
    session.open(document(5))
    session.commit("other", moved(session.document, 9.0))
    other = session.set_aside()
    told = []
    session.committed.connect(lambda: told.append(session.undo_label))
    session.resume(before)
    assert (session.document, session.opened, session.modified) == (shown, opened, True)
    assert (session.undo_label, session.redo_label) == ("first", "second")
    assert told == ["first"], "who shows what undo would do is told"
    assert heard[-1] == (other.document, shown)
    session.redo()
    assert bias(session) == 2
    session.resume(before)
    assert session.redo_label == "second", "it is the same however often it is resumed"
    session.resume(other)
    assert (bias(session), session.undo_label) == (9, "other")


def test_a_running_preview_is_not_set_aside(session):
    before = session.document
    session.preview(moved(before, 4.0))
    standing = session.set_aside()
    assert standing.document is before
    session.resume(standing)
    assert (session.document, session.previewing, session.modified) == (before, False, False)
